package pl.chronobook.transfer.domain;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An uploaded file as text, whatever program wrote it.
 *
 * @param text the text, without a byte order mark
 * @param encoding how it was encoded
 */
record DecodedText(String text, Encoding encoding) {

	private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");

	private static final char REPLACEMENT = '\uFFFD';

	/**
	 * Decodes UTF-8, UTF-16 with a byte order mark, and the code page of Polish Windows.
	 * @throws UnreadableFileException if the file is empty or no text
	 */
	static DecodedText of(byte[] content) {
		if (content.length == 0) {
			throw new UnreadableFileException(FileProblem.EMPTY);
		}
		String magic = HexFormat.of().formatHex(content, 0, Math.min(4, content.length));
		if (magic.equals("504b0304") || magic.equals("d0cf11e0")) {
			throw new UnreadableFileException(FileProblem.SPREADSHEET);
		}
		DecodedText decoded = decode(content, magic);
		if (decoded.text.isBlank()) {
			throw new UnreadableFileException(FileProblem.EMPTY);
		}
		if (decoded.text.indexOf('\0') >= 0) {
			throw new UnreadableFileException(FileProblem.NOT_TEXT);
		}
		if (decoded.text.stripLeading().startsWith("<")) {
			throw new UnreadableFileException(FileProblem.HTML);
		}
		return decoded;
	}

	private static DecodedText decode(byte[] content, String magic) {
		if (magic.startsWith("feff")) {
			return new DecodedText(decode(content, 2, StandardCharsets.UTF_16BE), Encoding.UTF_16);
		}
		if (magic.startsWith("fffe")) {
			return new DecodedText(decode(content, 2, StandardCharsets.UTF_16LE), Encoding.UTF_16);
		}
		int start = magic.startsWith("efbbbf") ? 3 : 0;
		try {
			CharBuffer text = StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.onUnmappableCharacter(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(content, start, content.length - start));
			return new DecodedText(text.toString(), Encoding.UTF_8);
		}
		catch (CharacterCodingException ex) {
			return decodeMalformed(content, start);
		}
	}

	/**
	 * Bytes that are no UTF-8 are either another code page throughout, or a few damaged
	 * characters among many good ones.
	 */
	private static DecodedText decodeMalformed(byte[] content, int start) {
		String utf8 = decode(content, start, StandardCharsets.UTF_8);
		long damaged = utf8.chars().filter(c -> c == REPLACEMENT).count();
		long good = utf8.chars().filter(c -> c > 127 && c != REPLACEMENT).count();
		return (start > 0 || good > damaged) ? new DecodedText(utf8, Encoding.DAMAGED_UTF_8)
				: new DecodedText(decode(content, start, WINDOWS_1250), Encoding.WINDOWS_1250);
	}

	private static String decode(byte[] content, int start, Charset charset) {
		return new String(Arrays.copyOfRange(content, start, content.length), charset);
	}

	/**
	 * How a file was encoded.
	 */
	enum Encoding {

		UTF_8, DAMAGED_UTF_8, UTF_16, WINDOWS_1250

	}

}
