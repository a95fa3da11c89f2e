/**
 * Forecasts for a changed list or pace.
 */
@NullMarked
package pl.chronobook.forecast.whatif;

import org.jspecify.annotations.NullMarked;
