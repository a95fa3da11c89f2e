package pl.chronobook.transfer;

/**
 * A file cannot be imported, or not now.
 */
public class ImportRefusedException extends RuntimeException {

	private final boolean busy;

	private ImportRefusedException(String reason, boolean busy, Throwable cause) {
		super(reason, cause);
		this.busy = busy;
	}

	/** Creates an exception for an unusable file, with a reason such as {@code EMPTY}. */
	public static ImportRefusedException unusable(String reason, Throwable cause) {
		return new ImportRefusedException(reason, false, cause);
	}

	/** Creates an exception for a moment at which too many files are being read. */
	public static ImportRefusedException busy(Throwable cause) {
		return new ImportRefusedException("BUSY", true, cause);
	}

	/** Returns whether the same request may succeed a little later. */
	public boolean isBusy() {
		return this.busy;
	}

	/** Returns the reason as a word in capitals. */
	public String reason() {
		return String.valueOf(getMessage());
	}

}
