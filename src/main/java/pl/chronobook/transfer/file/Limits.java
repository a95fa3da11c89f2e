package pl.chronobook.transfer.file;

/**
 * Limits of an upload.
 */
public final class Limits {

	/** The bytes of all files of an upload, unpacked ones included. */
	public static final int MAX_BYTES = 50 * 1024 * 1024;

	private Limits() {
	}

}
