package pl.chronobook.identity.domain;

import java.time.Duration;

/**
 * A limit of attempts is used up.
 */
public class TooManyAttemptsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Duration wait;

	public TooManyAttemptsException(Duration wait) {
		super("Too many attempts, the next one in " + wait);
		this.wait = wait;
	}

	/**
	 * Returns the whole seconds until the next attempt, at least one.
	 */
	public long seconds() {
		return Math.max(1, this.wait.plusMillis(999).toSeconds());
	}

	/**
	 * Returns the whole minutes until the next attempt, at least one.
	 */
	public long minutes() {
		return (seconds() + 59) / 60;
	}

}
