package pl.chronobook.notification.outbound;

import java.util.Base64;

/**
 * The keys of a browser's push subscription, with which messages to it are encrypted.
 *
 * @param publicKey its public key, a point of P-256 in 65 bytes
 * @param authSecret its authentication secret, 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record BrowserKeys(byte[] publicKey, byte[] authSecret) {

	private static final int AUTH_BYTES = 16;

	/**
	 * Checks the keys.
	 * @throws IllegalArgumentException if they are invalid
	 */
	public BrowserKeys {
		P256.publicKey(publicKey);
		if (authSecret.length != AUTH_BYTES) {
			throw new IllegalArgumentException("The authentication secret has 16 bytes");
		}
	}

	/**
	 * Parses the keys in the form in which a browser sends them, in base64url.
	 * @throws IllegalArgumentException if they are invalid
	 */
	public static BrowserKeys of(String publicKey, String authSecret) {
		return new BrowserKeys(Base64.getUrlDecoder().decode(publicKey), Base64.getUrlDecoder().decode(authSecret));
	}

}
