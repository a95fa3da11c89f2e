package pl.chronobook.notification;

import java.util.UUID;

/**
 * Identifies a webhook.
 */
public record WebhookId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static WebhookId of(String text) {
		return new WebhookId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
