package pl.chronobook.transfer.recognition;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

import pl.chronobook.transfer.file.Archives;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.JsonFile;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.RejectedRows;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.Spreadsheet;
import pl.chronobook.transfer.file.SqliteFile;
import pl.chronobook.transfer.file.TextFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.format.chronobook.AccountJson;
import pl.chronobook.transfer.format.chronobook.ChronoBookCsv;
import pl.chronobook.transfer.format.goodreads.GoodreadsCsv;
import pl.chronobook.transfer.format.kindle.KindleCsv;
import pl.chronobook.transfer.format.kindle.KindleTitles;
import pl.chronobook.transfer.format.mapped.ColumnMapping;
import pl.chronobook.transfer.format.mapped.ColumnMapping.Meaning;
import pl.chronobook.transfer.format.mapped.JsonTable;
import pl.chronobook.transfer.format.mapped.KnownTable;
import pl.chronobook.transfer.format.mapped.MappedCsv;
import pl.chronobook.transfer.history.BookRows;
import pl.chronobook.transfer.history.DateColumns;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.Isbns;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.Shelves;

/**
 * Recognises uploaded files by their content.
 */
@Component
public class HistoryFiles {

	/** The most files of one import. */
	public static final int MAX_FILES = 20;

	private static final int RANK_OF_KINDLE = 100;

	private static final int MAX_HEADING_LINES = 10;

	private static final Pattern TITLE = Pattern.compile("(?=.*\\p{L})[^<{\\[].{0,148}[^.:;,<>{]|\\d{2,4}");

	/** The line that a Kindle writes between two highlights. */
	private static final Pattern CLIPPING = Pattern
		.compile("={10}|- (Your|Twoje|Twoja|Twój) .*(Added on|Dodano|Location|lokalizacja).*");

	/** The columns of Open Library's export before it contained titles. */
	private static final List<String> WORK_NUMBERS = List.of("work id", "bookshelf");

	/** Parts of spreadsheets that are not read: Apple's, and Excel's in binary. */
	private static final List<String> OTHER_SPREADSHEETS = List.of("[Content_Types].xml", "Document.iwa",
			"workbook.bin");

	private static final String TITLES_FILE = "tytuły z Kindle.csv";

	private final List<HistoryFormat> formats;

	public HistoryFiles(List<HistoryFormat> formats) {
		this.formats = List.copyOf(formats);
	}

	/**
	 * Unpacks the relevant files of archives, and checks that all can be read. If our own
	 * export is among the files of an archive, it replaces the others, which it contains.
	 * @param scratch the folder for unpacked files
	 * @throws UnreadableFileException if one of them cannot be imported
	 */
	public List<Upload> check(List<Upload> uploads, Scratch scratch) {
		List<RecognisedFile> found = new ArrayList<>();
		for (Upload upload : uploads) {
			if (Archives.isArchive(upload)) {
				found.addAll(unpack(upload, scratch));
			}
			else {
				found.add(recognise(upload, null));
			}
		}
		List<Upload> files = found.stream().map(RecognisedFile::file).toList();
		if (files.size() > MAX_FILES) {
			throw new UnreadableFileException(FileProblem.TOO_MANY_FILES);
		}
		if (files.stream().mapToLong(file -> file.size()).sum() > Limits.MAX_BYTES) {
			throw new UnreadableFileException(FileProblem.TOO_LARGE);
		}
		RecognisedFiles opened = opened(found);
		if (opened.histories().isEmpty()) {
			throw new UnreadableFileException(FileProblem.TITLES_ONLY);
		}
		if (opened.histories().stream().mapToLong(HistoryFile::lineCount).sum() > TextFile.MAX_LINES) {
			throw new UnreadableFileException(FileProblem.TOO_MANY_LINES);
		}
		for (HistoryFile file : opened.histories()) {
			try {
				file.check();
			}
			catch (UnreadableFileException ex) {
				throw (files.size() == 1) ? ex : ex.of(file.name());
			}
		}
		return files;
	}

