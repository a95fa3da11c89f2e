package pl.chronobook.transfer.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An uploaded file as text, in any common encoding. It is read twice, once to detect the
 * encoding and once to find the lines; after that each line can be read from the disk.
 * The text as a whole is never in memory.
 */
public final class TextFile {

	public static final int MAX_LINES = 500_000;

	private static final int MAX_LINE_LENGTH = 65_536;

	private static final int BUFFER = 64 * 1024;

	/** The first bytes of Polish letters in UTF-8, read as Windows-1250 or 1252. */
	private static final Pattern MISREAD = Pattern.compile("[ÃÄÅĂĹ][^\\x00-\\x7F\\p{Alnum}]|[ÃĂ]ł|ĹĽ|Ĺş|Ã³|Å¼|Åº");

	/** The largest file that may mix encodings; larger ones are read as damaged UTF-8. */
	private static final int MAX_MIXED_BYTES = 8 * 1024 * 1024;

	private final Upload file;

	private final Encoding encoding;

	private final Charset charset;

	private final Lines lines;

	private TextFile(Upload file, Encoding encoding, Charset charset, Lines lines) {
		this.file = file;
		this.encoding = encoding;
		this.charset = charset;
		this.lines = lines;
	}

	/**
	 * Recognises UTF-8, UTF-16 with a byte order mark, and the code page of Polish
	 * Windows. The mark is read with the other signatures of the first bytes and stays in
	 * the file, because lines are found by their offsets (ADR 34).
	 * @throws UnreadableFileException if the file is empty or no text, or has too many
	 * lines, or one too long to be a row
	 */
	public static TextFile of(Upload file) {
		String magic = HexFormat.of().formatHex(file.head(4));
		if (magic.equals("504b0304") || magic.equals("d0cf11e0")) {
			throw new UnreadableFileException(FileProblem.SPREADSHEET);
		}
		if (isDocument(file)) {
			throw new UnreadableFileException(FileProblem.DOCUMENT);
		}
		try {
			if (magic.startsWith("feff")) {
				return of(file, Encoding.UTF_16, StandardCharsets.UTF_16BE, 2);
			}
			if (magic.startsWith("fffe")) {
				return of(file, Encoding.UTF_16, StandardCharsets.UTF_16LE, 2);
			}
			Charset wide = wideCharset(file.head(512));
			if (wide != null) {
				return of(file, Encoding.UTF_16, wide, 0);
			}
			boolean marked = magic.startsWith("efbbbf");
			int start = marked ? 3 : 0;
			int[] counts = new int[256];
			return switch (encoding(file, marked, counts)) {
				case MIXED -> mixed(file, start, CodePages.of(counts));
				case WINDOWS_1250 -> {
					Charset charset = CodePages.of(counts);
					boolean windows = charset.name().equals("windows-1250");
					yield of(file, windows ? Encoding.WINDOWS_1250 : Encoding.OTHER_CODE_PAGE, charset, start);
				}
				case UTF_8 -> utf8(file, start);
				default -> of(file, Encoding.DAMAGED_UTF_8, StandardCharsets.UTF_8, start);
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Detects UTF-16 without a byte order mark: every other byte of a header is zero. */
	private static @Nullable Charset wideCharset(byte[] head) {
		int even = 0;
		int odd = 0;
		for (int i = 0; i + 1 < head.length; i += 2) {
			even += (head[i] == 0) ? 1 : 0;
			odd += (head[i + 1] == 0) ? 1 : 0;
		}
		int half = head.length / 4;
		if (head.length < 8 || (even > 0 && odd > 0)) {
			return null;
		}
		return (odd > half) ? StandardCharsets.UTF_16LE : (even > half) ? StandardCharsets.UTF_16BE : null;
	}

	/**
	 * Reads a concatenated file, of which some lines are in UTF-8 and others in the code
	 * page of Windows; each line is decoded in its own.
	 */
	private static TextFile mixed(Upload file, int start, Charset codePage) throws IOException {
		byte[] bytes = content(file, start);
		StringBuilder text = new StringBuilder(bytes.length);
		boolean damaged = false;
		int from = 0;
		for (int i = 0; i <= bytes.length; i++) {
			if (i == bytes.length || bytes[i] == '\n') {
				int length = Math.min(i + 1, bytes.length) - from;
				ByteBuffer line = ByteBuffer.wrap(bytes, from, length);
				try {
					text.append(StandardCharsets.UTF_8.newDecoder().decode(line));
				}
				catch (CharacterCodingException ex) {
					String windows = new String(bytes, from, length, codePage);
					String utf8 = new String(bytes, from, length, StandardCharsets.UTF_8);
					boolean spoiled = utf8.chars().anyMatch(c -> c > 127 && c != '\uFFFD') || !isText(windows);
					damaged |= spoiled;
					text.append(spoiled ? utf8 : windows);
				}
				from = i + 1;
			}
		}
		TextFile whole = of(new Upload(file.name(), text.toString().getBytes(StandardCharsets.UTF_8)));
		return new TextFile(whole.file, damaged ? Encoding.DAMAGED_UTF_8 : Encoding.MIXED, whole.charset, whole.lines);
	}

	/** Reads a file in UTF-8, and repairs it if it was encoded twice. */
	private static TextFile utf8(Upload file, int start) throws IOException {
		TextFile text = of(file, Encoding.UTF_8, StandardCharsets.UTF_8, start);
		if (file.size() > MAX_MIXED_BYTES) {
			return text;
		}
		String content = new String(content(file, start), StandardCharsets.UTF_8);
		if (!MISREAD.matcher(content).find()) {
			return text;
		}
		Optional<String> repaired = CodePages.repaired(content);
		if (repaired.isEmpty()) {
			return text;
		}
		TextFile whole = of(new Upload(file.name(), repaired.get().getBytes(StandardCharsets.UTF_8)), Encoding.UTF_8,
				StandardCharsets.UTF_8, 0);
		return new TextFile(whole.file, Encoding.DOUBLE_UTF_8, whole.charset, whole.lines);
	}

	/** Returns whether it is a PDF or RTF document, which only begins like a text. */
	public static boolean isDocument(Upload file) {
		String beginning = new String(file.head(5), StandardCharsets.ISO_8859_1);
		return beginning.equals("%PDF-") || beginning.equals("{\\rtf");
	}

	private static byte[] content(Upload file, int start) throws IOException {
		try (InputStream in = file.open(start)) {
			return in.readAllBytes();
		}
	}

	private static boolean isText(String line) {
		return line.chars().allMatch(c -> c < 128 || Character.isLetter(c) || "„”“’‘–—…«»§°".indexOf(c) >= 0);
	}

	private static TextFile of(Upload file, Encoding encoding, Charset charset, int start) throws IOException {
		Lines lines = new Lines(start, encoding, charset);
		try (InputStream in = file.open(start)) {
			byte[] buffer = new byte[BUFFER];
			for (int read = in.readNBytes(buffer, 0, BUFFER); read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
				WorkLimit.check();
				lines.take(buffer, read);
			}
		}
		lines.finish();
		return new TextFile(file, encoding, charset, lines);
	}

	/**
	 * Detects the encoding. Bytes that are invalid in UTF-8 mean either a code page or a
	 * few damaged characters among many valid ones.
	 */
	private static Encoding encoding(Upload file, boolean marked, int[] counts) throws IOException {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
		CharBuffer chars = CharBuffer.allocate(BUFFER);
		long damaged = 0;
		long good = 0;
		try (InputStream in = file.open(0)) {
			for (boolean end = false; !end;) {
				int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
				bytes.position(bytes.position() + read);
				end = bytes.hasRemaining();
				WorkLimit.check();
				bytes.flip();
				for (CoderResult result = CoderResult.OVERFLOW; !result.isUnderflow();) {
					result = decoder.decode(bytes, chars, end);
					if (result.isError()) {
						for (int i = 0; i < result.length(); i++) {
							counts[bytes.get(bytes.position() + i) & 0xFF]++;
						}
						bytes.position(bytes.position() + result.length());
						damaged++;
					}
					chars.flip();
					good += chars.chars().filter(c -> c > 127).count();
					chars.clear();
				}
				bytes.compact();
			}
		}
		if (damaged == 0) {
			return Encoding.UTF_8;
		}
		if (good == 0 && !marked) {
			return Encoding.WINDOWS_1250;
		}
		if (file.size() <= MAX_MIXED_BYTES) {
			return Encoding.MIXED;
		}
		return (marked || good > damaged) ? Encoding.DAMAGED_UTF_8 : Encoding.WINDOWS_1250;
	}

	Encoding encoding() {
		return this.encoding;
	}

	long size() {
		return this.file.size();
	}

	int lineCount() {
		return this.lines.count;
	}

	/** Returns whether the last line is complete; a truncated file ends within a line. */
	boolean endsWithLineEnd() {
		return this.lines.ended;
	}

	/**
	 * Returns whether one of the first lines, without the blanks around it, matches a
	 * pattern as a whole.
	 */
	public boolean anyOfTheFirst(int count, Pattern pattern) {
		for (int line = 0; line < Math.min(count, lineCount()); line++) {
			if (pattern.matcher(line(line).strip()).matches()) {
				return true;
			}
		}
		return false;
	}

	/** Returns whether a line is empty except for its end. */
	boolean isEmpty(int line) {
		return this.lines.empty.get(line);
	}

	/** Returns the text of a line, from 0, without its end; empty after the last one. */
	String line(int line) {
		if (line >= lineCount()) {
			return "";
		}
		int start = this.lines.starts[line];
		return new String(this.file.bytes(start, this.lines.starts[line + 1] - start), this.charset).stripTrailing();
	}

	/** Returns a reader of the text from a line on. */
	Reader from(int line) throws IOException {
		return new InputStreamReader(this.file.open(this.lines.starts[line]), this.charset);
	}

	/**
	 * The encoding of a file.
	 */
	public enum Encoding {

		UTF_8, DAMAGED_UTF_8, UTF_16, WINDOWS_1250,

		/** ISO-8859-2 or the code page of DOS. */
		OTHER_CODE_PAGE,

		/** UTF-8 that was misread as a code page and encoded again. */
		DOUBLE_UTF_8,

		/** Some lines are in UTF-8, others in a code page. */
		MIXED

	}

	/**
	 * Finds the beginning of each line. In all supported encodings a line end is a code
	 * unit of its own, so no decoding is needed.
	 */
	private static final class Lines {

		private final boolean wide;

		private final int high;

		private final boolean utf8;

		private final BitSet empty = new BitSet();

		private int[] starts = new int[1_024];

		private int count;

		private int position;

		private int length;

		private int contentLength;

		private boolean afterReturn;

		private boolean blank = true;

		private boolean html;

		private boolean ended;

		Lines(int start, Encoding encoding, Charset charset) {
			this.position = start;
			this.starts[0] = start;
			this.wide = encoding == Encoding.UTF_16;
			this.high = charset.equals(StandardCharsets.UTF_16BE) ? 0 : 1;
			this.utf8 = encoding == Encoding.UTF_8;
		}

		/** Processes bytes; their number is even except at the end. */
		void take(byte[] bytes, int size) {
			if (!this.wide) {
				for (int i = 0; i < size; i++) {
					take(bytes[i] & 0xFF, 1);
				}
				return;
			}
			for (int i = 0; i + 1 < size; i += 2) {
				take((bytes[i + this.high] & 0xFF) << 8 | (bytes[i + 1 - this.high] & 0xFF), 2);
			}
		}

		private void take(int unit, int size) {
			if (unit == 0) {
				throw new UnreadableFileException(FileProblem.NOT_TEXT);
			}
			if (this.afterReturn && unit != '\n') {
				endLine();
			}
			this.afterReturn = unit == '\r';
			this.position += size;
			boolean continued = this.utf8 && (unit & 0xC0) == 0x80;
			this.length += continued ? 0 : (this.utf8 && unit >= 0xF0) ? 2 : 1;
			if (this.length > MAX_LINE_LENGTH && unit != '\n' && unit != '\r') {
				refuse(FileProblem.LINE_TOO_LONG, String.valueOf(this.count + 1));
			}
			if (unit == '\n') {
				endLine();
			}
			else if (unit != '\r') {
				this.contentLength = this.length;
				if (this.blank && !Character.isWhitespace(unit)) {
					this.blank = false;
					this.html = unit == '<';
				}
			}
		}

		private void endLine() {
			if (this.count == MAX_LINES) {
				refuse(FileProblem.TOO_MANY_LINES, "");
			}
			this.empty.set(this.count, this.contentLength == 0);
			this.count++;
			if (this.count == this.starts.length) {
				this.starts = Arrays.copyOf(this.starts, Math.min(this.count * 2, MAX_LINES + 1));
			}
			this.starts[this.count] = this.position;
			this.length = 0;
			this.contentLength = 0;
			this.afterReturn = false;
		}

		/** Refuses the file; if it is a web page, with that reason instead. */
		private void refuse(FileProblem problem, String detail) {
			refuseWhatIsNoTable();
			throw new UnreadableFileException(problem, detail);
		}

		void finish() {
			this.ended = this.length == 0 || this.contentLength < this.length;
			if (this.length > 0) {
				endLine();
			}
			refuseWhatIsNoTable();
		}

		private void refuseWhatIsNoTable() {
			if (this.blank) {
				throw new UnreadableFileException(FileProblem.EMPTY);
			}
			if (this.html) {
				throw new UnreadableFileException(FileProblem.HTML);
			}
		}

	}

}
