package pl.chronobook.forecast.model.history;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A book read to its end.
 *
 * @param started the first day of reading, where known; not after {@code finished}
 * @param finished the last day of reading
 * @param pages pages of the book, zero or more
 */
public record FinishedBook(@Nullable LocalDate started, LocalDate finished, double pages) {

	/**
	 * @throws IllegalArgumentException if the book was finished before it was started, or
	 * the pages are negative
	 */
	public FinishedBook {
		if (started != null && started.isAfter(finished)) {
			throw new IllegalArgumentException("a book is finished after its start: " + started + " to " + finished);
		}
		PageLimits.check(pages);
	}

}