	/**
	 * Opens files that belong together, those with the most reliable history first.
	 * @throws UnreadableFileException if one of them cannot be imported
	 */
	public RecognisedFiles open(List<StoredFile> files) {
		return opened(files.stream().map(file -> recognise(file.upload(), file.mapping())).toList());
	}

	private RecognisedFiles opened(List<RecognisedFile> files) {
		List<HistoryFile> histories = new ArrayList<>();
		Map<String, String> titles = new HashMap<>();
		List<Upload> logs = logs(files);
		for (int i = 0; i < files.size(); i++) {
			RecognisedFile file = files.get(i);
			String name = file.file().name();
			try {
				switch (file) {
					case RecognisedFile.Table table ->
						histories.add(new CsvFile(i + 1, name, table.table(), table.format(), table.unexplained()));
					case RecognisedFile.Account account ->
						histories.add(new AccountFile(i + 1, name, account.content()));
					case RecognisedFile.Database database -> histories.add(database(i + 1, database.file(), logs));
					case RecognisedFile.Titles more -> titles.putAll(more.titles());
					case RecognisedFile.Refused refused -> throw refused.reason();
					case RecognisedFile.Log _ -> {
					}
				}
			}
			catch (UnreadableFileException ex) {
				throw (files.size() == 1) ? ex : ex.of(name);
			}
		}
		if (!logs.isEmpty() && histories.stream().noneMatch(DatabaseFile.class::isInstance)) {
			throw new UnreadableFileException(FileProblem.WAL_ALONE);
		}
		histories.sort(Comparator.comparingInt(this::rank));
		return new RecognisedFiles(histories, titles);
	}

	private static DatabaseFile database(int number, Upload file, List<Upload> logs) {
		Upload log = logOf(file, logs);
		return new DatabaseFile(number, file, log,
				DatabaseKind.of(file, log).orElseThrow(() -> new UnreadableFileException(FileProblem.OTHER_DATABASE)));
	}

	/**
	 * Recognises a file.
	 * @param mapping the meaning of its columns, if the reader has explained them
	 * @throws UnreadableFileException if that takes too long
	 */
	private RecognisedFile recognise(Upload file, @Nullable ColumnMapping mapping) {
		try {
			if (SqliteFile.isDatabase(file)) {
				return new RecognisedFile.Database(file);
			}
			if (SqliteFile.isWriteAheadLog(file)) {
				return new RecognisedFile.Log(file);
			}
			return JsonFile.looksLikeJson(file) ? recogniseJson(file, mapping) : recogniseTable(file, file, mapping);
		}
		catch (UnreadableFileException ex) {
			if (ex.problem() == FileProblem.TOO_MUCH_WORK || ex.problem() == FileProblem.CANCELLED) {
				throw ex;
			}
			return new RecognisedFile.Refused(file, ex);
		}
	}

	private RecognisedFile recogniseJson(Upload file, @Nullable ColumnMapping mapping) {
		JsonNode root = JsonFile.parse(file).orElseThrow(() -> new UnreadableFileException(FileProblem.JSON_DAMAGED));
		Optional<AccountJson> account = AccountJson.of(root);
		if (account.isPresent()) {
			return new RecognisedFile.Account(file, account.get());
		}
		Map<String, String> titles = KindleTitles.of(root);
		if (!titles.isEmpty()) {
			return new RecognisedFile.Titles(file, titles);
		}
		Upload table = JsonTable.of(file.name(), root)
			.orElseThrow(() -> new UnreadableFileException(FileProblem.UNKNOWN));
		return recogniseTable(file, table, mapping);
	}

