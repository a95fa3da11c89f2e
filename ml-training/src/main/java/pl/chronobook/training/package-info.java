/**
 * The training job: reads the histories of readers with new data, and forecasts the past
 * to tell how well forecasts do.
 */
@NullMarked
package pl.chronobook.training;

import org.jspecify.annotations.NullMarked;
