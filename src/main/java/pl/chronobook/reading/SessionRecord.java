package pl.chronobook.reading;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A sitting with a book.
 *
 * @param start the time at which it began
 * @param end the time at which it ended, after {@code start}
 * @param pages pages read, 0 to 20,000; fractions come from sources that measure them
 * @param paused the pauses in it, in whole seconds; shorter than the sitting
 * @param fromPage the page it began on; null where only the number of pages is known
 * @param toPage the page it ended on; null where only the number of pages is known
 * @param note the reader's note, up to 2,000 characters; null without a note
 * @param pagesEstimated whether only the time was measured and the pages are a guess
 */
public record SessionRecord(Instant start, Instant end, double pages, Duration paused, @Nullable Integer fromPage,
		@Nullable Integer toPage, @Nullable String note, boolean pagesEstimated) {

	/** The longest note. */
	public static final int MAX_NOTE = 2_000;

	/**
	 * Checks order and ranges.
	 * @throws IllegalArgumentException if the session ends before it starts or anything
	 * is out of range
	 */
	public SessionRecord {
		if (!end.isAfter(start)) {
			throw new IllegalArgumentException("A session ends after it starts");
		}
		if (!(pages >= 0 && pages <= 20_000)) {
			throw new IllegalArgumentException("A session has 0 to 20,000 pages, not " + pages);
		}
		if (paused.isNegative() || paused.compareTo(Duration.between(start, end)) >= 0) {
			throw new IllegalArgumentException("A session is longer than its pauses");
		}
		if (note != null && (note.isBlank() || note.length() > MAX_NOTE)) {
			throw new IllegalArgumentException("A note has 1 to 2,000 characters");
		}
		if ((fromPage == null) != (toPage == null)
				|| (fromPage != null && toPage != null && !(0 <= fromPage && fromPage <= toPage && toPage <= 20_000))) {
			throw new IllegalArgumentException("A session goes forward: %s to %s".formatted(fromPage, toPage));
		}
	}

	/** A sitting whose pages were counted. */
	public SessionRecord(Instant start, Instant end, double pages, Duration paused, @Nullable Integer fromPage,
			@Nullable Integer toPage, @Nullable String note) {
		this(start, end, pages, paused, fromPage, toPage, note, false);
	}

	/** A sitting without pauses of which nothing else is known. */
	public SessionRecord(Instant start, Instant end, double pages) {
		this(start, end, pages, Duration.ZERO, null, null, null);
	}

	/** The time spent reading. */
	public Duration active() {
		return Duration.between(this.start, this.end).minus(this.paused);
	}

	/**
	 * Returns the part of the sitting after a moment, with its share of the pages and of
	 * the pauses. Page numbers are dropped, because the page at that moment is unknown.
	 * @param moment between start and end, both excluded
	 */
	public SessionRecord from(Instant moment) {
		Duration rest = Duration.between(moment, this.end);
		double share = (double) rest.toMillis() / Duration.between(this.start, this.end).toMillis();
		Duration pauses = Duration.ofSeconds((long) (this.paused.toSeconds() * share));
		return new SessionRecord(moment, this.end, Math.round(this.pages * share * 100) / 100.0, pauses, null, null,
				this.note, this.pagesEstimated);
	}

}
