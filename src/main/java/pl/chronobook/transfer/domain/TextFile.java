package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * An uploaded file as text, whatever program wrote it. It is gone through twice, once to
 * tell the encoding and once to find the lines; after that any line can be read from the
 * disk. The text as a whole is never in memory.
 */
final class TextFile {

	static final int MAX_LINES = 500_000;

	private static final int MAX_LINE_LENGTH = 65_536;

	private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");

	private static final int BUFFER = 64 * 1024;

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
	 * Windows.
	 * @throws UnreadableFileException if the file is empty or no text, or has too many
	 * lines, or one too long to be a row
	 */
	static TextFile of(Upload file) {
		String magic = HexFormat.of().formatHex(file.head(4));
		if (magic.equals("504b0304") || magic.equals("d0cf11e0")) {
			throw new UnreadableFileException(FileProblem.SPREADSHEET);
		}
		try {
			if (magic.startsWith("feff")) {
				return of(file, Encoding.UTF_16, StandardCharsets.UTF_16BE, 2);
			}
			if (magic.startsWith("fffe")) {
				return of(file, Encoding.UTF_16, StandardCharsets.UTF_16LE, 2);
			}
			boolean marked = magic.startsWith("efbbbf");
			Encoding encoding = encoding(file, marked);
			return of(file, encoding, (encoding == Encoding.WINDOWS_1250) ? WINDOWS_1250 : StandardCharsets.UTF_8,
					marked ? 3 : 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static TextFile of(Upload file, Encoding encoding, Charset charset, int start) throws IOException {
		Lines lines = new Lines(start, encoding, charset);
		try (InputStream in = file.open(start)) {
			byte[] buffer = new byte[BUFFER];
			for (int read = in.readNBytes(buffer, 0, BUFFER); read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
				lines.take(buffer, read);
			}
		}
		lines.finish();
		return new TextFile(file, encoding, charset, lines);
	}

	/**
	 * Bytes that are no UTF-8 are either another code page throughout, or a few damaged
	 * characters among many good ones.
	 */
	private static Encoding encoding(Upload file, boolean marked) throws IOException {
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
				bytes.flip();
				for (CoderResult result = CoderResult.OVERFLOW; !result.isUnderflow();) {
					result = decoder.decode(bytes, chars, end);
					if (result.isError()) {
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
		return (marked || good > damaged) ? Encoding.DAMAGED_UTF_8 : Encoding.WINDOWS_1250;
	}

	Encoding encoding() {
		return this.encoding;
	}

	int lineCount() {
		return this.lines.count;
	}

	/** Whether nothing but a line end is in a line. */
	boolean isEmpty(int line) {
		return this.lines.empty.get(line);
	}

	/** What is in a line, from 0, without its end; nothing behind the last one. */
	String line(int line) {
		if (line >= lineCount()) {
			return "";
		}
		int start = this.lines.starts[line];
		return new String(this.file.bytes(start, this.lines.starts[line + 1] - start), this.charset).stripTrailing();
	}

	/** The text from a line on. */
	Reader from(int line) throws IOException {
		return new InputStreamReader(this.file.open(this.lines.starts[line]), this.charset);
	}

	/**
	 * How a file was encoded.
	 */
	enum Encoding {

		UTF_8, DAMAGED_UTF_8, UTF_16, WINDOWS_1250

	}

	/**
	 * Finds out where each line begins. In every encoding we know a line end is a unit of
	 * its own, so there is no need to decode.
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

		private @Nullable UnreadableFileException problem;

		Lines(int start, Encoding encoding, Charset charset) {
			this.position = start;
			this.starts[0] = start;
			this.wide = encoding == Encoding.UTF_16;
			this.high = charset.equals(StandardCharsets.UTF_16BE) ? 0 : 1;
			this.utf8 = encoding == Encoding.UTF_8;
		}

		/** Takes bytes, an even number of them but at the end. */
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
				refuse(new UnreadableFileException(FileProblem.TOO_MANY_LINES));
			}
			else if (this.length > MAX_LINE_LENGTH) {
				refuse(new UnreadableFileException(FileProblem.LINE_TOO_LONG, String.valueOf(this.count + 1)));
			}
			if (this.problem == null) {
				this.empty.set(this.count, this.contentLength == 0);
				this.count++;
				if (this.count == this.starts.length) {
					this.starts = Arrays.copyOf(this.starts, Math.min(this.count * 2, MAX_LINES + 1));
				}
				this.starts[this.count] = this.position;
			}
			this.length = 0;
			this.contentLength = 0;
			this.afterReturn = false;
		}

		/** The first problem is told, but only of what is a text at all. */
		private void refuse(UnreadableFileException found) {
			this.problem = (this.problem != null) ? this.problem : found;
		}

		void finish() {
			if (this.length > 0) {
				endLine();
			}
			if (this.blank) {
				throw new UnreadableFileException(FileProblem.EMPTY);
			}
			if (this.html) {
				throw new UnreadableFileException(FileProblem.HTML);
			}
			if (this.problem != null) {
				throw this.problem;
			}
		}

	}

}