	/**
	 * Recognises a table.
	 * @param file the original file
	 * @param content its content as a table
	 */
	private RecognisedFile recogniseTable(Upload file, Upload content, @Nullable ColumnMapping mapping) {
		TextFile text = TextFile.of(content);
		if (text.anyOfTheFirst(MAX_HEADING_LINES, CLIPPING)) {
			throw new UnreadableFileException(FileProblem.CLIPPINGS);
		}
		CsvTable table = withHeader(CsvTable.of(text));
		if (mapping != null) {
			boolean known = formatOf(table).isPresent();
			CsvTable explained = known ? table
					: belowHeading(table).orElseGet(() -> isList(table) ? table.asList() : table);
			return new RecognisedFile.Table(file, explained, new MappedCsv(mapping), false);
		}
		Optional<HistoryFormat> format = formatOf(table);
		if (format.isPresent()) {
			if (!table.hasRows()) {
				throw new UnreadableFileException(FileProblem.HEADER_ONLY);
			}
			return new RecognisedFile.Table(file, table, format.get(), false);
		}
		Map<String, String> titles = KindleTitles.of(table);
		if (!titles.isEmpty()) {
			return new RecognisedFile.Titles(file, titles);
		}
		Optional<MappedCsv> bookmory = KnownTable.bookmory(table);
		if (bookmory.isPresent()) {
			return new RecognisedFile.Table(file, table.withHeaderOn(1), bookmory.get(), false);
		}
		Optional<CsvTable> below = belowHeading(table);
		if (below.isPresent()) {
			return new RecognisedFile.Table(file, below.get(),
					formatOf(below.get()).orElseGet(() -> explained(below.get())), formatOf(below.get()).isEmpty());
		}
		if (table.missing(WORK_NUMBERS).isEmpty() && table.column("title") < 0) {
			throw new UnreadableFileException(FileProblem.WITHOUT_TITLES);
		}
		if (canBeExplained(table)) {
			return new RecognisedFile.Table(file, table, explained(table), true);
		}
		if (isList(table)) {
			CsvTable list = table.asList();
			return new RecognisedFile.Table(file, list, explained(list), true);
		}
		boolean onlyHeader = ColumnMapping.guess(table.headerCells()).columns().size() > 1;
		throw new UnreadableFileException(onlyHeader ? FileProblem.HEADER_ONLY : FileProblem.UNKNOWN);
	}

	/** Returns whether a file without columns is a list of titles, and no prose. */
	private static boolean isList(CsvTable table) {
		if (table.headerCells().size() != 1 || table.isHeaderless() || !table.hasRows() || canBeExplained(table)) {
			return false;
		}
		int[] lines = new int[2];
		table.asList().forEach(row -> {
			String title = BookRows.listed(row.get(0));
			lines[0] += title.isEmpty() ? 0 : 1;
			lines[1] += TITLE.matcher(title).matches() ? 1 : 0;
		});
		return lines[1] * 4 >= lines[0] * 3;
	}

	private static MappedCsv explained(CsvTable table) {
		return new MappedCsv(ColumnMapping.guess(table));
	}

	/**
	 * Returns the table below a heading, for files whose header is not the first line. A
	 * line above the header may group its columns („Książka”, „Czytanie”).
	 */
	private static Optional<CsvTable> belowHeading(CsvTable table) {
		Map<Meaning, Integer> first = ColumnMapping.guess(table.headerCells()).columns();
		boolean titled = first.containsKey(Meaning.TITLE);
		if (table.isHeaderless() || (titled && first.size() > 1)) {
			return Optional.empty();
		}
		int lines = titled ? 1 : MAX_HEADING_LINES;
		for (int line = 1; line <= lines && line < table.lineCount(); line++) {
			CsvTable below = table.withHeaderOn(line);
			Map<Meaning, Integer> columns = ColumnMapping.guess(below.headerCells()).columns();
			if (columns.containsKey(Meaning.TITLE) && columns.size() >= 2 && below.hasRows()) {
				return Optional.of(below);
			}
		}
		return Optional.empty();
	}

	/**
	 * Returns the format all of whose columns are in a table; the one with the most
	 * columns wins.
	 */
	private Optional<HistoryFormat> formatOf(CsvTable table) {
		Optional<HistoryFormat> own = this.formats.stream()
			.filter(format -> table.missing(format.columns()).isEmpty())
			.max(Comparator.comparingInt(format -> format.columns().size()));
		return own.or(() -> KnownTable.of(table).map(known -> known.format(table)));
	}

