/**
 * The living list: books arrive, are given up, and are not read in order. Plain Java on
 * top of the forecast engine, for the application and for backtests.
 */
@NamedInterface("living")
@NullMarked
package pl.chronobook.forecast.model.living;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
