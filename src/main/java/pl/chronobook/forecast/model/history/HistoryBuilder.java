package pl.chronobook.forecast.model.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Builds a reader's history from stored rows. Training and serving both convert here, so
 * that a model is used on the history that it was trained on. Rows of books that were
 * removed from the list must not be added.
 */
public final class HistoryBuilder {

	private final ReaderDays days;

	private final List<Session> sessions = new ArrayList<>();

	private final List<FinishedBook> books = new ArrayList<>();

	/** Starts a history in the calendar of one reader. */
	public HistoryBuilder(ReaderDays days) {
		this.days = days;
	}

	/**
	 * Adds a stored session.
	 * @param start the time at which reading began
	 * @param end the time at which it ended
	 * @param paused the pauses in between, shorter than the session
	 * @param pages pages read, zero or more
	 * @throws IllegalArgumentException if the pauses fill the session or the pages are
	 * negative
	 */
	public HistoryBuilder addSession(Instant start, Instant end, Duration paused, double pages) {
		this.sessions.add(this.days.session(start, Duration.between(start, end).minus(paused), pages));
		return this;
	}

	/**
	 * Adds a stored reading of a whole book if it is usable; see {@link #finishedBook}.
	 * Each reading of a book that was read twice is added.
	 * @throws IllegalArgumentException if the reading ended before it started
	 */
	public HistoryBuilder addReading(@Nullable LocalDate started, @Nullable LocalDate finished, @Nullable Integer pages,
			boolean evidence) {
		finishedBook(started, finished, pages, evidence).ifPresent(this.books::add);
		return this;
	}

	/** Builds the history; both lists are in order of time. */
	public ReaderHistory build() {
		return new ReaderHistory(this.sessions, this.books);
	}

	/**
	 * Converts a stored reading of a whole book.
	 * @param started the first day, where known
	 * @param finished the last day; a reading without one is not usable
	 * @param pages the length of the book; a reading of unknown length is not usable
	 * @param evidence whether the dates are evidence of the pace; runs of equal dates in
	 * an imported file are not
	 * @return empty for a reading that is not usable
	 * @throws IllegalArgumentException if the reading ended before it started
	 */
	public static Optional<FinishedBook> finishedBook(@Nullable LocalDate started, @Nullable LocalDate finished,
			@Nullable Integer pages, boolean evidence) {
		if (!evidence || finished == null || pages == null) {
			return Optional.empty();
		}
		return Optional.of(new FinishedBook(started, finished, pages));
	}

}
