package pl.chronobook.transfer.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import pl.chronobook.transfer.domain.History.Note;

/**
 * Finds out what uploaded files are, by what is in them.
 */
@Component
class HistoryFiles {

	/** As many files as one import may have. */
	static final int MAX_FILES = 20;

	private static final String TITLES_FILE = "tytuły z Kindle.csv";

	private final List<HistoryFormat> formats;

	HistoryFiles(List<HistoryFormat> formats) {
		this.formats = List.copyOf(formats);
	}

	/**
	 * Takes the files of interest out of archives, and checks that all can be read. If
	 * our own export is among the files of an archive, that says everything the others
	 * say.
	 * @param scratch where files out of archives go
	 * @throws UnreadableFileException if one of them cannot be imported
	 */
	List<Upload> check(List<Upload> uploads, Scratch scratch) {
		List<Upload> files = new ArrayList<>();
		for (Upload upload : uploads) {
			if (Archives.isArchive(upload)) {
				files.addAll(unpack(upload, scratch));
			}
			else {
				files.add(upload);
			}
		}
		if (files.size() > MAX_FILES) {
			throw new UnreadableFileException(FileProblem.TOO_MANY_FILES);
		}
		if (files.stream().mapToLong(file -> file.size()).sum() > HistoryImport.MAX_BYTES) {
			throw new UnreadableFileException(FileProblem.TOO_LARGE);
		}
		Opened opened = open(files.stream().map(file -> new StoredFile(file, null)).toList());
		if (opened.histories().isEmpty()) {
			throw new UnreadableFileException(FileProblem.TITLES_ONLY);
		}
		opened.histories().forEach(HistoryFile::check);
		return files;
	}

	/**
	 * Opens files that belong together, in the order in which their histories are best
	 * believed.
	 * @throws UnreadableFileException if one of them cannot be imported
	 */
	Opened open(List<StoredFile> files) {
		List<HistoryFile> histories = new ArrayList<>();
		Map<String, String> titles = new HashMap<>();
		List<StoredFile> logs = files.stream().filter(file -> KoReaderDatabase.isWriteAheadLog(file.upload())).toList();
		int databases = 0;
		for (int i = 0; i < files.size(); i++) {
			StoredFile file = files.get(i);
			try {
				if (KoReaderDatabase.isDatabase(file.upload())) {
					databases++;
					histories.add(new KoReaderFile(i + 1, file, logOf(file, logs)));
				}
				else if (!logs.contains(file)) {
					openText(i + 1, file, histories, titles);
				}
			}
			catch (UnreadableFileException ex) {
				throw (files.size() == 1) ? ex : ex.of(file.name());
			}
		}
		if (!logs.isEmpty() && databases == 0) {
			throw new UnreadableFileException(FileProblem.WAL_ALONE);
		}
		histories.sort(Comparator.comparingInt(this::rank));
		return new Opened(histories, titles);
	}

	private void openText(int number, StoredFile file, List<HistoryFile> histories, Map<String, String> titles) {
		if (KindleTitles.looksLikeJson(file.upload())) {
			Optional<AccountJson> account = AccountJson.of(file.upload());
			if (account.isPresent()) {
				histories.add(new AccountFile(number, file.name(), account.get()));
				return;
			}
			Map<String, String> found = KindleTitles.ofJson(file.upload());
			if (found.isEmpty()) {
				throw new UnreadableFileException(FileProblem.UNKNOWN);
			}
			titles.putAll(found);
			return;
		}
		CsvTable table = CsvTable.of(TextFile.of(file.upload()));
		if (file.mapping() != null) {
			histories.add(new CsvFile(number, file.name(), table, new MappedCsv(file.mapping())));
			return;
		}
		HistoryFormat closest = closest(table);
		List<String> missing = table.missing(closest.columns());
		if (!missing.isEmpty() && !KindleTitles.ofTable(table).isEmpty()) {
			titles.putAll(KindleTitles.ofTable(table));
			return;
		}
		if (missing.size() * 2 > closest.columns().size()) {
			if (!canBeExplained(table)) {
				throw new UnreadableFileException(FileProblem.UNKNOWN);
			}
			ColumnMapping guess = ColumnMapping.guess(table.headerCells());
			histories.add(new CsvFile(number, file.name(), table, new MappedCsv(guess), true));
			return;
		}
		if (!missing.isEmpty()) {
			throw new UnreadableFileException(FileProblem.MISSING_COLUMNS, String.join(", ", missing));
		}
		if (!table.hasRows()) {
			throw new UnreadableFileException(FileProblem.HEADER_ONLY);
		}
		histories.add(new CsvFile(number, file.name(), table, closest));
	}

