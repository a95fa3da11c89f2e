/**
 * Recorded forecasts, their outcomes, and backtests on the reader's own past.
 */
@NullMarked
package pl.chronobook.forecast.accuracy;

import org.jspecify.annotations.NullMarked;
