/**
 * The level of a reader's pace, how it drifts, and how uneven reading is.
 */
@NullMarked
package pl.chronobook.forecast.model.pace;

import org.jspecify.annotations.NullMarked;
