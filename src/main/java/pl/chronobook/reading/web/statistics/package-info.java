/**
 * Pages of the statistics.
 */
@NullMarked
package pl.chronobook.reading.web.statistics;

import org.jspecify.annotations.NullMarked;
