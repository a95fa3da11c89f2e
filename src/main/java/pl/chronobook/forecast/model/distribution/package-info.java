/**
 * Quantiles of a forecast, and the special functions that distributions are computed
 * with.
 */
@NamedInterface("distribution")
@NullMarked
package pl.chronobook.forecast.model.distribution;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
