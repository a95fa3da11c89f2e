package pl.chronobook.notification.outbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret by which a receiver verifies that a webhook comes from this installation:
 * Standard Webhooks 1.0, signature {@code v1}.
 */
public final class WebhookSecret {

	private static final String PREFIX = "whsec_";

	private static final int BYTES = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final byte[] key;

	public WebhookSecret(byte[] key) {
		this.key = key.clone();
	}

	public static WebhookSecret generate() {
		byte[] key = new byte[BYTES];
		RANDOM.nextBytes(key);
		return new WebhookSecret(key);
	}

	public byte[] bytes() {
		return this.key.clone();
	}

	/** Returns the secret in the form that receivers store. */
	public String text() {
		return PREFIX + Base64.getEncoder().encodeToString(this.key);
	}

	/**
	 * Returns the header with the signature of a message.
	 * @param id the id of the message, the same for each attempt
	 * @param at the time of sending
	 * @param body the body as it is sent
	 */
	String sign(String id, Instant at, byte[] body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.key, "HmacSHA256"));
			mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
			return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has this algorithm", ex);
		}
	}

}
