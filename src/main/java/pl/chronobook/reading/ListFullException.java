package pl.chronobook.reading;

/**
 * Thrown when a book cannot be added because the list holds as many waiting or begun
 * books as the installation allows.
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
