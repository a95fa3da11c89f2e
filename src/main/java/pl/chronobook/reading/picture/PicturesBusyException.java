package pl.chronobook.reading.picture;

/**
 * Thrown if too many pictures are being drawn at once.
 */
public class PicturesBusyException extends RuntimeException {

	PicturesBusyException() {
		super("Too many pictures are being drawn");
	}

}
