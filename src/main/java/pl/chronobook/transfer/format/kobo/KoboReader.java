package pl.chronobook.transfer.format.kobo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.SqliteFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.Isbns;
import pl.chronobook.transfer.history.Lengths;
import pl.chronobook.transfer.history.Moment.Interval;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.Ratings;
import pl.chronobook.transfer.history.StatusInference;

/**
 * Reads a history from a Kobo's database.
 * <p>
 * The status of books comes from their table. Sessions come from the analytics events,
 * which a Kobo deletes when it synchronises, so most books have only a total time or
 * none. Pages of a session are its share of the book if the length is known, and
 * otherwise an estimate from its minutes.
 */
public final class KoboReader {

	/** The columns of rows that are left out. */
	public static final List<String> COLUMNS = List.of("Type", "Timestamp", "Attributes", "Metrics");

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final int MAX_BOOKS = 100_000;

	private static final int MAX_EVENTS = 200_000;

	private static final Duration SHORTEST = Duration.ofSeconds(30);

	/** The longest plausible session; a longer one means a wrong clock. */
	private static final int LONGEST_SECONDS = 86_400;

	/**
	 * The earliest plausible time: the first Kobo was sold in 2010, and devices that lost
	 * their clock start in 1970.
	 */
	private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");

	private static final String PREVIEW = "6";

	private static final String RECOMMENDATION = "4";

	/** The kind of articles saved for later, which are no books. */
	private static final String POCKET = "pocket";

	/** The types of events that record a finished book. */
	private static final List<String> FINISHED = List.of("5", "80");

	/** The types of events that record an opened book. */
	private static final List<String> OPENED = List.of("3", "1020");

	private static final JsonMapper json = JsonMapper.builder().build();

	private final ParseContext context;

	private final HistoryDraft history;

	private final List<RejectedRow> rejected = new ArrayList<>();

	private final List<BookRow> rows = new ArrayList<>();

	private final Map<String, Instant> opened = new HashMap<>();

	private final Map<String, Instant> finished = new HashMap<>();

	private final Map<String, Rating> ratings = new HashMap<>();

	private final List<AnalyticsEvent> events = new ArrayList<>();

	/** The numbers of previews, whose sessions do not count as reading. */
	private final Set<String> previews = new HashSet<>();

	private int count;

	private KoboReader(ParseContext context) {
		this.context = context;
		this.history = new HistoryDraft(context);
	}

	/** Returns whether a database is a Kobo's. */
	public static boolean isIn(SqliteFile database) {
		return KoboDatabase.isIn(database);
	}

	/**
	 * Checks that it can be opened and holds at least one book.
	 * @throws UnreadableFileException if not
	 */
	public static void check(Upload content, @Nullable Upload wal) {
		int[] books = new int[1];
		int[] events = new int[1];
		int[] ratings = new int[1];
		try (SqliteFile file = SqliteFile.open(content, wal, LIMIT)) {
			KoboDatabase database = KoboDatabase.in(file);
			database.books(row -> count(books, MAX_BOOKS));
			database.analytics(row -> count(events, MAX_EVENTS));
			database.events(row -> count(events, MAX_EVENTS));
			database.ratings(row -> count(ratings, MAX_BOOKS));
		}
		if (books[0] + events[0] == 0) {
			throw new UnreadableFileException(FileProblem.NO_HISTORY);
		}
	}

	/**
	 * Reads a whole database.
	 * @throws UnreadableFileException if it is damaged or no Kobo's
	 */
	public static History read(Upload content, @Nullable Upload wal, ParseContext context) {
		KoboReader reader = new KoboReader(context);
		int[] books = new int[1];
		int[] events = new int[1];
		int[] ratings = new int[1];
		try (SqliteFile file = SqliteFile.open(content, wal, LIMIT)) {
			KoboDatabase database = KoboDatabase.in(file);
			database.books(row -> {
				count(books, MAX_BOOKS);
				reader.takeBook(row);
			});
			database.events(row -> {
				count(events, MAX_EVENTS);
				reader.takeEvent(row);
			});
			database.analytics(row -> {
				count(events, MAX_EVENTS);
				reader.takeAnalytics(row);
			});
			database.ratings(row -> {
				count(ratings, MAX_BOOKS);
				reader.ratings.put(cell(row, 1), new Rating(cell(row, 2), text(row, 3)));
			});
		}
		return reader.toHistory();
	}

	private static void count(int[] number, int most) {
		if (++number[0] > most) {
			throw new UnreadableFileException(FileProblem.TOO_MANY_EVENTS);
		}
	}

