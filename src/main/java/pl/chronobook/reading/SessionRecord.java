package pl.chronobook.reading;

import java.time.Instant;

/**
 * One sitting with a book.
 *
 * @param start when it began
 * @param end when it ended, after {@code start}
 * @param pages pages read, 0 to 20,000; fractions come from sources that measure them
 */
public record SessionRecord(Instant start, Instant end, double pages) {

	/**
	 * Checks order and range.
	 * @throws IllegalArgumentException if the session ends before it starts or its pages
	 * are out of range
	 */
	public SessionRecord {
		if (!end.isAfter(start)) {
			throw new IllegalArgumentException("A session ends after it starts");
		}
		if (!(pages >= 0 && pages <= 20_000)) {
			throw new IllegalArgumentException("A session has 0 to 20,000 pages, not " + pages);
		}
	}

}