	private HistoryFormat closest(CsvTable table) {
		return this.formats.stream()
			.min(Comparator.comparingInt((HistoryFormat format) -> table.missing(format.columns()).size()))
			.orElseThrow();
	}

	/**
	 * Whether it is a table at all, of which the reader can say what its columns mean.
	 */
	private static boolean canBeExplained(CsvTable table) {
		return table.headerCells().stream().filter(Predicate.not(String::isBlank)).count() >= 2 && table.hasRows();
	}

	private int rank(HistoryFile file) {
		for (int i = 0; i < this.formats.size(); i++) {
			if (this.formats.get(i).name().equals(file.format())) {
				return i;
			}
		}
		return file.format().equals(MappedCsv.NAME) ? 3 : 5;
	}

	private static @Nullable StoredFile logOf(StoredFile database, List<StoredFile> logs) {
		if (logs.size() == 1) {
			return logs.getFirst();
		}
		return logs.stream().filter(log -> log.name().equals(database.name() + "-wal")).findFirst().orElse(null);
	}

	private List<Upload> unpack(Upload archive, Scratch scratch) {
		Map<String, String> titles = new HashMap<>();
		List<Upload> files = Archives.unpack(archive, scratch, file -> keeps(file, titles));
		List<Upload> own = files.stream().filter(this::isOwn).toList();
		if (!own.isEmpty()) {
			return own;
		}
		if (files.isEmpty()) {
			throw new UnreadableFileException(FileProblem.ZIP_WITHOUT_HISTORY);
		}
		List<Upload> all = new ArrayList<>(files);
		if (!titles.isEmpty()) {
			all.add(new Upload(TITLES_FILE, table(titles).getBytes(StandardCharsets.UTF_8)));
		}
		return all;
	}

	/** Whether a file of an archive is a history; titles are collected on the way. */
	private boolean keeps(Upload file, Map<String, String> titles) {
		if (KoReaderDatabase.isDatabase(file) || KoReaderDatabase.isWriteAheadLog(file)) {
			return true;
		}
		if (KindleTitles.looksLikeJson(file)) {
			if (AccountJson.of(file).isPresent()) {
				return true;
			}
			titles.putAll(KindleTitles.ofJson(file));
			return false;
		}
		try {
			CsvTable table = CsvTable.of(TextFile.of(file));
			if (table.hasRows() && table.missing(closest(table).columns()).isEmpty()) {
				return true;
			}
			titles.putAll(KindleTitles.ofTable(table));
			return false;
		}
		catch (UnreadableFileException ex) {
			return false;
		}
	}

	private boolean isOwn(Upload file) {
		if (KindleTitles.looksLikeJson(file)) {
			return true;
		}
		return !KoReaderDatabase.isDatabase(file) && !KoReaderDatabase.isWriteAheadLog(file)
				&& closest(CsvTable.of(TextFile.of(file))) instanceof ChronoBookCsv;
	}

	private static String table(Map<String, String> titles) {
		StringBuilder csv = new StringBuilder("ASIN,Product Name\n");
		titles.forEach((asin, title) -> csv.append('"')
			.append(asin.replace("\"", "\"\""))
			.append("\",\"")
			.append(title.replace("\"", "\"\""))
			.append("\"\n"));
		return csv.toString();
	}

	/**
	 * A file as it waits to be read.
	 *
	 * @param upload the file
	 * @param mapping what its columns mean, if the reader has said so
	 */
	record StoredFile(Upload upload, @Nullable ColumnMapping mapping) {

