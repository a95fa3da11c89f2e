package pl.chronobook.catalog;

import java.util.UUID;

/**
 * Identifies one book (an edition) of the catalog.
 *
 * @param value the primary key in {@code books}
 */
public record BookId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static BookId of(String text) {
		return new BookId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
