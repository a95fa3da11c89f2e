package pl.chronobook.reading.picture;

/**
 * Thrown if a reader asks for too many pictures in a short time.
 */
public class TooManyPicturesException extends RuntimeException {

	private final long seconds;

	TooManyPicturesException(long seconds) {
		super("Too many pictures");
		this.seconds = seconds;
	}

	/** The seconds until the next picture. */
	public long seconds() {
		return this.seconds;
	}

}
