package pl.chronobook.sync.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

import pl.chronobook.identity.SecretHash;

/**
 * The user name and password generated for one device. They are easy to type on an e-ink
 * keyboard: lower-case letters and digits that cannot be mistaken for one another.
 *
 * @param login user name, 10 characters
 * @param password 24 characters, about 118 bits
 */
public record Credential(String login, String password) {

	private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

	private static final SecureRandom RANDOM = new SecureRandom();

	static Credential generate() {
		return new Credential(characters(10), characters(24));
	}

	/**
	 * Returns the hash under which a key is stored. A fast hash suffices, because the
	 * password is random: neither it nor its MD5 can be guessed from the hash.
	 * @param key the key that KOReader sends: the MD5 of the password, in hexadecimal
	 */
	static byte[] hashOfKey(String key) {
		return SecretHash.of(key);
	}

	/** Returns the key that KOReader derives from a password: its MD5, in hexadecimal. */
	public static String keyOf(String password) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("MD5").digest(password.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	byte[] hash() {
		return hashOfKey(keyOf(this.password));
	}

	private static String characters(int count) {
		return RANDOM.ints(count, 0, ALPHABET.length())
			.collect(StringBuilder::new, (text, index) -> text.append(ALPHABET.charAt(index)), StringBuilder::append)
			.toString();
	}

}
