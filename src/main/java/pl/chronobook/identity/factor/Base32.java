package pl.chronobook.identity.factor;

/**
 * Base 32 without padding (RFC 4648), which authenticator apps and people can type.
 */
final class Base32 {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private static final int BITS = 5;

	private Base32() {
	}

	static String encode(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		int buffer = 0;
		int bits = 0;
		for (byte next : bytes) {
			buffer = (buffer << Byte.SIZE) | (next & 0xff);
			bits += Byte.SIZE;
			while (bits >= BITS) {
				bits -= BITS;
				text.append(ALPHABET.charAt((buffer >> bits) & 0x1f));
			}
			buffer &= (1 << bits) - 1;
		}
		if (bits > 0) {
			text.append(ALPHABET.charAt((buffer << (BITS - bits)) & 0x1f));
		}
		return text.toString();
	}

}
