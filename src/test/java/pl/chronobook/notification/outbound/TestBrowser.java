package pl.chronobook.notification.outbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The browser's side of a push subscription: it decrypts what a push service would hand
 * to it. HKDF is written out, so that nothing is shared with the side under test.
 */
public final class TestBrowser {

	private final byte[] publicKey;

	private final PrivateKey privateKey;

	private final byte[] auth;

	TestBrowser(byte[] publicKey, PrivateKey privateKey, byte[] auth) {
		this.publicKey = publicKey.clone();
		this.privateKey = privateKey;
		this.auth = auth.clone();
	}

	public static TestBrowser create() {
		KeyPair pair = P256.generate();
		byte[] auth = new byte[16];
		new SecureRandom().nextBytes(auth);
		return new TestBrowser(P256.encode((ECPublicKey) pair.getPublic()), pair.getPrivate(), auth);
	}

	public String publicKey() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(this.publicKey);
	}

	public String auth() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(this.auth);
	}

	/** Decrypts the body of a request to the push service. */
	public String decrypt(byte[] body) throws GeneralSecurityException {
		ByteBuffer read = ByteBuffer.wrap(body);
		byte[] salt = new byte[16];
		read.get(salt);
		int recordSize = read.getInt();
		byte[] sender = new byte[read.get()];
		read.get(sender);
		byte[] sealed = new byte[read.remaining()];
		read.get(sealed);
		if (sealed.length > recordSize) {
			throw new IllegalArgumentException("More than one record");
		}
		KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
		agreement.init(this.privateKey);
		agreement.doPhase(P256.publicKey(sender), true);
		byte[] prk = hmac(this.auth, agreement.generateSecret());
		byte[] ikm = hmac(prk, "WebPush: info\0".getBytes(StandardCharsets.US_ASCII), this.publicKey, sender,
				new byte[] { 1 });
		byte[] content = hmac(salt, ikm);
		byte[] key = hmac(content, "Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.US_ASCII));
		byte[] nonce = hmac(content, "Content-Encoding: nonce\0\1".getBytes(StandardCharsets.US_ASCII));
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, 0, 16, "AES"), new GCMParameterSpec(128, nonce, 0, 12));
		byte[] opened = cipher.doFinal(sealed);
		int end = opened.length - 1;
		while (opened[end] == 0) {
			end--;
		}
		if (opened[end] != 2) {
			throw new IllegalArgumentException("Not the last record");
		}
		return new String(Arrays.copyOf(opened, end), StandardCharsets.UTF_8);
	}

	private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		for (byte[] part : parts) {
			mac.update(part);
		}
		return mac.doFinal();
	}

}
