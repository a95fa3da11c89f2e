/**
 * The training job: trains the models of readers with new data, and backtests forecasts.
 */
@NullMarked
package pl.chronobook.training;

import org.jspecify.annotations.NullMarked;