	/**
	 * Restores the header of a table that has lost it: its first row contains numbers and
	 * dates but no names of columns.
	 */
	private static CsvTable withHeader(CsvTable table) {
		List<String> first = table.headerCells();
		boolean named = !ColumnMapping.guess(first).columns().isEmpty();
		boolean data = first.stream()
			.anyMatch(cell -> Isbns.find(cell).isPresent() || DateColumns.looksLikeDate(cell.strip()))
				|| first.stream().filter(cell -> cell.strip().matches("\\d{1,7}")).count() >= 2;
		if (named || !data) {
			return table;
		}
		int width = first.size();
		List<String> goodreads = GoodreadsCsv.HEADER;
		boolean shelf = width >= goodreads.size()
				&& Shelves.place(first.get(goodreads.indexOf("Exclusive Shelf"))).isPresent()
				&& first.getFirst().strip().matches("[\\d.E+]+");
		if (shelf) {
			List<String> header = new ArrayList<>(goodreads);
			while (header.size() < width) {
				header.add("");
			}
			return table.withHeader(header);
		}
		return table.withHeader(Collections.nCopies(width, ""));
	}

	/** Returns whether a reader could explain the columns of a table. */
	private static boolean canBeExplained(CsvTable table) {
		boolean titles = ColumnMapping.guess(table.headerCells()).columns().containsKey(Meaning.TITLE);
		boolean several = table.isHeaderless()
				|| table.headerCells().stream().filter(Predicate.not(String::isBlank)).count() >= 2;
		return (titles || several) && table.hasRows();
	}

	/**
	 * Returns the rank of a file: known formats first, then other tables, then databases,
	 * and Kindle last.
	 */
	private int rank(HistoryFile file) {
		for (int i = 0; i < this.formats.size(); i++) {
			if (this.formats.get(i).format() == file.format()) {
				return this.formats.get(i) instanceof KindleCsv ? RANK_OF_KINDLE : i;
			}
		}
		return (file instanceof DatabaseFile) ? RANK_OF_KINDLE - 1 : RANK_OF_KINDLE - 2;
	}

	private static List<Upload> logs(List<RecognisedFile> files) {
		return files.stream().filter(RecognisedFile.Log.class::isInstance).map(RecognisedFile::file).toList();
	}

	private static @Nullable Upload logOf(Upload database, List<Upload> logs) {
		if (logs.size() == 1) {
			return logs.getFirst();
		}
		return logs.stream().filter(log -> log.name().equals(database.name() + "-wal")).findFirst().orElse(null);
	}

	/**
	 * Unpacks the relevant files of an archive: ChronoBook's own, or else those that are
	 * recognised by their content, or else all tables that a reader can explain.
	 */
	private List<RecognisedFile> unpack(Upload archive, Scratch scratch) {
		List<RecognisedFile> all = new ArrayList<>();
		Map<String, String> titles = new HashMap<>();
		List<Upload> parts = new ArrayList<>();
		List<String> names = new ArrayList<>();
		List<RecognisedFile> lists = new ArrayList<>();
		Archives.unpack(archive, scratch, file -> {
			if (Spreadsheet.isPart(file)) {
				parts.add(file);
				return true;
			}
			names.add(file.name());
			RecognisedFile found = recognise(file, null);
			if (found instanceof RecognisedFile.Titles more) {
				titles.putAll(more.titles());
				return false;
			}
			boolean list = found instanceof RecognisedFile.Table table && table.unexplained()
					&& table.table().headerCells().size() == 1;
			boolean kept = !(found instanceof RecognisedFile.Refused);
			if (kept) {
				(list ? lists : all).add(found);
			}
			return kept;
		});
		Optional<List<Upload>> sheets = Spreadsheet.tables(archive.name(), parts);
		if (sheets.isPresent()) {
			return sheets(sheets.get());
		}
		List<RecognisedFile> own = all.stream().filter(HistoryFiles::isOwn).toList();
		if (!own.isEmpty()) {
			return own;
		}
		List<Upload> logs = logs(all);
		List<RecognisedFile> known = all.stream()
			.filter(found -> !(found instanceof RecognisedFile.Table table && table.unexplained()))
			.filter(found -> !(found instanceof RecognisedFile.Database) || isKnown(found.file(), logs))
			.toList();
		boolean onlyLogs = known.stream().allMatch(RecognisedFile.Log.class::isInstance);
		List<RecognisedFile> files = new ArrayList<>((onlyLogs && titles.isEmpty())
				? all.stream().filter(RecognisedFile.Table.class::isInstance).toList() : known);
		if (files.isEmpty() && titles.isEmpty()) {
			// Beside other files a text with lines is rather a description of them
			if (lists.size() == 1 && names.stream().filter(name -> !name.startsWith(".")).count() == 1) {
				return lists;
			}
			boolean document = names.contains("document.xml") || names.contains("container.xml");
			throw new UnreadableFileException(
					document ? FileProblem.DOCUMENT : Collections.disjoint(names, OTHER_SPREADSHEETS)
							? FileProblem.ZIP_WITHOUT_HISTORY : FileProblem.SPREADSHEET);
		}
		if (!titles.isEmpty()) {
			files.add(new RecognisedFile.Titles(new Upload(TITLES_FILE, table(titles).getBytes(StandardCharsets.UTF_8)),
					titles));
		}
		return files;
	}

