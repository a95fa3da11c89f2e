package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header (RFC 4180), read with patience: the delimiter may be a comma,
 * a semicolon or a tab, lines may end as on any system, and a row that is broken costs
 * nothing but itself.
 */
final class CsvTable {

	static final int MAX_LINES = 500_000;

	private static final int MAX_LINE_LENGTH = 65_536;

	private final String text;

	private final int[] lines;

	private final int headerLine;

	private final CSVFormat format;

	private final List<String> headerCells;

	private final Map<String, Integer> columns = new LinkedHashMap<>();

	private CsvTable(String text) {
		this.text = text;
		this.lines = linesOf(text);
		int line = 0;
		while (lineAt(line).isBlank()) {
			line++;
		}
		Character delimiter = null;
		if (lineAt(line).regionMatches(true, 0, "sep=", 0, 4) && lineAt(line).length() == 5) {
			delimiter = lineAt(line).charAt(4);
			line++;
		}
		this.headerLine = line;
		this.format = CSVFormat.RFC4180.builder()
			.setDelimiter((delimiter != null) ? delimiter : mostFrequentDelimiter(lineAt(line)))
			.setIgnoreEmptyLines(true)
			.get();
		this.headerCells = readHeader();
		for (int i = 0; i < this.headerCells.size(); i++) {
			this.columns.putIfAbsent(this.headerCells.get(i).strip().toLowerCase(Locale.ROOT), i);
		}
	}

	/**
	 * Finds the header.
	 * @param text a text that is not blank
	 * @throws UnreadableFileException if the text has too many lines, or one too long to
	 * be a row
	 */
	static CsvTable of(String text) {
		return new CsvTable(text);
	}

	/**
	 * Which of the columns this table does not have.
	 * @param names in lower case
	 */
	List<String> missing(List<String> names) {
		return names.stream().filter(name -> !this.columns.containsKey(name)).toList();
	}

	/**
	 * The header as it stands in the file.
	 */
	List<String> headerCells() {
		return this.headerCells;
	}

	private List<String> readHeader() {
		if (this.headerLine >= lineCount()) {
			return List.of();
		}
		try (CSVParser parser = parserFrom(this.headerLine)) {
			Iterator<CSVRecord> records = parser.iterator();
			return records.hasNext() ? records.next().toList() : List.of();
		}
		catch (IOException | UncheckedIOException ex) {
			return List.of();
		}
	}

	String delimiter() {
		return this.format.getDelimiterString();
	}

	/**
	 * Whether anything follows the header.
	 */
	boolean hasRows() {
		return skipEmptyLines(this.headerLine + 1) < lineCount();
	}

	/**
	 * Hands every row to {@code reader}, in order.
	 * @return the rows that were refused, or are broken
	 */
	List<RejectedRow> read(RowReader reader) {
		List<RejectedRow> rejected = new ArrayList<>();
		int line = this.headerLine + 1;
		while (line < lineCount()) {
			int broken = readFrom(line, reader, rejected);
			if (broken < lineCount()) {
				rejected.add(new RejectedRow(broken + 1, RowProblem.UNCLOSED_QUOTE, List.of(lineAt(broken))));
			}
			line = broken + 1;
		}
		return rejected;
	}

	/**
	 * Reads until the end or until a quote goes wrong.
	 * @return the line on which the broken row begins, or the number of lines
	 */
	private int readFrom(int first, RowReader reader, List<RejectedRow> rejected) {
		int line = skipEmptyLines(first);
		int origin = line;
		if (line >= lineCount()) {
			return lineCount();
		}
		try (CSVParser parser = parserFrom(line)) {
			Iterator<CSVRecord> records = parser.iterator();
			while (records.hasNext()) {
				read(records.next(), line + 1, reader, rejected);
				line = skipEmptyLines(origin + (int) parser.getCurrentLineNumber());
			}
			return lineCount();
		}
		catch (UncheckedIOException ex) {
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(CSVRecord record, int line, RowReader reader, List<RejectedRow> rejected) {
		if (record.stream().allMatch(String::isBlank)) {
			return;
		}
		try {
			if (!fits(record)) {
				throw new RejectedRowException(RowProblem.CELL_COUNT);
			}
			reader.read(new Row(line, record));
		}
		catch (RejectedRowException ex) {
			rejected.add(new RejectedRow(line, ex.problem(), record.toList()));
		}
	}

	/**
	 * A row with fewer cells is torn off and one with more has lost a quote; spreadsheets
	 * append empty cells.
	 */
	private boolean fits(CSVRecord record) {
		return record.size() >= this.headerCells.size()
				&& record.stream().skip(this.headerCells.size()).allMatch(String::isBlank);
	}

	private CSVParser parserFrom(int line) throws IOException {
		StringReader reader = new StringReader(this.text);
		reader.skip(this.lines[line]);
		return CSVParser.builder().setReader(reader).setFormat(this.format).get();
	}

	private int lineCount() {
		return this.lines.length - 1;
	}

	private String lineAt(int line) {
		return (line < lineCount()) ? this.text.substring(this.lines[line], this.lines[line + 1]).stripTrailing() : "";
	}

	private int skipEmptyLines(int line) {
		while (line < lineCount() && "\r\n".indexOf(this.text.charAt(this.lines[line])) >= 0) {
			line++;
		}
		return line;
	}

	/**
	 * Where each line begins, and where the text ends.
	 */
	private static int[] linesOf(String text) {
		int[] starts = new int[MAX_LINES + 2];
		int count = 0;
		int start = 0;
		while (start < text.length()) {
			if (count == MAX_LINES) {
				throw new UnreadableFileException(FileProblem.TOO_MANY_LINES);
			}
			starts[count++] = start;
			int end = endOfLine(text, start);
			if (end - start > MAX_LINE_LENGTH) {
				throw new UnreadableFileException(FileProblem.LINE_TOO_LONG, String.valueOf(count));
			}
			start = end;
		}
		starts[count] = text.length();
		return Arrays.copyOf(starts, count + 1);
	}

	private static int endOfLine(String text, int start) {
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\n') {
				return i + 1;
			}
			if (c == '\r') {
				return (i + 1 < text.length() && text.charAt(i + 1) == '\n') ? i + 2 : i + 1;
			}
		}
		return text.length();
	}

	private static char mostFrequentDelimiter(String header) {
		char best = ',';
		for (char candidate : new char[] { ';', '\t' }) {
			if (count(header, candidate) > count(header, best)) {
				best = candidate;
			}
		}
		return best;
	}

	private static long count(String text, char wanted) {
		return text.chars().filter(c -> c == wanted).count();
	}

	/**
	 * Takes rows.
	 */
	@FunctionalInterface
	interface RowReader {

		/**
		 * Takes one row.
		 * @throws RejectedRowException if it cannot be used
		 */
		void read(Row row);

	}

	/**
	 * One row, its cells by the names of their columns.
	 */
	final class Row {

		private final int line;

		private final CSVRecord record;

		private Row(int line, CSVRecord record) {
			this.line = line;
			this.record = record;
		}

		int line() {
			return this.line;
		}

		/**
		 * What a cell says, without blanks around; empty if there is no such column.
		 */
		String get(String column) {
			Integer index = CsvTable.this.columns.get(column);
			return (index != null) ? get((int) index) : "";
		}

		/**
		 * What a cell says, by the number of its column from 0.
		 */
		String get(int column) {
			return this.record.get(column).strip();
		}

	}

}