	private void takeBook(ResultSet row) throws SQLException {
		Map<String, String> cells = new HashMap<>();
		for (int i = 0; i < KoboDatabase.BOOK_COLUMNS.size(); i++) {
			cells.put(KoboDatabase.BOOK_COLUMNS.get(i), cell(row, i + 1));
		}
		this.rows.add(new BookRow(cells));
	}

	private void takeEvent(ResultSet row) throws SQLException {
		String content = cell(row, 2);
		if (FINISHED.contains(cell(row, 1))) {
			merge(this.finished, content, cell(row, 4), (one, other) -> one.isAfter(other) ? one : other);
		}
		else if (OPENED.contains(cell(row, 1))) {
			merge(this.opened, content, cell(row, 3), (one, other) -> one.isBefore(other) ? one : other);
		}
	}

	private void merge(Map<String, Instant> times, String content, String time, BinaryOperator<Instant> better) {
		date(time).ifPresent(instant -> times.merge(content, instant, better));
	}

	private void takeAnalytics(ResultSet row) throws SQLException {
		this.count++;
		List<String> cells = new ArrayList<>();
		for (int i = 1; i <= KoboDatabase.ANALYTICS_COLUMNS.size(); i++) {
			cells.add(cell(row, i));
		}
		try {
			this.events.add(event(cells));
		}
		catch (JacksonException | RejectedRowException ex) {
			if (cells.getFirst().equals("LeaveContent")) {
				refuse(cells, (ex instanceof RejectedRowException problem) ? problem.problem() : RowProblem.BAD_EVENT);
			}
		}
	}

	private void refuse(List<String> cells, RowProblem problem) {
		RejectedRow row = new RejectedRow(this.count, problem, cells);
		this.rejected.add((this.rejected.size() < CsvTable.KEPT_ROWS) ? row : row.withoutCells());
		this.context.refused().accept(row);
	}

	private AnalyticsEvent event(List<String> cells) {
		Instant time = instant(cells.get(1)).orElseThrow(() -> new RejectedRowException(RowProblem.BAD_TIME));
		JsonNode attributes = json.readTree(cells.get(2));
		JsonNode metrics = cells.get(3).isBlank() ? json.createObjectNode() : json.readTree(cells.get(3));
		boolean leave = cells.getFirst().equals("LeaveContent");
		int seconds = (int) number(metrics, "secondsread").orElse(-1.0).doubleValue();
		if (leave && (seconds < 0 || seconds > LONGEST_SECONDS)) {
			throw new RejectedRowException(RowProblem.BAD_EVENT);
		}
		return new AnalyticsEvent(leave, time, text(attributes, "volumeid"), text(attributes, "title"),
				text(attributes, "author", "attribution"),
				number(attributes, "progress").filter(progress -> progress >= 0 && progress <= 100).orElse(null),
				seconds, number(metrics, "pagesturned").orElse(0.0), cells);
	}

	private History toHistory() {
		Map<String, BookDraft> byContent = new HashMap<>();
		Map<String, BookDraft> byTitle = new HashMap<>();
		Map<BookDraft, BookRow> known = new LinkedHashMap<>();
		// Copies of one book are joined; the one that was read further decides its status
		this.rows.sort(Comparator.comparingInt(BookRow::rank).reversed());
		for (BookRow row : this.rows) {
			if (row.isPocket()) {
				this.history.note(Note.OTHER_MEDIA);
			}
			else if (row.isPreview()) {
				this.history.note(Note.PREVIEWS);
				this.previews.add(row.get("contentid"));
			}
			else {
				BookDraft book = book(row);
				byContent.put(row.get("contentid"), book);
				byTitle.putIfAbsent(row.title().toLowerCase(Locale.ROOT), book);
				if (known.putIfAbsent(book, row) != null) {
					this.history.note(Note.REPEATED);
				}
			}
		}
		addSessions(byContent, byTitle);
		known.forEach(this::place);
		StatusInference.apply(this.history, book -> false, this.context.zone());
		return this.history.toHistory(Map.of(), this.rejected);
	}

	private BookDraft book(BookRow row) {
		Isbn isbn = Isbns.find(row.get("isbn")).orElse(null);
		BookDraft book = this.history.book("", row.title(), row.get("attribution"), isbn);
		for (String pages : List.of(row.get("storepages"), row.get("___numpages"))) {
			Lengths.read(pages, "ebook").ifPresent(book::length);
		}
		date(row, "dateadded").ifPresent(book::addedAt);
		Rating rating = this.ratings.get(row.get("contentid"));
		if (rating != null) {
			this.history.judge(0, book, Ratings.FIVE, rating.stars(), rating.review());
		}
		return book;
	}

