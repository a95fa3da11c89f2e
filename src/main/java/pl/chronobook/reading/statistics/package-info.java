/**
 * Statistics of a reader's past, by day, book and year.
 */
@NullMarked
package pl.chronobook.reading.statistics;

import org.jspecify.annotations.NullMarked;
