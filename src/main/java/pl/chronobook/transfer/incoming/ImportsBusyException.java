package pl.chronobook.transfer.incoming;

/**
 * Too many readers import at the same time; the request can be repeated later.
 */
public class ImportsBusyException extends RuntimeException {

	ImportsBusyException() {
		super("Too many files are being read just now");
	}

}
