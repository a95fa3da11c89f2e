package pl.chronobook.notification;

import java.util.UUID;

/**
 * Identifies a browser that gets messages.
 */
public record SubscriptionId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static SubscriptionId of(String text) {
		return new SubscriptionId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
