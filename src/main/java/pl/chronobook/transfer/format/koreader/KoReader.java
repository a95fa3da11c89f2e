package pl.chronobook.transfer.format.koreader;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.SqliteFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.Moment.Interval;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.StatusInference;

/**
 * Reads a history from KOReader's page events. An event is the time for which one screen
 * of a book was open.
 * <p>
 * A sitting ends when no page was turned for more than ten minutes. The time between two
 * events counts as a pause, so that the minutes are those that KOReader measured. The
 * number of screens of a book depends on font and margins; therefore the pages of a
 * sitting are the share of the book that its screens cover, each screen counted once.
 */
public final class KoReader {

	public static final List<String> COLUMNS = List.of("id_book", "page", "start_time", "duration", "total_pages");

	static final Duration GAP = Duration.ofMinutes(10);

	static final int MAX_EVENTS = 1_000_000;

	private static final int MAX_BOOKS = 100_000;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Duration SHORTEST = Duration.ofSeconds(30);

	/**
	 * The longest plausible event, in seconds; KOReader itself stops counting after
	 * minutes.
	 */
	private static final long LONGEST_EVENT = 86_400;

	/**
	 * The earliest plausible time, before KOReader existed: devices that lost their clock
	 * start in 1970.
	 */
	private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");

	/** The ratio of lengths below which files of one title are one edition. */
	private static final double SAME_EDITION = 1.5;

	/**
	 * The ratio of lengths that another font or device can cause. Files that differ this
	 * much are one edition only if the reader continued in the second where the first was
	 * left.
	 */
	private static final double OTHER_FONT = 2.5;

	private static final double WENT_ON_WITHIN = 0.05;

	private final ParseContext reading;

	private final HistoryDraft history;

	private final List<RejectedRow> rejected = new ArrayList<>();

	private final Map<Long, BookRow> rows = new TreeMap<>();

	private final Map<Long, List<ScreenEvent>> events = new TreeMap<>();

	private int count;

	private KoReader(ParseContext reading) {
		this.reading = reading;
		this.history = new HistoryDraft(reading);
	}

	/**
	 * Reads a whole database.
	 * @throws UnreadableFileException if it is damaged or no database of KOReader's
	 */
	public static History read(Upload content, @Nullable Upload wal, ParseContext reading) {
		KoReader reader = new KoReader(reading);
		try (SqliteFile file = SqliteFile.open(content, wal, LIMIT)) {
			KoReaderDatabase database = KoReaderDatabase.in(file);
			database.books(row -> reader.rows.put(row.getLong(1), checkedBookRow(row, reader.rows.size())));
			database.events(reader::take);
		}
		return reader.toHistory();
	}

	/** Returns whether a database is KOReader's. */
	public static boolean isIn(SqliteFile database) {
		return KoReaderDatabase.isIn(database);
	}

	/** Checks that it can be opened and holds at least one page event. */
	public static void check(Upload content, @Nullable Upload wal) {
		int[] books = new int[1];
		int[] rows = new int[1];
		try (SqliteFile file = SqliteFile.open(content, wal, LIMIT)) {
			KoReaderDatabase database = KoReaderDatabase.in(file);
			database.books(row -> checkedBookRow(row, books[0]++));
			database.events(row -> {
				if (++rows[0] > MAX_EVENTS) {
					throw new UnreadableFileException(FileProblem.TOO_MANY_EVENTS);
				}
			});
		}
		if (rows[0] == 0) {
			throw new UnreadableFileException(FileProblem.NO_HISTORY);
		}
	}

