package pl.chronobook.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash under which a generated secret is stored. A fast hash without salt is enough
 * for a secret that is random and long; passwords that people choose need a slow one.
 */
public final class SecretHash {

	private SecretHash() {
	}

	/** Returns the SHA-256 of a secret, 32 bytes. */
	public static byte[] of(String secret) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
