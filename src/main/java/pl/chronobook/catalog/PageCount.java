package pl.chronobook.catalog;

/**
 * The length of a book in pages.
 *
 * @param value pages, 1 to {@value #MAX}
 */
public record PageCount(int value) {

	public static final int MAX = 20_000;

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException if {@code value} is outside 1 to {@value #MAX}
	 */
	public PageCount {
		if (value < 1 || value > MAX) {
			throw new IllegalArgumentException("A book has 1 to %d pages, not %d".formatted(MAX, value));
		}
	}

}