	private void take(ResultSet row) throws SQLException {
		if (++this.count > MAX_EVENTS) {
			throw new UnreadableFileException(FileProblem.TOO_MANY_EVENTS);
		}
		long[] cells = new long[5];
		for (int i = 0; i < cells.length; i++) {
			if (!(row.getObject(i + 1) instanceof Number number)) {
				refuse(row, RowProblem.BAD_EVENT);
				return;
			}
			cells[i] = number.longValue();
		}
		if (cells[3] == 0) {
			this.history.note(Note.WITHOUT_TIMES);
			return;
		}
		Instant start = Instant.ofEpochSecond(Math.clamp(cells[2], 0, 253_402_300_799L));
		if (cells[1] == 0) {
			// Some documents number their cover as page 0
			cells[1] = 1;
		}
		if (cells[1] < 1 || cells[4] < 1 || cells[1] > cells[4] || cells[4] > Integer.MAX_VALUE || cells[3] < 0
				|| cells[3] > LONGEST_EVENT) {
			refuse(row, RowProblem.BAD_EVENT);
		}
		else if (start.isBefore(EARLIEST)) {
			refuse(row, RowProblem.TOO_EARLY);
		}
		else if (start.plusSeconds(cells[3]).isAfter(this.reading.now())) {
			refuse(row, RowProblem.IN_THE_FUTURE);
		}
		else {
			this.events.computeIfAbsent(cells[0], book -> new ArrayList<>())
				.add(new ScreenEvent(cells[2], (int) cells[3], (int) cells[1], (int) cells[4]));
		}
	}

	private void refuse(ResultSet row, RowProblem problem) throws SQLException {
		List<String> cells = new ArrayList<>();
		for (int i = 1; i <= COLUMNS.size(); i++) {
			String cell = row.getString(i);
			cells.add((cell != null) ? Cells.text(cell.substring(0, Math.min(100, cell.length()))) : "");
		}
		RejectedRow refused = new RejectedRow(this.count, problem, cells);
		this.rejected.add((this.rejected.size() < CsvTable.KEPT_ROWS) ? refused : refused.withoutCells());
		this.reading.refused().accept(refused);
	}

	private History toHistory() {
		Map<BookDraft, List<ReadingPasses.Pass>> passes = new LinkedHashMap<>();
		for (Edition edition : editions()) {
			BookDraft book = this.history.book(edition.title + '\n' + edition.author, edition.title, edition.author,
					null);
			book.countedInScreens();
			List<ScreenEvent> events = edition.events();
			book.length((edition.pages != null) ? edition.pages : pages(events.getLast().total()));
			int length = length(book);
			sittings(events).forEach(sitting -> add(book, sitting, length));
			passes.put(book, ReadingPasses.of(events));
		}
		this.history.books().values().removeIf(book -> book.sessions().isEmpty());
		passes.keySet().retainAll(this.history.books().values());
		Instant end = passes.keySet()
			.stream()
			.map(BookDraft::lastRead)
			.max(Comparator.naturalOrder())
			.orElse(Instant.MIN);
		passes.forEach((book, all) -> place(book, all, end));
		StatusInference.apply(this.history, book -> false, this.reading.zone());
		passes.forEach((book, all) -> {
			if (!all.getLast().finished() && book.isBeingRead()) {
				book.currentPage((int) Math.round(all.getLast().position() * length(book)));
			}
		});
		return this.history.toHistory(Map.of(), this.rejected);
	}

	/**
	 * Sets the status of a book that was finished at least once; other books get theirs
	 * from their sessions.
	 */
	private void place(BookDraft book, List<ReadingPasses.Pass> passes, Instant end) {
		List<ReadingPasses.Pass> finished = passes.stream().filter(ReadingPasses.Pass::finished).toList();
		if (finished.isEmpty()) {
			return;
		}
		finished.forEach(pass -> book.add(BookDraft.reading(day(pass.begun()), day(pass.last()), true)));
		this.history.note(Note.REACHED_THE_END);
		ReadingPasses.Pass last = passes.getLast();
		if (!last.finished() && StatusInference.isRecent(book, end)) {
			book.place(ReadingStatus.READING, null);
			book.add(BookDraft.reading(day(last.begun()), null, true));
			this.history.note(Note.READ_AGAIN);
			return;
		}
		if (!last.finished()) {
			book.add(BookDraft.reading(day(last.begun()), day(last.last()), false));
		}
		book.place(ReadingStatus.FINISHED, length(book));
	}

