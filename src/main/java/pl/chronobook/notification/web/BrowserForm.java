package pl.chronobook.notification.web;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import pl.chronobook.notification.outbound.BrowserKeys;

/**
 * The push subscription of a browser, as its script sends it.
 *
 * @param endpoint the address at its push service
 * @param p256dh its public key in base64url
 * @param auth its authentication secret in base64url
 */
record BrowserForm(String endpoint, String p256dh, String auth) {

	BrowserForm(@Nullable String endpoint, @Nullable String p256dh, @Nullable String auth) {
		this.endpoint = Objects.requireNonNullElse(endpoint, "");
		this.p256dh = Objects.requireNonNullElse(p256dh, "");
		this.auth = Objects.requireNonNullElse(auth, "");
	}

	/**
	 * Parses the form.
	 * @param addresses parses an address; empty if it must not be called
	 * @return empty if the form is not a valid subscription
	 */
	Optional<Subscription> read(Function<String, Optional<URI>> addresses) {
		try {
			BrowserKeys keys = BrowserKeys.of(this.p256dh, this.auth);
			return addresses.apply(this.endpoint).map(address -> new Subscription(address, keys));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * A push subscription.
	 *
	 * @param endpoint the address at its push service
	 * @param keys its keys
	 */
	record Subscription(URI endpoint, BrowserKeys keys) {
	}

}
