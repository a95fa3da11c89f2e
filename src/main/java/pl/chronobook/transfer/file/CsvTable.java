package pl.chronobook.transfer.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header (RFC 4180), parsed leniently: the delimiter may be a comma, a
 * semicolon or a tab, all line ends are accepted, and a broken row does not affect
 * others. Only one row at a time is in memory.
 */
public final class CsvTable {

	/** The most characters of a row, over all its lines. */
	private static final int LONGEST_ROW = 2_000_000;

	/**
	 * The number of refused rows whose cells are kept; of further rows only the line is
	 * kept.
	 */
	public static final int KEPT_ROWS = 1_000;

	/** The most columns, far more than any program exports. */
	static final int MAX_COLUMNS = 1_000;

	/** The most broken rows: after each of them the parser has to start again. */
	static final int MAX_BROKEN_ROWS = 50_000;

	/**
	 * The most characters of refused rows that are kept; each cell counts as a few more.
	 */
	private static final int MAX_KEPT_CHARACTERS = 8_000_000;

	private static final int CELL_OVERHEAD = 32;

	/**
	 * Begins the last cell of a header to which something was added that is true of all
	 * rows. Rows have no such cell, and it is no column.
	 */
	public static final String ADDED = "chronobook:";

	/** Blanks of any kind, also those that are not seen. */
	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\u200B\\uFEFF]+");

	private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

	/** The separator of a file that has none. */
	private static final String NEVER = "\u0001";

	/** The separators between author and title in a list. */
	private static final List<String> PAIRS = List.of(" - ", " – ", " — ");

	/** The most delimiters that typographic quotes may enclose. */
	private static final int MAX_QUOTED_CELLS = 20;

	private final TextFile text;

	private final int headerLine;

	private final CSVFormat format;

	private final List<String> headerCells;

	private final String added;

	private final boolean headerless;

	private final boolean unwrapped;

	private final Map<String, Integer> columns = new LinkedHashMap<>();

	private CsvTable(TextFile text, boolean unwrapped, int headerLine, CSVFormat format, List<String> headerCells) {
		this.text = text;
		this.headerLine = headerLine;
		this.format = format;
		this.headerCells = headerCells;
		this.added = "";
		this.headerless = true;
		this.unwrapped = unwrapped;
		index();
	}

	private CsvTable(TextFile text, boolean unwrapped) {
		this(text, unwrapped, 0);
	}

	private CsvTable(TextFile text, boolean unwrapped, int from) {
		this.text = text;
		this.headerless = false;
		this.unwrapped = unwrapped;
		int line = from;
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
		List<String> cells = readHeader();
		boolean more = !cells.isEmpty() && cells.getLast().startsWith(ADDED);
		this.added = more ? cells.getLast().substring(ADDED.length()).strip() : "";
		this.headerCells = more ? cells.subList(0, cells.size() - 1) : cells;
		if (this.headerCells.size() > MAX_COLUMNS) {
			throw new UnreadableFileException(FileProblem.TOO_MANY_COLUMNS);
		}
		index();
	}

	private void index() {
		for (int i = 0; i < this.headerCells.size(); i++) {
			this.columns.putIfAbsent(
					BLANKS.matcher(this.headerCells.get(i)).replaceAll(" ").strip().toLowerCase(Locale.ROOT), i);
		}
	}

	/**
	 * Parses the header. Rows that a spreadsheet put into one cell each are unwrapped.
	 */
	public static CsvTable of(TextFile text) {
		TextFile rows = WrappedRows.unwrap(text);
		return new CsvTable(rows, rows != text);
	}

	/**
	 * Returns the same table with the presumed header as its first row.
	 * @param names the names of the columns
	 */
	public CsvTable withHeader(List<String> names) {
		return new CsvTable(this.text, this.unwrapped, this.headerLine - 1, this.format, names);
	}

	/**
	 * The same lines as a list: a cell each, or two where a dash parts every line, as in
	 * {@code Bolesław Prus - Lalka}.
	 */
	public CsvTable asList() {
		String dash = PAIRS.stream().filter(this::partsEveryLine).findFirst().orElse(null);
		CSVFormat lines = CSVFormat.RFC4180.builder()
			.setDelimiter((dash != null) ? dash : NEVER)
			.setQuote(null)
			.setIgnoreEmptyLines(true)
			.get();
		return new CsvTable(this.text, this.unwrapped, this.headerLine - 1, lines,
				Collections.nCopies((dash != null) ? 2 : 1, ""));
	}

	private boolean partsEveryLine(String dash) {
		for (int line = this.headerLine; line < this.text.lineCount(); line++) {
			String[] parts = this.text.line(line).split(dash, -1);
			if (!this.text.isEmpty(line) && (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the same table without lines above its header, such as a heading.
	 * @param line number of the header's line, from 0, counted from the presumed header
	 */
	public CsvTable withHeaderOn(int line) {
		return new CsvTable(this.text, this.unwrapped, this.headerLine + line);
	}

	/** Returns whether the file had no header. */
	public boolean isHeaderless() {
		return this.headerless;
	}

	/** Returns whether each row was in one cell. */
	public boolean isUnwrapped() {
		return this.unwrapped;
	}

	/**
	 * Returns the number, from 0, of the column with a name in lower case; -1 if there is
	 * none.
	 */
	public int column(String name) {
		return this.columns.getOrDefault(name, -1);
	}

	/** Returns the number of lines, the header and empty ones included. */
	public int lineCount() {
		return this.text.lineCount();
	}

	public TextFile.Encoding encoding() {
		return this.text.encoding();
	}

	/**
	 * Returns the columns that this table lacks.
	 * @param names in lower case
	 */
	public List<String> missing(List<String> names) {
		return names.stream().filter(name -> !this.columns.containsKey(name)).toList();
	}

	/**
	 * Returns the header as it is written in the file.
	 */
	public List<String> headerCells() {
		return this.headerCells;
	}

	/** Returns what was added to the header; empty if nothing was. */
	public String added() {
		return this.added;
	}

	private List<String> readHeader() {
		if (this.headerLine >= this.text.lineCount()) {
			return List.of();
		}
		try (BoundedReader rows = new BoundedReader(this.text.from(this.headerLine)); CSVParser parser = parser(rows)) {
			Iterator<CSVRecord> records = parser.iterator();
			return records.hasNext() ? cells(records.next()) : List.of();
		}
		catch (IOException | UncheckedIOException ex) {
			return List.of();
		}
	}

	public String delimiter() {
		return this.format.getDelimiterString().equals(NEVER) ? "," : this.format.getDelimiterString();
	}

	/**
	 * Returns whether rows follow the header.
	 */
	public boolean hasRows() {
		return skipEmptyLines(this.headerLine + 1) < this.text.lineCount();
	}

	/**
	 * Passes every row to {@code reader}, in order, and skips those that are refused or
	 * broken.
	 */
	public void forEach(RowReader reader) {
		read(reader, refused -> {
		});
	}

	/**
	 * Passes every row to {@code reader}, in order.
	 * @param refused receives the rows that were refused or are broken
	 * @return these rows; of very many only the first have their cells
	 * @throws UnreadableFileException if more than 50,000 rows are broken
	 */
	public List<RejectedRow> read(RowReader reader, Consumer<RejectedRow> refused) {
		return read(reader, refused, false);
	}

	/**
	 * Reads like {@link #read(RowReader, Consumer)} but accepts rows without their last
	 * cells, which a table of books can do without. Only the last line of a truncated
	 * file is refused, because its title may be cut.
	 */
	public List<RejectedRow> readBooks(RowReader reader, Consumer<RejectedRow> refused) {
		return read(reader, refused, true);
	}

	private List<RejectedRow> read(RowReader reader, Consumer<RejectedRow> refused, boolean shortRows) {
		List<RejectedRow> rejected = new ArrayList<>();
		long[] kept = new long[1];
		Consumer<RejectedRow> both = row -> {
			if (rejected.size() < KEPT_ROWS) {
				kept[0] += row.cells().stream().mapToLong(cell -> cell.length() + CELL_OVERHEAD).sum();
			}
			boolean room = rejected.size() < KEPT_ROWS && kept[0] <= MAX_KEPT_CHARACTERS;
			rejected.add(room ? row : row.withoutCells());
			refused.accept(row);
		};
		int line = this.headerLine + 1;
		int brokenRows = 0;
		while (line < this.text.lineCount()) {
			int broken = readFrom(line, reader, both, shortRows);
			if (broken < this.text.lineCount()) {
				if (++brokenRows > MAX_BROKEN_ROWS) {
					throw new UnreadableFileException(FileProblem.TOO_MANY_BROKEN_ROWS);
				}
				both.accept(new RejectedRow(broken + 1, RowProblem.UNCLOSED_QUOTE, List.of(this.text.line(broken))));
			}
			line = broken + 1;
		}
		return rejected;
	}

	/**
	 * Reads until the end or until a quoting error.
	 * @return the line on which the broken row begins, or the number of lines
	 */
	private int readFrom(int first, RowReader reader, Consumer<RejectedRow> rejected, boolean shortRows) {
		int line = skipEmptyLines(first);
		int origin = line;
		if (line >= this.text.lineCount()) {
			return this.text.lineCount();
		}
		try (BoundedReader rows = new BoundedReader(this.text.from(line)); CSVParser parser = parser(rows)) {
			Iterator<CSVRecord> records = parser.iterator();
			while (records.hasNext()) {
				WorkLimit.check();
				CSVRecord record = records.next();
				int next = skipEmptyLines(origin + (int) parser.getCurrentLineNumber());
				boolean cutOff = next >= this.text.lineCount() && !this.text.endsWithLineEnd();
				read(record, line + 1, reader, rejected, shortRows && !cutOff);
				line = next;
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

	private void read(CSVRecord record, int line, RowReader reader, Consumer<RejectedRow> rejected, boolean shortRows) {
		List<String> cells = cells(record);
		if (cells.stream().allMatch(String::isBlank) || isHeader(cells)) {
			return;
		}
		try {
			if (hasMoreCells(cells) || (cells.size() < namedColumns() && !shortRows)) {
				throw new RejectedRowException(RowProblem.CELL_COUNT);
			}
			reader.read(new Row(line, cells));
		}
		catch (RejectedRowException ex) {
			rejected.accept(new RejectedRow(line, ex.problem(), record.toList()));
		}
	}

	/**
	 * Returns the cells of a row. Typographic quotes around a delimiter, as in
	 * {@code „Kłamca, tom 2”}, hold a cell together where the usual ones are missing.
	 */
	private List<String> cells(CSVRecord record) {
		List<String> cells = Arrays.asList(record.values());
		for (int i = 0; i < cells.size() - 1; i++) {
			if (cells.get(i).stripLeading().startsWith("„") && cells.get(i).indexOf('”') < 0) {
				return quotedCells(cells);
			}
		}
		return cells;
	}

	private List<String> quotedCells(List<String> parts) {
		List<String> cells = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			String first = parts.get(i).strip();
			int end = i;
			if (first.startsWith("„") && first.indexOf('”') < 0) {
				while (end < parts.size() && end - i < MAX_QUOTED_CELLS && parts.get(end).indexOf('”') < 0) {
					end++;
				}
			}
			if (end > i && end < parts.size() && parts.get(end).stripTrailing().endsWith("”")) {
				String whole = String.join(delimiter(), parts.subList(i, end + 1)).strip();
				cells.add(whole.substring(1, whole.length() - 1));
				i = end;
			}
			else {
				cells.add(parts.get(i));
			}
		}
		return cells;
	}

	/** Returns whether a row repeats the header, as in concatenated files. */
	private boolean isHeader(List<String> cells) {
		return !this.headerless && cells.equals(this.headerCells);
	}

	/**
	 * Returns whether a row has more cells than the header, because it has lost a quote.
	 * Empty cells at its end do not count: spreadsheets append them.
	 */
	private boolean hasMoreCells(List<String> cells) {
		return !cells.stream().skip(this.headerCells.size()).allMatch(String::isBlank);
	}

	private int namedColumns() {
		int named = this.headerCells.size();
		while (named > 0 && this.headerCells.get(named - 1).isBlank()) {
			named--;
		}
		return named;
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

	private static char mostFrequentDelimiter(String line) {
		// A delimiter in quotes belongs to a name, unless all of them are
		String bare = QUOTED.matcher(line).replaceAll("");
		String header = bare.chars().anyMatch(c -> ",;\t|".indexOf(c) >= 0) ? bare : line;
		char best = ',';
		for (char candidate : new char[] { ';', '\t', '|' }) {
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
	 * Receives the rows of a table.
	 */
	@FunctionalInterface
	public interface RowReader {

		/**
		 * Reads one row.
		 * @throws RejectedRowException if it cannot be used
		 */
		public void read(Row row);

	}

	/**
	 * One row, whose cells are accessed by column.
	 */
	public final class Row {

		private final int line;

		private final List<String> cells;

		private Row(int line, List<String> cells) {
			this.line = line;
			this.cells = cells;
		}

		public int line() {
			return this.line;
		}

		/**
		 * Returns the text of a cell without blanks around it; empty if there is no such
		 * column.
		 */
		public String get(String column) {
			Integer index = CsvTable.this.columns.get(column);
			return (index != null) ? get((int) index) : "";
		}

		/**
		 * Returns the text of a cell by the number of its column, from 0; empty if the
		 * row has no such cell.
		 */
		public String get(int column) {
			if (column < 0 || column >= this.cells.size()) {
				return "";
			}
			String cell = this.cells.get(column).strip();
			// ="…" keeps spreadsheets from changing a text
			boolean quoted = cell.length() > 3 && cell.startsWith("=\"") && cell.endsWith("\"");
			return quoted ? cell.substring(2, cell.length() - 1).strip() : cell;
		}

		/** Returns whether the row has fewer cells than the table has named columns. */
		public boolean isShort() {
			return this.cells.size() < namedColumns();
		}

	}

	/**
	 * Fails when a row exceeds the limit, as after a quote that is never closed. Unlike
	 * the reader of commons-io, it counts from the beginning of the row (ADR 34).
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
