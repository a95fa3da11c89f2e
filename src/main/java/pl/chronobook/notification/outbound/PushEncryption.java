package pl.chronobook.notification.outbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a message for one browser, so that the push service cannot read it: RFC 8291,
 * with the content coding {@code aes128gcm} of RFC 8188 in a single record.
 */
public final class PushEncryption {

	/**
	 * The longest message in bytes, so that the body stays within the 4,096 bytes that
	 * every push service accepts.
	 */
	public static final int LONGEST = 3_993;

	private static final int RECORD_BYTES = 4_096;

	private static final int SALT_BYTES = 16;

	private static final int KEY_BYTES = 16;

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private static final int IKM_BYTES = 32;

	private static final byte LAST_RECORD = 2;

	private static final SecureRandom RANDOM = new SecureRandom();

	private PushEncryption() {
	}

	/**
	 * Encrypts a message with a new key and a new salt.
	 * @param message at most {@value #LONGEST} bytes
	 * @return the body of the request to the push service
	 */
	public static byte[] encrypt(byte[] message, BrowserKeys browser) {
		byte[] salt = new byte[SALT_BYTES];
		RANDOM.nextBytes(salt);
		return encrypt(message, browser, P256.generate(), salt);
	}

	static byte[] encrypt(byte[] message, BrowserKeys browser, KeyPair sender, byte[] salt) {
		if (message.length > LONGEST) {
			throw new IllegalArgumentException("A message has at most " + LONGEST + " bytes");
		}
		byte[] senderKey = P256.encode((ECPublicKey) sender.getPublic());
		try {
			KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
			agreement.init(sender.getPrivate());
			agreement.doPhase(P256.publicKey(browser.publicKey()), true);
			byte[] ikm = derive(browser.authSecret(), agreement.generateSecret(),
					join(info("WebPush: info"), browser.publicKey(), senderKey), IKM_BYTES);
			byte[] key = derive(salt, ikm, info("Content-Encoding: aes128gcm"), KEY_BYTES);
			byte[] nonce = derive(salt, ikm, info("Content-Encoding: nonce"), NONCE_BYTES);
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
			byte[] padded = Arrays.copyOf(message, message.length + 1);
			padded[message.length] = LAST_RECORD;
			byte[] header = ByteBuffer.allocate(SALT_BYTES + Integer.BYTES + 1)
				.put(salt)
				.putInt(RECORD_BYTES)
				.put((byte) senderKey.length)
				.array();
			return join(header, senderKey, cipher.doFinal(padded));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has these algorithms", ex);
		}
	}

	private static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
		return KDF.getInstance("HKDF-SHA256")
			.deriveData(HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(secret).thenExpand(info, length));
	}

	/**
	 * Returns the info parameter of HKDF: the purpose of the key, terminated by a zero
	 * byte.
	 */
	private static byte[] info(String purpose) {
		return (purpose + '\0').getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] join(byte[]... parts) {
		ByteBuffer joined = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
		for (byte[] part : parts) {
			joined.put(part);
		}
		return joined.array();
	}

}
