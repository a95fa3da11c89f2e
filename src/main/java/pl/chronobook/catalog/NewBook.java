package pl.chronobook.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A book that a reader types in or imports.
 *
 * @param title 1 to 500 characters
 * @param author 1 to 300 characters
 * @param pageCount its length; null if unknown
 * @param isbn its ISBN; null if unknown
 */
public record NewBook(String title, String author, @Nullable PageCount pageCount, @Nullable Isbn isbn) {

	/**
	 * Replaces runs of blanks and control characters by single blanks and checks the
	 * lengths.
	 * @throws IllegalArgumentException if a text is empty or too long
	 */
	public NewBook {
		title = tidy(title);
		author = tidy(author);
		if (title.isEmpty() || title.length() > 500) {
			throw new IllegalArgumentException("A title has 1 to 500 characters");
		}
		if (author.isEmpty() || author.length() > 300) {
			throw new IllegalArgumentException("An author has 1 to 300 characters");
		}
	}

	private static String tidy(String text) {
		return text.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
	}

}
