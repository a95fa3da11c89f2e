/**
 * Explanations of why the finish date has moved.
 */
@NullMarked
package pl.chronobook.forecast.movement;

import org.jspecify.annotations.NullMarked;
