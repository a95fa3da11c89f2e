package pl.chronobook.notification.outbound;

import java.util.Base64;

/**
 * The keys of a browser's push subscription, by which messages are encrypted for it.
 *
 * @param publicKey its public key, a point of P-256 in 65 bytes
 * @param authSecret its authentication secret, 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record BrowserKeys(byte[] publicKey, byte[] authSecret) {

	private static final int AUTH_BYTES = 16;

	/**
	 * @throws IllegalArgumentException if the keys are none
	 */
	public BrowserKeys {
		P256.publicKey(publicKey);
		if (authSecret.length != AUTH_BYTES) {
			throw new IllegalArgumentException("The authentication secret has 16 bytes");
		}
	}

	/**
	 * Reads the keys as a browser tells them, in base64url.
	 * @throws IllegalArgumentException if they are none
	 */
	public static BrowserKeys of(String publicKey, String authSecret) {
		return new BrowserKeys(Base64.getUrlDecoder().decode(publicKey), Base64.getUrlDecoder().decode(authSecret));
	}

}
