/**
 * Pages of the list, the sessions and the timer.
 */
@NullMarked
package pl.chronobook.reading.web;

import org.jspecify.annotations.NullMarked;
