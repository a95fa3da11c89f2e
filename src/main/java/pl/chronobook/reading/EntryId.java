package pl.chronobook.reading;

import java.util.UUID;

/**
 * Identifies one book on one reader's list.
 *
 * @param value the primary key in {@code user_tbr_list}
 */
public record EntryId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static EntryId of(String text) {
		return new EntryId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
