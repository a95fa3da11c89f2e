package pl.chronobook.notification.web;

import java.io.Serializable;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A new webhook as it was typed.
 *
 * @param address where messages go
 */
record WebhookForm(String address) implements Serializable {

	static final WebhookForm EMPTY = new WebhookForm("");

	WebhookForm(@Nullable String address) {
		this.address = Objects.requireNonNullElse(address, "");
	}

}
