/**
 * The days that some pages take, from the pace and its noise.
 */
@NullMarked
package pl.chronobook.forecast.model.finish;

import org.jspecify.annotations.NullMarked;
