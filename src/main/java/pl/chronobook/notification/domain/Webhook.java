package pl.chronobook.notification.domain;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.notification.WebhookId;

/**
 * An address to which a reader's messages are posted.
 *
 * @param id its id
 * @param address the address
 * @param createdAt the time at which it was added
 * @param disabledAt the time at which it was disabled; null while it is enabled
 * @param last the last deliveries to it, newest first
 */
public record Webhook(WebhookId id, String address, Instant createdAt, @Nullable Instant disabledAt,
		List<Delivery> last) {

	public Webhook {
		last = List.copyOf(last);
	}

	/**
	 * Returns the host as a name for people, because the rest of the address may be
	 * secret.
	 */
	public String host() {
		return java.net.URI.create(this.address).getHost();
	}

}
