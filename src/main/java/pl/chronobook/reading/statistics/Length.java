package pl.chronobook.reading.statistics;

/**
 * A class of lengths of books.
 */
public enum Length {

	SHORT(1), MEDIUM(250), LONG(450);

	private final int from;

	Length(int from) {
		this.from = from;
	}

	/** The fewest pages of such a book. */
	public int from() {
		return this.from;
	}

	/** Classifies a number of pages. */
	public static Length of(int pages) {
		return (pages < MEDIUM.from) ? SHORT : (pages < LONG.from) ? MEDIUM : LONG;
	}

}