	private void addSessions(Map<String, BookDraft> byContent, Map<String, BookDraft> byTitle) {
		this.events.sort(Comparator.comparing(AnalyticsEvent::time));
		Map<BookDraft, Double> progress = new HashMap<>();
		for (AnalyticsEvent event : this.events) {
			if (this.previews.contains(event.content())) {
				if (event.leave()) {
					this.history.note(Note.SAMPLES);
				}
				continue;
			}
			BookDraft book = byContent.get(event.content());
			if (book == null && !event.title().isEmpty()) {
				book = byTitle.computeIfAbsent(event.title().toLowerCase(Locale.ROOT), title -> {
					this.history.note(Note.DELETED_BOOKS);
					return this.history.book("", event.title(), event.author(), null);
				});
			}
			if (book == null) {
				if (event.leave()) {
					refuse(event.cells(), RowProblem.NO_BOOK);
				}
				continue;
			}
			if (event.leave()) {
				addSession(book, event, progress.get(book));
			}
			if (event.progress() != null) {
				progress.put(book, event.progress());
			}
		}
	}

	private void addSession(BookDraft book, AnalyticsEvent event, @Nullable Double before) {
		if (event.seconds() < SHORTEST.toSeconds()) {
			this.history.note(Note.SHORT_SESSIONS);
			return;
		}
		Interval time;
		try {
			time = this.history.checked(new Interval(event.time().minusSeconds(event.seconds()), event.time()));
		}
		catch (RejectedRowException ex) {
			refuse(event.cells(), ex.problem());
			return;
		}
		PageCount length = book.length();
		double read = (before != null && event.progress() != null) ? event.progress() - before : -1;
		boolean measured = length != null && (read > 0 || (read == 0 && event.pages() == 0));
		double pages = measured && length != null ? read / 100 * length.value()
				: event.seconds() / 3_600.0 * this.context.pagesPerHour();
		if (!measured) {
			this.history.note(Note.ESTIMATED_PAGES);
		}
		this.history.add(book, new SessionRecord(time.start(), time.end(), Math.round(pages * 100) / 100.0,
				Duration.ZERO, null, null, null, !measured), 0);
	}

	private void place(BookDraft book, BookRow row) {
		ReadingStatus status = row.status();
		Optional<Instant> lastRead = date(row, "datelastread");
		Optional<Instant> finish = date(row, "lasttimefinishedreading")
			.or(() -> Optional.ofNullable(this.finished.get(row.get("contentid"))));
		if (status == ReadingStatus.FINISHED) {
			book.place(status, (book.length() != null) ? book.length().value() : null);
			finish.or(() -> lastRead)
				.or(() -> book.sessions().isEmpty() ? Optional.empty() : Optional.of(book.lastRead()))
				.ifPresentOrElse(end -> addFinished(book, begun(row, book, end), end),
						() -> this.history.note(Note.FINISHED_WITHOUT_DATE));
		}
		else if (status == ReadingStatus.READING) {
			book.place(status, currentPage(book, row));
			Optional<Instant> start = begun(row, book, this.context.now());
			boolean again = finish.isPresent() && start.map(instant -> !instant.isBefore(finish.get())).orElse(true);
			if (again) {
				addFinished(book, Optional.empty(), finish.get());
				this.history.note(Note.READ_AGAIN);
			}
			start.ifPresent(instant -> this.history.add(book, BookDraft.reading(day(instant), null, true)));
		}
		else {
			book.place(status, null);
		}
		if (status != ReadingStatus.TBR && book.sessions().isEmpty() && row.secondsRead() > 0) {
			this.history.note(Note.ONLY_TOTAL_TIME);
		}
		if (status == ReadingStatus.READING && book.length() == null && row.percent() > 0) {
			this.history.note(Note.ONLY_PERCENT);
		}
	}

	private void addFinished(BookDraft book, Optional<Instant> start, Instant end) {
		this.history.add(book, BookDraft.reading(start.map(this::day).orElse(null), day(end), true));
	}

	/**
	 * Returns the beginning of a book: no later than its end, and early enough for the
	 * time spent reading it.
	 */
	private Optional<Instant> begun(BookRow row, BookDraft book, Instant end) {
		List<Instant> starts = new ArrayList<>();
		date(row, "lasttimestartedreading").ifPresent(starts::add);
		Optional.ofNullable(this.opened.get(row.get("contentid"))).ifPresent(starts::add);
		if (!book.sessions().isEmpty()) {
			starts.add(book.begun());
		}
		return starts.stream()
			.filter(start -> !start.isAfter(end) && Duration.between(start, end).toSeconds() >= row.secondsRead())
			.min(Comparator.naturalOrder());
	}

	private static @Nullable Integer currentPage(BookDraft book, BookRow row) {
		PageCount length = book.length();
		return (length != null && row.percent() >= 0) ? (int) Math.round(row.percent() / 100 * length.value()) : null;
	}

