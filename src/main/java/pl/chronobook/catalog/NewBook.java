package pl.chronobook.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A book that a reader types in or imports.
 *
 * @param title 1 to {@value #LONGEST_TITLE} characters
 * @param author 1 to {@value #LONGEST_AUTHOR} characters
 * @param pageCount its length; null if unknown
 * @param isbn its ISBN; null if unknown
 */
public record NewBook(String title, String author, @Nullable PageCount pageCount, @Nullable Isbn isbn) {

	/** The longest title, in characters. */
	public static final int LONGEST_TITLE = 500;

	/** The longest author, in characters. */
	public static final int LONGEST_AUTHOR = 300;

	/**
	 * Replaces runs of blanks and control characters by single blanks and checks the
	 * lengths.
	 * @throws IllegalArgumentException if a text is empty or too long
	 */
	public NewBook {
		title = tidy(title);
		author = tidy(author);
		if (title.isEmpty() || title.length() > LONGEST_TITLE) {
			throw new IllegalArgumentException("A title has 1 to " + LONGEST_TITLE + " characters");
		}
		if (author.isEmpty() || author.length() > LONGEST_AUTHOR) {
			throw new IllegalArgumentException("An author has 1 to " + LONGEST_AUTHOR + " characters");
		}
	}

	/**
	 * Returns whether a text has no visible character, so that readers cannot mean it as
	 * a title or an author.
	 */
	public static boolean isBlank(String text) {
		return text.replaceAll("[\\s\\p{Z}\\p{C}]+", "").isEmpty();
	}

	private static String tidy(String text) {
		return text.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
	}

}
