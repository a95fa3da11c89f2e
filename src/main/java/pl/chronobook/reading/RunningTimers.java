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
	 * @param reader the owner of the timer
	 * @param session the session that it measures
	 * @param entry the book's place on the list
	 * @param startedAt the time at which it began
	 * @param since the last moment at which the reader is known to have read: the start
	 * of the timer, or its last confirmation
	 */
	record ForgottenTimer(ReaderId reader, SessionId session, EntryId entry, Instant startedAt, Instant since) {
	}

}
