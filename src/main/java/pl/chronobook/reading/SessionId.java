package pl.chronobook.reading;

import java.util.UUID;

/**
 * Identifies one sitting. The client that begins it may choose the id, so that a repeated
 * request is recognised.
 *
 * @param value the primary key in {@code reading_sessions}
 */
public record SessionId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static SessionId of(String text) {
		return new SessionId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
