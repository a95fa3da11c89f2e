package pl.chronobook.reading;

/**
 * A book that was to be added finds no room: the list holds as many books that wait or
 * are being read as the installation allows.
 */
public final class ListFullException extends RuntimeException {

	private final int limit;

	/**
	 * Creates the exception.
	 * @param limit the number of books that a list may hold
	 */
	public ListFullException(int limit) {
		super("A list holds at most %d open books".formatted(limit));
		this.limit = limit;
	}

	/** The number of books that a list may hold. */
	public int limit() {
		return this.limit;
	}

}
