package pl.chronobook.catalog;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Points to a book that somebody found, whether the catalog has it already or a provider
 * does: {@code book:UUID}, {@code google:VOLUME}, {@code openlibrary:WORK} or
 * {@code openlibrary:WORK/ISBN}.
 *
 * @param value the reference as it travels through forms, at most 100 characters
 */
public record BookRef(String value) {

	private static final Pattern FORM = Pattern
		.compile("book:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|google:[A-Za-z0-9_-]{1,64}"
				+ "|openlibrary:OL\\d{1,12}W(/97[89]\\d{10})?");

	/**
	 * Checks the form.
	 * @throws IllegalArgumentException if it is none of these
	 */
	public BookRef {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("Not a reference to a book");
		}
	}

	/**
	 * Points to a book of the catalog.
	 */
	public static BookRef of(BookId book) {
		return new BookRef("book:" + book.value());
	}

	/**
	 * Where the book was found.
	 */
	public Source source() {
		return switch (this.value.substring(0, this.value.indexOf(':'))) {
			case "book" -> Source.CATALOG;
			case "google" -> Source.GOOGLE_BOOKS;
			default -> Source.OPEN_LIBRARY;
		};
	}

	/**
	 * The name that the source gives the book.
	 */
	public String key() {
		return this.value.substring(this.value.indexOf(':') + 1);
	}

	/**
	 * The book of the catalog that this points to.
	 * @throws IllegalStateException if it was found elsewhere
	 */
	public BookId bookId() {
		if (source() != Source.CATALOG) {
			throw new IllegalStateException("No book of the catalog: " + this.value);
		}
		return new BookId(UUID.fromString(key()));
	}

	/**
	 * Where books are found.
	 */
	public enum Source {

		/** Among the books of the catalog. */
		CATALOG,

		/** At Google Books. */
		GOOGLE_BOOKS,

		/** At Open Library. */
		OPEN_LIBRARY

	}

}