	/**
	 * The sheets of interest: those of a known program, else all with a column of titles,
	 * else the first one that a reader can explain.
	 */
	private List<RecognisedFile> sheets(List<Upload> tables) {
		if (tables.isEmpty()) {
			throw new UnreadableFileException(FileProblem.EMPTY);
		}
		List<RecognisedFile> all = tables.stream().map(table -> recognise(table, null)).toList();
		List<RecognisedFile.Table> found = all.stream()
			.filter(RecognisedFile.Table.class::isInstance)
			.map(RecognisedFile.Table.class::cast)
			.toList();
		List<RecognisedFile> known = List.copyOf(found.stream().filter(table -> !table.unexplained()).toList());
		List<RecognisedFile> titled = List.copyOf(found.stream()
			.filter(table -> ColumnMapping.guess(table.table().headerCells()).columns().containsKey(Meaning.TITLE))
			.toList());
		if (!known.isEmpty() || !titled.isEmpty()) {
			return known.isEmpty() ? titled : known;
		}
		return List.of(found.isEmpty() ? all.getFirst() : found.getFirst());
	}

	/**
	 * Returns whether a database is relevant; a damaged one is, so that the reader is
	 * told.
	 */
	private static boolean isKnown(Upload file, List<Upload> logs) {
		try {
			return DatabaseKind.of(file, logOf(file, logs)).isPresent();
		}
		catch (UnreadableFileException ex) {
			return true;
		}
	}

	private static boolean isOwn(RecognisedFile file) {
		return file instanceof RecognisedFile.Account
				|| (file instanceof RecognisedFile.Table table && table.format() instanceof ChronoBookCsv);
	}

