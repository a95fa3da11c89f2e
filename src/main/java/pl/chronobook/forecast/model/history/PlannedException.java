package pl.chronobook.forecast.model.history;

import java.time.LocalDate;

/**
 * Days on which the reader will read more or less than usual.
 *
 * @param from the first day
 * @param to the last day, not before {@code from}
 * @param factor share of the usual reading: 0 none, 1 as ever, 2 twice as much; at most
 * 24
 */
public record PlannedException(LocalDate from, LocalDate to, double factor) {

	private static final double MAX_FACTOR = 24;

	/**
	 * @throws IllegalArgumentException if the days are out of order or the factor out of
	 * range
	 */
	public PlannedException {
		if (to.isBefore(from)) {
			throw new IllegalArgumentException("an exception ends on or after its first day: " + from + " to " + to);
		}
		if (!(factor >= 0 && factor <= MAX_FACTOR)) {
			throw new IllegalArgumentException("the factor of an exception is from 0 to 24: " + factor);
		}
	}

}
