/**
 * The list as its reader lives with it: when it is empty although books keep arriving.
 */
@NullMarked
package pl.chronobook.forecast.living;

import org.jspecify.annotations.NullMarked;
