package pl.chronobook.catalog;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Refers to a book of the catalog or of a provider: {@code book:UUID},
 * {@code google:VOLUME}, {@code openlibrary:WORK}, {@code openlibrary:WORK/ISBN} or
 * {@code bn:RECORD}.
 *
 * @param value the reference as it travels through forms, at most 100 characters
 */
public record BookRef(String value) {

	private static final Pattern FORM = Pattern
		.compile("book:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|google:[A-Za-z0-9_-]{1,64}"
				+ "|openlibrary:OL\\d{1,12}W(/97[89]\\d{10})?|bn:\\d{1,18}");

	/**
	 * @throws IllegalArgumentException if {@code value} has none of these forms
	 */
	public BookRef {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("Not a reference to a book");
		}
	}

	/**
	 * Refers to a book of the catalog.
	 */
	public static BookRef of(BookId book) {
		return new BookRef("book:" + book.value());
	}

	/**
	 * Returns the catalog or provider that has the book.
	 */
	public Source source() {
		return switch (this.value.substring(0, this.value.indexOf(':'))) {
			case "book" -> Source.CATALOG;
			case "google" -> Source.GOOGLE_BOOKS;
			case "bn" -> Source.BIBLIOTEKA_NARODOWA;
			default -> Source.OPEN_LIBRARY;
		};
	}

	/**
	 * Returns the identifier of the book at its source.
	 */
	public String key() {
		return this.value.substring(this.value.indexOf(':') + 1);
	}

	/**
	 * Returns the identifier of the book in the catalog.
	 * @throws IllegalStateException if the book is a provider's
	 */
	public BookId bookId() {
		if (source() != Source.CATALOG) {
			throw new IllegalStateException("No book of the catalog: " + this.value);
		}
		return BookId.of(key());
	}

	/**
	 * A source of books.
	 */
	public enum Source {

		/** The catalog. */
		CATALOG,

		/** Google Books. */
		GOOGLE_BOOKS,

		/** Open Library. */
		OPEN_LIBRARY,

		/** The National Library of Poland. */
		BIBLIOTEKA_NARODOWA

	}

}
