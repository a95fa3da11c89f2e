package pl.chronobook.identity.factor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords after RFC 6238 as authenticator apps compute them:
 * HMAC-SHA-1, steps of 30 seconds, six digits.
 */
final class Totp {

	static final int DIGITS = 6;

	private static final Duration STEP = Duration.ofSeconds(30);

	private Totp() {
	}

	static long step(Instant moment) {
		return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
	}

	/** Computes the code of a time step, with leading zeros. */
	static String code(byte[] secret, long step, int digits) {
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(secret, "HmacSHA1"));
			byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
			int offset = hash[hash.length - 1] & 0xf;
			int truncated = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
			int modulus = (int) Math.pow(10, digits);
			return String.format("%0" + digits + "d", truncated % modulus);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
