package pl.chronobook.reading;

/**
 * Thrown for a session that is impossible, or so implausible that the reader has to
 * confirm it.
 */
public class ImpossibleSessionException extends RuntimeException {

	private final Reason reason;

	public ImpossibleSessionException(Reason reason) {
		super("Impossible session: " + reason);
		this.reason = reason;
	}

	public Reason reason() {
		return this.reason;
	}

	/**
	 * The reason for the refusal; the message for the reader is
	 * {@code reading.session.REASON}.
	 */
	public enum Reason {

		/** Shorter than thirty seconds. */
		TOO_SHORT,
		/** Longer than a day. */
		TOO_LONG,
		/** Twelve hours without a pause; the reader may insist. */
		OVERNIGHT,
		/** Ends after now. */
		IN_THE_FUTURE,
		/** The clock skips this time when summer time begins. */
		NO_SUCH_TIME,
		/** Before 1900. */
		TOO_EARLY,
		/** Ends on a page before the one it began on. */
		BACKWARDS,
		/** Goes beyond the last page. */
		BEYOND_THE_END,
		/** A session of this book at the very same time exists. */
		ALREADY_THERE,
		/** Another session overlaps it; the reader may insist. */
		OVERLAPS,
		/** More pages than anybody reads in that time; the reader may insist. */
		TOO_FAST,
		/** Nothing says on which page it began, but later pages are known. */
		START_UNKNOWN,
		/** The note has over 2,000 characters. */
		LONG_NOTE

	}

}
