package pl.chronobook.catalog.provider;

import java.util.Locale;

/**
 * The provider of a book's length, in ascending order of reliability.
 */
public enum LengthSource {

	/** The median of all editions of the work. */
	OPEN_LIBRARY("Open Library"),

	/** The publisher's figure for the edition, which may count a file's screens. */
	GOOGLE_BOOKS("Google Books"),

	/** Counted by a librarian with the book in hand. */
	BIBLIOTEKA_NARODOWA("Biblioteka Narodowa");

	private final String provider;

	LengthSource(String provider) {
		this.provider = provider;
	}

	/**
	 * Returns the provider's name as readers know it.
	 */
	public String provider() {
		return this.provider;
	}

	/**
	 * Returns the value in {@code books.page_count_source}.
	 */
	public String column() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	public static LengthSource ofColumn(String value) {
		return valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

}