	private LocalDate day(Instant instant) {
		return LocalDate.ofInstant(instant, this.reading.zone());
	}

	private static int length(BookDraft book) {
		return Objects.requireNonNull(book.length()).value();
	}

	/**
	 * Joins the rows of one file, which KOReader separates when the author is edited, and
	 * files of one title and author with similar lengths. Editions of another length stay
	 * separate books.
	 */
	private Collection<Edition> editions() {
		Map<String, Edition> byDocument = new LinkedHashMap<>();
		this.events.forEach((number, events) -> {
			BookRow row = this.rows.get(number);
			if (row == null) {
				this.history.note(Note.DELETED_BOOKS);
				row = new BookRow("Usunięta książka nr " + number, "", null, "");
			}
			String document = row.document().isEmpty() ? "row " + number : row.document();
			Edition edition = byDocument.computeIfAbsent(document, key -> new Edition());
			edition.learn(row);
			edition.add(events);
		});
		this.rows.forEach((number, row) -> {
			if (!this.events.containsKey(number) && !byDocument.containsKey(row.document())) {
				this.history.note(Note.NEVER_OPENED);
			}
		});
		Map<String, List<Edition>> byTitle = new LinkedHashMap<>();
		for (Edition edition : byDocument.values()) {
			List<Edition> others = byTitle.computeIfAbsent(
					(edition.title + '\n' + edition.author).toLowerCase(Locale.ROOT), key -> new ArrayList<>());
			Optional<Edition> same = others.stream().filter(edition::isSameAs).findFirst();
			if (same.isPresent()) {
				same.get().add(edition.events.values());
				same.get().repeated += edition.repeated;
			}
			else {
				edition.number = others.size() + 1;
				others.add(edition);
			}
		}
		byTitle.values().stream().flatMap(List::stream).forEach(edition -> {
			for (int repeated = edition.repeated; repeated > 0; repeated--) {
				this.history.note(Note.REPEATED);
			}
		});
		List<Edition> editions = byTitle.values().stream().flatMap(List::stream).toList();
		editions.stream().filter(edition -> edition.number > 1).forEach(edition -> {
			edition.title += (edition.number == 2) ? " (inne wydanie)" : " (inne wydanie %d)".formatted(edition.number);
			this.history.note(Note.OTHER_EDITION);
		});
		return editions;
	}

	private void add(BookDraft book, List<ScreenEvent> sitting, int length) {
		Instant start = Instant.ofEpochSecond(sitting.getFirst().start());
		long end = sitting.stream().mapToLong(ScreenEvent::end).max().orElseThrow();
		long active = 0;
		long covered = Long.MIN_VALUE;
		double share = 0;
		Set<Long> screens = new HashSet<>();
		for (ScreenEvent event : sitting) {
			active += Math.max(0, event.end() - Math.max(covered, event.start()));
			covered = Math.max(covered, event.end());
			if (screens.add(event.screen())) {
				share += 1.0 / event.total();
			}
		}
		if (active < SHORTEST.toSeconds()) {
			this.history.note(Note.SHORT_SESSIONS);
			return;
		}
		Interval time = this.history.checked(new Interval(start, Instant.ofEpochSecond(end)));
		double pages = Math.round(Math.min(share, 1) * length * 100) / 100.0;
		Duration paused = Duration.between(time.start(), time.end()).minusSeconds(active);
		this.history.add(book, new SessionRecord(time.start(), time.end(), pages, paused, null, null, null), 0);
	}

	/** Divides events, in order of time, at pauses. */
	private static List<List<ScreenEvent>> sittings(List<ScreenEvent> events) {
		List<List<ScreenEvent>> sittings = new ArrayList<>();
		long end = Long.MIN_VALUE;
		for (ScreenEvent event : events) {
			if (sittings.isEmpty() || event.start() - end > GAP.toSeconds()) {
				sittings.add(new ArrayList<>());
				end = Long.MIN_VALUE;
			}
			sittings.getLast().add(event);
			end = Math.max(end, event.end());
		}
		return sittings;
	}

