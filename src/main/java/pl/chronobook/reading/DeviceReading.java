package pl.chronobook.reading;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;

/**
 * Reading that is known only from the progress a device reports. Its sessions are
 * estimates: a session that was timed, typed in or imported replaces the estimates that
 * it overlaps.
 */
public interface DeviceReading {

	/**
	 * Locks the reader's list for a change, and finds a book on it. Runs in the
	 * transaction of the caller.
	 * @return empty if the book is not on the reader's list
	 */
	Optional<BookState> awaitTurn(ReaderId reader, EntryId entry);

	/**
	 * Replaces estimated sessions of a book by others, and moves its current page
	 * forward. A former estimate that the reader has edited stays, and no estimate is
	 * added at a time at which the reader has another session of the book, or has removed
	 * one. Runs in the transaction of the caller, who has called {@link #awaitTurn}.
	 * @param former the sessions to be replaced
	 * @param sessions estimated sessions in order of time
	 * @param page the furthest page
	 * @param at the time at which the device was there
	 * @return the sessions that are stored now
	 */
	List<SessionId> estimate(ReaderId reader, EntryId entry, List<SessionId> former, List<EstimatedSession> sessions,
			int page, Instant at);

	/**
	 * A book on the list, as far as its estimates depend on it.
	 *
	 * @param status its status
	 * @param pageCount pages of the reader's edition; null if unknown
	 * @param measuredPage the furthest page of this reading that is known from elsewhere
	 * than devices
	 * @param since the moment after which progress reports belong to this reading; null
	 * if the book was never finished
	 */
	record BookState(ReadingStatus status, @Nullable Integer pageCount, int measuredPage, @Nullable Instant since) {
	}

	/**
	 * A session between two progress reports.
	 *
	 * @param start the time at which it probably began
	 * @param end the time at which it probably ended, after {@code start}
	 * @param since the moment after which the pages were read for certain, not after
	 * {@code start}
	 * @param fromPage the page it began on
	 * @param toPage the page it ended on, after {@code fromPage}
	 */
	record EstimatedSession(Instant start, Instant end, Instant since, int fromPage, int toPage) {
	}

}
