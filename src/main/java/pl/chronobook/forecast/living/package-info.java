/**
 * The living list: forecasts of when it will be empty although new books keep arriving.
 */
@NullMarked
package pl.chronobook.forecast.living;

import org.jspecify.annotations.NullMarked;
