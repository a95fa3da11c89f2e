/**
 * Forecasts of readers' lists: computing, storing and recomputing them after changes.
 */
@NullMarked
package pl.chronobook.forecast.domain;

import org.jspecify.annotations.NullMarked;
