package pl.chronobook.reading.statistics;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Consecutive days.
 *
 * @param from the first of them
 * @param to the last of them
 */
public record Span(LocalDate from, LocalDate to) {

	/**
	 * Checks the order.
	 * @throws IllegalArgumentException if it ends before it begins
	 */
	public Span {
		if (to.isBefore(from)) {
			throw new IllegalArgumentException("A span that ends before it begins");
		}
	}

	/** The number of days. */
	public long days() {
		return ChronoUnit.DAYS.between(this.from, this.to) + 1;
	}

	/**
	 * The number of days up to a day, that day included; 0 if it lies before the span.
	 */
	public long daysUntil(LocalDate day) {
		return Math.clamp(ChronoUnit.DAYS.between(this.from, day) + 1, 0, days());
	}

}
