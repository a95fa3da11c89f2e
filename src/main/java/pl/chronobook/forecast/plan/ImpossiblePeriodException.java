package pl.chronobook.forecast.plan;

/**
 * Thrown for a planned period whose days or label are not allowed.
 */
public class ImpossiblePeriodException extends RuntimeException {

	private final Reason reason;

	public ImpossiblePeriodException(Reason reason) {
		super("Impossible period: " + reason);
		this.reason = reason;
	}

	public Reason reason() {
		return this.reason;
	}

	/**
	 * The reason; the message for the reader is {@code forecast.period.REASON}.
	 */
	public enum Reason {

		END_BEFORE_START, OUT_OF_RANGE, TOO_LONG, LONG_LABEL, TOO_MANY

	}

}