		String name() {
			return this.upload.name();
		}

	}

	/**
	 * Files that have been recognised.
	 *
	 * @param histories those that tell of reading
	 * @param titles what the others call the books of a shop
	 */
	record Opened(List<HistoryFile> histories, Map<String, String> titles) {

		/** What the reader has besides a history. */
		List<AccountJson> accounts() {
			return this.histories.stream()
				.map(file -> (file instanceof AccountFile account) ? account.content() : null)
				.filter(Objects::nonNull)
				.toList();
		}

		/** Whose columns the reader has to explain before anything can be read. */
		List<CsvFile> unexplained() {
			return this.histories.stream()
				.map(file -> (file instanceof CsvFile csv && csv.unexplained()) ? csv : null)
				.filter(Objects::nonNull)
				.toList();
		}

	}

	/**
	 * A file that tells of reading.
	 */
	sealed interface HistoryFile {

		/** Which of the import's files it is, from 1. */
		int number();

		String name();

		String format();

		/** Whether it comes from ChronoBook. */
		boolean isOwn();

		/**
		 * Looks closer than recognising it takes.
		 * @throws UnreadableFileException if it cannot be imported
		 */
		default void check() {
		}

		History read(HistoryFormat.Reading reading);

		RejectedRows rejected(HistoryFormat.Reading reading);

	}

	/**
	 * A table.
	 */
	record CsvFile(int number, String name, CsvTable table, HistoryFormat kind,
			boolean unexplained) implements HistoryFile {

		CsvFile(int number, String name, CsvTable table, HistoryFormat kind) {
			this(number, name, table, kind, false);
		}

		@Override
		public String format() {
			return this.kind.name();
		}

		@Override
		public boolean isOwn() {
			return this.kind.isOwn();
		}

		@Override
		public History read(HistoryFormat.Reading reading) {
			History read = this.kind.read(this.table, reading);
			History history = isOwn() ? read : read.sifted(reading.choices());
			return switch (this.table.encoding()) {
				case UTF_8, UTF_16 -> history;
				case DAMAGED_UTF_8 -> history.with(Note.DAMAGED_UTF_8);
				case WINDOWS_1250 -> history.with(Note.WINDOWS_1250);
			};
		}

		@Override
		public RejectedRows rejected(HistoryFormat.Reading reading) {
			return new RejectedRows(this.table.headerCells(), this.table.delimiter(),
					refused -> read(reading.telling(refused)));
		}

	}

	/**
	 * What a reader of ChronoBook has besides a history, which itself is in another file.
	 */
	record AccountFile(int number, String name, AccountJson content) implements HistoryFile {

		@Override
		public String format() {
			return "ACCOUNT";
		}

		@Override
		public boolean isOwn() {
			return true;
		}

		@Override
		public History read(HistoryFormat.Reading reading) {
			return new History(Map.of(), List.of(), List.of(), Map.of(), Map.of());
		}

		@Override
		public RejectedRows rejected(HistoryFormat.Reading reading) {
			return new RejectedRows(List.of(), ",", refused -> {
			});
		}

	}

	/**
	 * KOReader's database, with what was written to it last.
	 */
	record KoReaderFile(int number, StoredFile file, @Nullable StoredFile log) implements HistoryFile {

		@Override
		public String name() {
			return this.file.name();
		}

		@Override
		public String format() {
			return "KOREADER";
		}

		@Override
		public boolean isOwn() {
			return false;
		}

		@Override
		public void check() {
			KoReader.check(this.file.upload(), (this.log != null) ? this.log.upload() : null);
		}

		@Override
		public History read(HistoryFormat.Reading reading) {
			return KoReader.read(this.file.upload(), (this.log != null) ? this.log.upload() : null, reading)
				.sifted(reading.choices());
		}

		@Override
		public RejectedRows rejected(HistoryFormat.Reading reading) {
			return new RejectedRows(KoReader.COLUMNS, ",", refused -> read(reading.telling(refused)));
		}

	}

}
