package pl.chronobook.transfer.domain;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header (RFC 4180), read with patience: the delimiter may be a comma,
 * a semicolon or a tab, lines may end as on any system, and a row that is broken costs
 * nothing but itself. One row at a time is in memory.
 */
final class CsvTable {

	/** As many characters as a row may have, over all its lines. */
	private static final int LONGEST_ROW = 2_000_000;

	/** So many refused rows are kept as they are, of the others only where they stand. */
	static final int KEPT_ROWS = 1_000;

	private final TextFile text;

	private final int headerLine;

	private final CSVFormat format;

	private final List<String> headerCells;

	private final Map<String, Integer> columns = new LinkedHashMap<>();

	private CsvTable(TextFile text) {
		this.text = text;
		int line = 0;
		while (line < text.lineCount() && text.line(line).isBlank()) {
			line++;
		}
		if (line == text.lineCount()) {
			throw new UnreadableFileException(FileProblem.EMPTY);
		}
		Character delimiter = null;
		if (text.line(line).regionMatches(true, 0, "sep=", 0, 4) && text.line(line).length() == 5) {
			delimiter = text.line(line).charAt(4);
			line++;
		}
		this.headerLine = line;
		this.format = CSVFormat.RFC4180.builder()
			.setDelimiter((delimiter != null) ? delimiter : mostFrequentDelimiter(text.line(line)))
			.setIgnoreEmptyLines(true)
			.get();
		this.headerCells = readHeader();
		for (int i = 0; i < this.headerCells.size(); i++) {
			this.columns.putIfAbsent(this.headerCells.get(i).strip().toLowerCase(Locale.ROOT), i);
		}
	}

	/** Finds the header. */
	static CsvTable of(TextFile text) {
		return new CsvTable(text);
	}

	TextFile.Encoding encoding() {
		return this.text.encoding();
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
		if (this.headerLine >= this.text.lineCount()) {
			return List.of();
		}
		try (BoundedReader rows = new BoundedReader(this.text.from(this.headerLine)); CSVParser parser = parser(rows)) {
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
		return skipEmptyLines(this.headerLine + 1) < this.text.lineCount();
	}

	/**
	 * Hands every row to {@code reader}, in order, and leaves out those that are refused
	 * or broken.
	 */
	void forEach(RowReader reader) {
		read(reader, refused -> {
		});
	}

	/**
	 * Hands every row to {@code reader}, in order.
	 * @param refused hears of the rows that were refused or are broken
	 * @return these rows; of very many only the first say what is in them
	 */
	List<RejectedRow> read(RowReader reader, Consumer<RejectedRow> refused) {
		List<RejectedRow> rejected = new ArrayList<>();
		Consumer<RejectedRow> both = row -> {
			rejected.add((rejected.size() < KEPT_ROWS) ? row : row.withoutCells());
			refused.accept(row);
		};
		int line = this.headerLine + 1;
		while (line < this.text.lineCount()) {
			int broken = readFrom(line, reader, both);
			if (broken < this.text.lineCount()) {
				both.accept(new RejectedRow(broken + 1, RowProblem.UNCLOSED_QUOTE, List.of(this.text.line(broken))));
			}
			line = broken + 1;
		}
		return rejected;
	}

	/**
	 * Reads until the end or until a quote goes wrong.
	 * @return the line on which the broken row begins, or the number of lines
	 */
	private int readFrom(int first, RowReader reader, Consumer<RejectedRow> rejected) {
		int line = skipEmptyLines(first);
		int origin = line;
		if (line >= this.text.lineCount()) {
			return this.text.lineCount();
		}
		try (BoundedReader rows = new BoundedReader(this.text.from(line)); CSVParser parser = parser(rows)) {
			Iterator<CSVRecord> records = parser.iterator();
			while (records.hasNext()) {
				read(records.next(), line + 1, reader, rejected);
				line = skipEmptyLines(origin + (int) parser.getCurrentLineNumber());
				rows.beginRow();
			}
			return this.text.lineCount();
		}
		catch (UncheckedIOException ex) {
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(CSVRecord record, int line, RowReader reader, Consumer<RejectedRow> rejected) {
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
			rejected.accept(new RejectedRow(line, ex.problem(), record.toList()));
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

	private CSVParser parser(Reader rows) throws IOException {
		return CSVParser.builder().setReader(rows).setFormat(this.format).get();
	}

	private int skipEmptyLines(int line) {
		while (line < this.text.lineCount() && this.text.isEmpty(line)) {
			line++;
		}
		return line;
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

	/**
	 * Ends in an error when a row does not end, as behind a quote that nobody closed.
	 */
	private static final class BoundedReader extends FilterReader {

		private int length;

		BoundedReader(Reader in) {
			super(in);
		}

		void beginRow() {
			this.length = 0;
		}

		@Override
		public int read() throws IOException {
			return count(super.read(), 1);
		}

		@Override
		public int read(char[] chars, int offset, int count) throws IOException {
			int read = super.read(chars, offset, count);
			return count(read, read);
		}

		private int count(int result, int read) throws IOException {
			this.length += Math.max(read, 0);
			if (this.length > LONGEST_ROW) {
				throw new IOException("This row does not end");
			}
			return result;
		}

	}

}
