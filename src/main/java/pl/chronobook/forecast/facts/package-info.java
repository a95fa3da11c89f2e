/**
 * The reading histories and queues of readers in the form that the forecast engine takes.
 */
@NullMarked
package pl.chronobook.forecast.facts;

import org.jspecify.annotations.NullMarked;