	private Optional<Instant> date(BookRow row, String column) {
		return date(row.get(column));
	}

	/**
	 * Parses a time of a book; empty, with a remark, if it is unreadable or in the
	 * future.
	 */
	private Optional<Instant> date(String cell) {
		Optional<Instant> instant = instant(cell);
		if (instant.isEmpty() && !cell.isBlank() && !cell.matches("(0000|1970|0001).*")) {
			this.history.remark(Oddity.UNREADABLE_DATE, 0);
		}
		return instant;
	}

	private LocalDate day(Instant instant) {
		return LocalDate.ofInstant(instant, this.context.zone());
	}

	/** Parses a time from 2010 to now. Times without an offset are in UTC. */
	private Optional<Instant> instant(String text) {
		return KoboTimes.parse(text).filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(this.context.now()));
	}

	private static String text(JsonNode object, String... names) {
		for (String name : names) {
			for (Map.Entry<String, JsonNode> field : object.properties()) {
				if (field.getKey().equalsIgnoreCase(name) && field.getValue().isValueNode()
						&& !field.getValue().isNull()) {
					return field.getValue().asString();
				}
			}
		}
		return "";
	}

	private static Optional<Double> number(JsonNode object, String name) {
		String text = text(object, name).strip().replace("%", "").replace(',', '.');
		return text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Optional.of(Double.valueOf(text)) : Optional.empty();
	}

	private static String cell(ResultSet row, int column) throws SQLException {
		String text = row.getString(column);
		return (text != null) ? Cells.text(text) : "";
	}

	/** Returns a text with its lines. */
	private static String text(ResultSet row, int column) throws SQLException {
		String text = row.getString(column);
		return (text != null) ? text : "";
	}

	/**
	 * The reader's opinion of a book.
	 *
	 * @param stars the rating, 1 to 5, or 0 without one
	 * @param review the review
	 */
	private record Rating(String stars, String review) {
	}

	/**
	 * One row of the table of books.
	 *
	 * @param cells its cells by the names of their columns
	 */
	private record BookRow(Map<String, String> cells) {

		String get(String column) {
			return this.cells.getOrDefault(column, "");
		}

		/** Returns the title, or the name of the file if the book has none. */
		String title() {
			if (!get("title").isEmpty()) {
				return get("title");
			}
			String file = get("contentid").replaceFirst(".*/", "").replaceFirst("(\\.kepub)?\\.[A-Za-z0-9]{2,5}$", "");
			try {
				file = URLDecoder.decode(file.replace("+", "%2B"), StandardCharsets.UTF_8);
			}
			catch (IllegalArgumentException ex) {
				// A literal percent sign
			}
			String name = file.replace('_', ' ').strip();
			return Cells.text(name).isEmpty() ? "Książka bez tytułu" : name;
		}

		boolean isPocket() {
			return get("mimetype").contains(POCKET);
		}

		boolean isPreview() {
			return get("accessibility").equals(PREVIEW)
					|| (get("accessibility").equals(RECOMMENDATION) && get("readstatus").matches("0?"));
		}

		double percent() {
			String percent = get("___percentread");
			return percent.matches("\\d{1,3}(\\.\\d+)?") ? Math.min(100, Double.parseDouble(percent)) : -1;
		}

		long secondsRead() {
			return get("timespentreading").matches("\\d{1,9}") ? Long.parseLong(get("timespentreading")) : 0;
		}

		/** Returns its status, derived from its percent if the database has none. */
		ReadingStatus status() {
			return switch (get("readstatus")) {
				case "0" -> ReadingStatus.TBR;
				case "1", "3" -> ReadingStatus.READING;
				case "2" -> ReadingStatus.FINISHED;
				default -> (percent() >= 100) ? ReadingStatus.FINISHED
						: (percent() > 0) ? ReadingStatus.READING : ReadingStatus.TBR;
			};
		}

		int rank() {
			return switch (status()) {
				case FINISHED -> 2_000;
				case READING -> 1_000;
				default -> 0;
			} + (int) percent();
		}

	}

	/**
	 * An event of opening or leaving a book.
	 *
	 * @param leave whether it was left
	 * @param time the moment
	 * @param content number or file of the book, empty if unknown
	 * @param title title, empty if unknown
	 * @param author author, empty if unknown
	 * @param progress percent of the book then; null if unknown
	 * @param seconds seconds read since it was opened; -1 if it was not left
	 * @param pages screens turned since it was opened
	 * @param cells the row
	 */
	private record AnalyticsEvent(boolean leave, Instant time, String content, String title, String author,
			@Nullable Double progress, int seconds, double pages, List<String> cells) {
	}

}
