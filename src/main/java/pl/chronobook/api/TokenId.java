package pl.chronobook.api;

import java.util.UUID;

/**
 * Identifies one access token; it is not secret.
 *
 * @param value the primary key in {@code access_tokens}
 */
public record TokenId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static TokenId of(String text) {
		return new TokenId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
