package pl.chronobook.forecast.model;

/**
 * A stored model cannot be used. The message completes "the model is not used: ".
 */
public class UnusableModelException extends RuntimeException {

	UnusableModelException(String message) {
		super(message);
	}

	UnusableModelException(String message, Throwable cause) {
		super(message, cause);
	}

}
