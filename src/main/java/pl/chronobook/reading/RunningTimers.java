package pl.chronobook.reading;

import java.time.Instant;
import java.util.List;

import pl.chronobook.identity.ReaderId;

/**
 * The running timers of all readers.
 */
public interface RunningTimers {

	/**
	 * Timers that run for longer than their readers ever read. Only timers of the last
	 * two days are returned, because a reminder of an older one is of no use.
	 */
	List<ForgottenTimer> forgotten();

	/** Returns whether {@link #forgotten} has the timer of a session of a reader. */
	default boolean isForgotten(ReaderId reader, SessionId session) {
		return forgotten().stream().anyMatch(timer -> timer.reader().equals(reader) && timer.session().equals(session));
	}

	/**
	 * A timer that its reader has probably forgotten.
	 *
	 * @param reader whose
	 * @param session which session it measures
	 * @param entry the book's place on the list
	 * @param startedAt when it began
	 * @param since when the reader was last known to read: when it began, or when the
	 * reader last vouched for it
	 */
	record ForgottenTimer(ReaderId reader, SessionId session, EntryId entry, Instant startedAt, Instant since) {
	}

}