	private static String table(Map<String, String> titles) {
		StringWriter csv = new StringWriter();
		try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
			printer.printRecord("ASIN", "Product Name");
			for (Map.Entry<String, String> title : titles.entrySet()) {
				printer.printRecord(title.getKey(), title.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return csv.toString();
	}

	/**
	 * A stored file.
	 *
	 * @param upload the file
	 * @param mapping the meaning of its columns, if the reader has explained them
	 */
	public record StoredFile(Upload upload, @Nullable ColumnMapping mapping) {
	}

	/**
	 * The recognised files of an import.
	 *
	 * @param histories the files with a history
	 * @param titles the titles of a shop's books by number, from the other files
	 */
	public record RecognisedFiles(List<HistoryFile> histories, Map<String, String> titles) {

		/** Returns the files with data besides a history. */
		public List<AccountJson> accounts() {
			return this.histories.stream()
				.map(file -> (file instanceof AccountFile account) ? account.content() : null)
				.filter(Objects::nonNull)
				.toList();
		}

		/**
		 * Reads all histories, in order.
		 * @param result what becomes of a file and its history
		 * @throws UnreadableFileException if they have too many books together
		 */
		public <T> List<T> read(ParseContext reading, BiFunction<HistoryFile, History, T> result) {
			List<T> results = new ArrayList<>();
			int books = 0;
			for (HistoryFile file : this.histories) {
				History history = file.read(reading);
				books += history.books().size();
				if (books > Limits.MAX_BOOKS) {
					throw new UnreadableFileException(FileProblem.TOO_MANY_BOOKS);
				}
				results.add(result.apply(file, history));
			}
			return results;
		}

		/** Returns the tables whose columns the reader has to explain first. */
		public List<CsvFile> unexplained() {
			return this.histories.stream()
				.map(file -> (file instanceof CsvFile csv && csv.unexplained()) ? csv : null)
				.filter(Objects::nonNull)
				.toList();
		}

	}

	/**
	 * A file with a history.
	 */
	public sealed interface HistoryFile {

		/** Returns its number among the files of the import, from 1. */
		int number();

		String name();

		Format format();

		/** Returns whether it comes from ChronoBook. */
		boolean isOwn();

		/**
		 * Checks the whole file, beyond recognising it.
		 * @throws UnreadableFileException if it cannot be imported
		 */
		default void check() {
		}

		/** Returns the number of lines; 0 if the file has no lines. */
		default int lineCount() {
			return 0;
		}

		History read(ParseContext reading);

		RejectedRows rejected(ParseContext reading);

	}

	/**
	 * A table.
	 */
	public record CsvFile(int number, String name, CsvTable table, HistoryFormat kind,
			boolean unexplained) implements HistoryFile {

		@Override
		public Format format() {
			return this.kind.format();
		}

		@Override
		public boolean isOwn() {
			return this.kind.isOwn();
		}

		@Override
		public int lineCount() {
			return this.table.lineCount();
		}

		/** Parses all rows, so that an accepted file can be read later. */
		@Override
		public void check() {
			this.table.forEach(row -> {
			});
		}

		@Override
		public History read(ParseContext reading) {
			History read = this.kind.read(this.table, reading);
			History history = (isOwn() ? read : read.sifted(reading.choices()))
				.with(Note.WITHOUT_HEADER, this.table.isHeaderless() ? 1 : 0)
				.with(Note.UNWRAPPED_ROWS, this.table.isUnwrapped() ? 1 : 0);
			return switch (this.table.encoding()) {
				case UTF_8, UTF_16 -> history;
				case DAMAGED_UTF_8 -> history.with(Note.DAMAGED_UTF_8);
				case WINDOWS_1250 -> history.with(Note.WINDOWS_1250);
				case MIXED -> history.with(Note.MIXED_ENCODINGS);
				case OTHER_CODE_PAGE -> history.with(Note.OTHER_CODE_PAGE);
				case DOUBLE_UTF_8 -> history.with(Note.DOUBLE_ENCODED);
			};
		}

		@Override
		public RejectedRows rejected(ParseContext reading) {
			return new RejectedRows(this.table.headerCells(), this.table.delimiter(),
					refused -> read(reading.withRefused(refused)));
		}

	}

	/**
	 * A file of our archive with the data besides the history.
	 */
	record AccountFile(int number, String name, AccountJson content) implements HistoryFile {

		@Override
		public Format format() {
			return Format.ACCOUNT;
		}

		@Override
		public boolean isOwn() {
			return true;
		}

		@Override
		public History read(ParseContext reading) {
			return new History(Map.of(), List.of(), List.of(), Map.of(), Map.of());
		}

		@Override
		public RejectedRows rejected(ParseContext reading) {
			return new RejectedRows(List.of(), ",", refused -> {
			});
		}

	}

	/**
	 * A database with its write-ahead log, whose rows are not in the database yet.
	 */
	record DatabaseFile(int number, Upload file, @Nullable Upload log, DatabaseKind kind) implements HistoryFile {

		@Override
		public String name() {
			return this.file.name();
		}

		@Override
		public Format format() {
			return this.kind.format();
		}

		@Override
		public boolean isOwn() {
			return false;
		}

		@Override
		public void check() {
			this.kind.check(this.file, this.log);
		}

		@Override
		public History read(ParseContext reading) {
			return this.kind.read(this.file, this.log, reading).sifted(reading.choices());
		}

		@Override
		public RejectedRows rejected(ParseContext reading) {
			return new RejectedRows(this.kind.columns(), ",", refused -> read(reading.withRefused(refused)));
		}

	}

}