	/**
	 * Reads a book.
	 * @throws UnreadableFileException if there are more books than anybody has
	 */
	private static BookRow checkedBookRow(ResultSet row, int before) throws SQLException {
		if (before >= MAX_BOOKS) {
			throw new UnreadableFileException(FileProblem.TOO_MUCH_WORK);
		}
		return bookRow(row);
	}

	private static BookRow bookRow(ResultSet row) throws SQLException {
		String title = text(row.getObject(2));
		String author = Arrays.stream(text(row.getObject(3)).split("\n"))
			.map(Cells::text)
			.filter(name -> !name.isEmpty())
			.collect(Collectors.joining(", "));
		return new BookRow(title.isEmpty() ? "Książka nr " + row.getLong(1) : title, author,
				(row.getObject(4) instanceof Number pages) ? pages(pages.longValue()) : null, text(row.getObject(5)));
	}

	/**
	 * Returns the text of a cell. KOReader writes N/A for missing values and may append a
	 * NUL.
	 */
	private static String text(@Nullable Object cell) {
		if (!(cell instanceof String text)) {
			return "";
		}
		int end = text.indexOf('\0');
		String stripped = ((end >= 0) ? text.substring(0, end) : text).strip();
		return stripped.equals("N/A") ? "" : stripped;
	}

	private static @Nullable PageCount pages(long pages) {
		return (pages >= 1) ? new PageCount((int) Math.min(pages, PageCount.MAX)) : null;
	}

	/**
	 * One row of the table {@code book}.
	 *
	 * @param title title
	 * @param author authors, empty if unknown
	 * @param pages number of screens when the book was open last
	 * @param document the md5 of the file, empty if unknown
	 */
	private record BookRow(String title, String author, @Nullable PageCount pages, String document) {
	}

	/**
	 * A book of the reader: the rows of one file, or of several files with the same text.
	 */
	private static final class Edition {

		/**
		 * The events by screen and moment, so that those recorded twice, by two devices
		 * or in a merged database, count once.
		 */
		private final Map<List<Long>, ScreenEvent> events = new HashMap<>();

		private String title = "";

		private String author = "";

		private @Nullable PageCount pages;

		private int number = 1;

		/** The number of events that were recorded twice. */
		private int repeated;

		void learn(BookRow row) {
			this.title = this.title.isEmpty() ? row.title() : this.title;
			this.author = this.author.isEmpty() ? row.author() : this.author;
			this.pages = (this.pages == null) ? row.pages() : this.pages;
		}

		void add(Collection<ScreenEvent> more) {
			for (ScreenEvent event : more) {
				this.events.merge(List.of(event.start(), event.screen()), event, (one, other) -> {
					this.repeated++;
					return (one.duration() >= other.duration()) ? one : other;
				});
			}
		}

		/** Returns the events in order of time. */
		List<ScreenEvent> events() {
			return this.events.values()
				.stream()
				.sorted(Comparator.comparingLong(ScreenEvent::start).thenComparingInt(ScreenEvent::page))
				.toList();
		}

		boolean isSameAs(Edition other) {
			double ratio = (double) length() / other.length();
			double factor = Math.max(ratio, 1 / ratio);
			return factor <= SAME_EDITION || (factor <= OTHER_FONT && (goesOnIn(other) || other.goesOnIn(this)));
		}

		private boolean goesOnIn(Edition other) {
			ScreenEvent last = events().getLast();
			ScreenEvent next = other.events().getFirst();
			return next.start() >= last.end() && Math.abs(next.from() - last.to()) <= WENT_ON_WITHIN;
		}

		private int length() {
			return (this.pages != null) ? this.pages.value() : events().getLast().total();
		}

	}

}
