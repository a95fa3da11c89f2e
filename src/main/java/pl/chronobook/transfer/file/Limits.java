package pl.chronobook.transfer.file;

/**
 * Limits of an upload.
 */
public final class Limits {

	/** The bytes of all files of an upload, unpacked ones included. */
	public static final int MAX_BYTES = 50 * 1024 * 1024;

	/**
	 * The bytes of a form with pasted text, below what the server would refuse itself.
	 */
	public static final int MAX_PASTED_BYTES = 1_500_000;

	/**
	 * The books of all files of an import. The heap of the image has room for so many in
	 * each of the imports and previews that run at once.
	 */
	public static final int MAX_BOOKS = 20_000;

	/** The most characters of a pasted text. */
	public static final int MAX_PASTED_CHARACTERS = 100_000;

	private Limits() {
	}

}
