package pl.chronobook.transfer.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Detects the code page of Polish texts, and repairs UTF-8 that a program misread as a
 * code page and encoded again. ADR 34 says why ICU's detector is not used.
 */
final class CodePages {

	private static final String LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";

	/** The supported code pages, in order of preference. */
	private static final List<Charset> POLISH = List.of(Charset.forName("windows-1250"), Charset.forName("ISO-8859-2"),
			Charset.forName("IBM852"));

	private static final List<Charset> WRONGLY_TAKEN = List.of(Charset.forName("windows-1250"),
			Charset.forName("windows-1252"));

	private CodePages() {
	}

	/**
	 * Returns the code page in which most of the bytes are Polish letters.
	 * @param counts the frequency of each byte
	 */
	static Charset of(int[] counts) {
		Charset best = POLISH.getFirst();
		for (Charset charset : POLISH) {
			best = (letters(charset, counts) > letters(best, counts)) ? charset : best;
		}
		return best;
	}

	private static long letters(Charset charset, int[] counts) {
		long sum = 0;
		for (byte letter : LETTERS.getBytes(charset)) {
			sum += counts[letter & 0xFF];
		}
		return sum;
	}

	/**
	 * Repairs a text that was encoded twice.
	 * @return empty if it was not; the bytes of a correctly encoded line are hardly ever
	 * valid UTF-8
	 */
	static Optional<String> repaired(String text) {
		for (Charset charset : WRONGLY_TAKEN) {
			StringBuilder repaired = new StringBuilder(text.length());
			int lines = 0;
			int changed = 0;
			for (String line : text.split("(?<=\n)", -1)) {
				boolean ascii = line.chars().allMatch(c -> c < 128);
				String better = ascii ? line : decodedOnceMore(line, charset);
				lines += ascii ? 0 : 1;
				changed += (!ascii && better != null) ? 1 : 0;
				repaired.append((better != null) ? better : line);
			}
			if (changed > 0 && changed * 10 >= lines * 9) {
				return Optional.of(repaired.toString());
			}
		}
		return Optional.empty();
	}

	private static @Nullable String decodedOnceMore(String line, Charset charset) {
		CharsetEncoder encoder = charset.newEncoder();
		ByteBuffer bytes = ByteBuffer.allocate(line.length());
		try {
			for (int i = 0; i < line.length(); i++) {
				char c = line.charAt(i);
				// Bytes that the code page leaves undefined were decoded as control
				// characters
				bytes.put((c < 0xA0) ? (byte) c : encoder.encode(CharBuffer.wrap(new char[] { c })).get());
			}
			return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
