package pl.chronobook.transfer;

import java.util.UUID;

/**
 * Identifies one import.
 *
 * @param value the primary key in {@code imports}
 */
public record ImportId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static ImportId of(String text) {
		return new ImportId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
