package pl.chronobook.notification.outbound;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import pl.chronobook.outbound.OutboundHttp;
import pl.chronobook.outbound.OutboundHttp.Answer;

/**
 * Sends messages to push services (RFC 8030) and to webhooks (Standard Webhooks 1.0).
 */
@Component
public class OutboundMessages {

	/** The time for which a push service keeps a message for an offline browser. */
	private static final Duration PUSH_KEPT = Duration.ofHours(12);

	private final OutboundHttp http;

	OutboundMessages(OutboundHttp http) {
		this.http = http;
	}

	/**
	 * Sends a message to a browser.
	 * @param endpoint the address of its subscription
	 * @param topic a later message of the same topic replaces one that still waits for
	 * its browser: up to 32 characters of base64url
	 * @param subject the contact address of the operator; null if unknown
	 * @throws IOException if the push service could not be reached in time
	 */
	public Answer push(URI endpoint, BrowserKeys browser, VapidKeys keys, @Nullable String subject, String topic,
			Instant now, byte[] message) throws IOException {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.AUTHORIZATION, keys.authorization(endpoint, subject, now));
		headers.set("TTL", Long.toString(PUSH_KEPT.toSeconds()));
		headers.set("Topic", topic);
		headers.set("Urgency", "normal");
		headers.set(HttpHeaders.CONTENT_ENCODING, "aes128gcm");
		headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
		return this.http.send(HttpMethod.POST, endpoint, headers, PushEncryption.encrypt(message, browser));
	}

	/**
	 * Sends a message to a webhook.
	 * @param id the id of the message, the same for each attempt, so that the receiver
	 * can ignore duplicates
	 * @throws IOException if the receiver could not be reached in time
	 */
	public Answer webhook(URI address, WebhookSecret secret, String id, Instant now, byte[] message)
			throws IOException {
		HttpHeaders headers = new HttpHeaders();
		headers.set("webhook-id", id);
		headers.set("webhook-timestamp", Long.toString(now.getEpochSecond()));
		headers.set("webhook-signature", secret.sign(id, now, message));
		headers.setContentType(MediaType.APPLICATION_JSON);
		return this.http.send(HttpMethod.POST, address, headers, message);
	}

}
