package pl.chronobook.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ImpossibleSessionException.Reason;

/**
 * A reader's sessions, for programs that read and log them on the reader's behalf.
 */
public interface SessionLog {

	/**
	 * The newest sessions, or those that follow one of them.
	 * @param after the last session of the part before; null for the first part
	 * @param limit the largest number of sessions returned
	 */
	List<LoggedSession> newest(ReaderId reader, @Nullable Mark after, int limit);

	/**
	 * One session.
	 * @throws NoSuchSessionException if the reader has no such session
	 */
	LoggedSession get(ReaderId reader, SessionId id);

	/**
	 * Logs a session.
	 * @throws NoSuchEntryException if its book is not on the reader's list
	 * @throws ImpossibleSessionException if it is impossible, or so implausible that the
	 * reader has to confirm it
	 */
	LoggedSession log(ReaderId reader, NewSession session);

	/**
	 * A place in the log.
	 *
	 * @param start the time at which the session there began
	 * @param id the session
	 */
	record Mark(Instant start, SessionId id) {
	}

	/**
	 * A stored session.
	 *
	 * @param id the id of the session
	 * @param entry the book's place on the list
	 * @param start the time at which it began
	 * @param end the time at which it ended
	 * @param paused the pauses in it
	 * @param pages pages read
	 * @param pagesEstimated whether the pages are a guess
	 * @param fromPage the page it began on; null where only the number of pages is known
	 * @param toPage the page it ended on; null where only the number of pages is known
	 * @param note the reader's note; null without a note
	 */
	record LoggedSession(SessionId id, EntryId entry, Instant start, Instant end, Duration paused, double pages,
			boolean pagesEstimated, @Nullable Integer fromPage, @Nullable Integer toPage, @Nullable String note) {

		public Mark mark() {
			return new Mark(this.start, this.id);
		}

	}

	/**
	 * A session to be logged. The amount read is given as one of: the page it ended on,
	 * both pages, or the number of pages.
	 *
	 * @param entry the book's place on the list
	 * @param start the time at which it began
	 * @param end the time at which it ended
	 * @param paused the pauses in it
	 * @param fromPage the page it began on; null continues where the reader was
	 * @param toPage the page it ended on; null if {@code pages} is given
	 * @param pages pages read; null if {@code toPage} is given
	 * @param note up to 2,000 characters; null without a note
	 * @param insisted the doubts that the reader has dismissed
	 */
	record NewSession(EntryId entry, Instant start, Instant end, Duration paused, @Nullable Integer fromPage,
			@Nullable Integer toPage, @Nullable Double pages, @Nullable String note, Set<Reason> insisted) {

		/**
		 * @throws IllegalArgumentException if it does not say how much was read, or says
		 * it twice
		 */
		public NewSession {
			if ((toPage == null) == (pages == null) || (fromPage != null && toPage == null)) {
				throw new IllegalArgumentException("A session has either a last page or a number of pages");
			}
			insisted = Set.copyOf(insisted);
		}

	}

}
