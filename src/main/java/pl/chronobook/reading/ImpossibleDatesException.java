package pl.chronobook.reading;

/**
 * Thrown for impossible dates of a reading.
 */
public class ImpossibleDatesException extends RuntimeException {

	private final Reason reason;

	public ImpossibleDatesException(Reason reason) {
		super("Impossible dates of a reading: " + reason);
		this.reason = reason;
	}

	public Reason reason() {
		return this.reason;
	}

	/**
	 * The reason for the refusal; the message for the reader is
	 * {@code reading.dates.REASON}.
	 */
	public enum Reason {

		MISSING, END_BEFORE_START, TOO_EARLY, IN_THE_FUTURE, ALREADY_THERE

	}

}
