package pl.chronobook.transfer.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Unwraps rows that are in a single cell each. A spreadsheet writes such files if it
 * opened a table with an unexpected separator: it saves each line as one quoted cell,
 * often followed by empty cells.
 */
final class WrappedRows {

	private static final Pattern EMPTY_CELLS = Pattern.compile("[;,\\t]*");

	private static final int SAMPLE = 20;

	/** The largest file that is unwrapped, because its text is in memory meanwhile. */
	private static final int MAX_BYTES = 16 * 1024 * 1024;

	/** The most lines of a row; a longer one is a quote that is never closed. */
	private static final int MAX_LINES = 500;

	private WrappedRows() {
	}

	/** Returns the same text if its rows are not wrapped. */
	static TextFile unwrap(TextFile text) {
		if (text.size() > MAX_BYTES || !isWrapped(text)) {
			return text;
		}
		StringBuilder rows = new StringBuilder();
		int line = 0;
		while (line < text.lineCount()) {
			Wrapped row = wrapped(text, line);
			if (row != null) {
				rows.append(row.content());
				line = row.next();
			}
			else {
				rows.append(text.line(line).replaceFirst("[;,\\t]+$", ""));
				line++;
			}
			rows.append('\n');
		}
		return TextFile.of(new Upload("rows.csv", rows.toString().getBytes(StandardCharsets.UTF_8)));
	}

	private static boolean isWrapped(TextFile text) {
		int looked = 0;
		int wrapped = 0;
		for (int line = 0; line < text.lineCount() && looked < SAMPLE;) {
			if (text.isEmpty(line)) {
				line++;
				continue;
			}
			Wrapped row = wrapped(text, line);
			// The header may be unquoted, because none of its cells contains a comma
			if (row != null || looked > 0) {
				wrapped += (row != null) ? 1 : 0;
			}
			looked++;
			line = (row != null) ? row.next() : line + 1;
		}
		return wrapped > 0 && wrapped >= looked - 1;
	}

	/**
	 * Returns the row in one quoted cell that begins on a line; null if there is none.
	 */
	private static @Nullable Wrapped wrapped(TextFile text, int first) {
		String line = text.line(first);
		if (!line.startsWith("\"")) {
			return null;
		}
		StringBuilder content = new StringBuilder();
		int from = 1;
		for (int number = first; number < Math.min(text.lineCount(), first + MAX_LINES); number++) {
			line = (number == first) ? line : text.line(number);
			for (int i = from; i < line.length(); i++) {
				char sign = line.charAt(i);
				if (sign != '"') {
					content.append(sign);
				}
				else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
					content.append('"');
					i++;
				}
				else {
					boolean alone = EMPTY_CELLS.matcher(line.substring(i + 1)).matches();
					boolean row = content.indexOf(",") >= 0 || content.indexOf(";") >= 0 || content.indexOf("\t") >= 0;
					return (alone && row) ? new Wrapped(content.toString(), number + 1) : null;
				}
			}
			content.append('\n');
			from = 0;
		}
		return null;
	}

	/**
	 * A row that was in one cell.
	 *
	 * @param content the row
	 * @param next the line after it
	 */
	private record Wrapped(String content, int next) {
	}

}
