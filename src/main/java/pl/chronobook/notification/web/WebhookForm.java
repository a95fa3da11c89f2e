package pl.chronobook.notification.web;

import java.io.Serializable;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The submitted form of a new webhook.
 *
 * @param address the address that gets the messages
 */
record WebhookForm(String address) implements Serializable {

	static final WebhookForm EMPTY = new WebhookForm("");

	WebhookForm(@Nullable String address) {
		this.address = Objects.requireNonNullElse(address, "");
	}

}
