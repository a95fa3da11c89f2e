package pl.chronobook.notification.domain;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.notification.WebhookId;

/**
 * An address of a program that gets messages.
 *
 * @param id which
 * @param address where it is
 * @param createdAt since when
 * @param disabledAt when it was given up; null while it is in use
 * @param last the last messages to it, newest first
 */
public record Webhook(WebhookId id, String address, Instant createdAt, @Nullable Instant disabledAt,
		List<Delivery> last) {

	public Webhook {
		last = List.copyOf(last);
	}

	/** The host alone, as a name for people: the rest may be a secret. */
	public String host() {
		return java.net.URI.create(this.address).getHost();
	}

}
