/**
 * Pages and forms on which a reader plans: periods, a deadline, a yearly goal, what-if
 * questions and the cost of a further book.
 */
@NullMarked
package pl.chronobook.forecast.web.planning;

import org.jspecify.annotations.NullMarked;
