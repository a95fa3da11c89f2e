package pl.chronobook.forecast.model.correction;

/**
 * A stored model cannot be used. The message completes "the model is not used: ".
 */
public class UnusableModelException extends RuntimeException {

	private final boolean otherVersion;

	UnusableModelException(String message) {
		this(message, false);
	}

	UnusableModelException(String message, boolean otherVersion) {
		super(message);
		this.otherVersion = otherVersion;
	}

	UnusableModelException(String message, Throwable cause) {
		super(message, cause);
		this.otherVersion = false;
	}

	/**
	 * Returns true if the model is of another version of the program, false if it is
	 * damaged.
	 */
	public boolean isOtherVersion() {
		return this.otherVersion;
	}

}
