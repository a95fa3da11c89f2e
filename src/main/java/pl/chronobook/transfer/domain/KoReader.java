package pl.chronobook.transfer.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.domain.History.Note;
import pl.chronobook.transfer.domain.Moment.Interval;

/**
 * Makes a history of KOReader's page events, each of which says for how long one screen
 * of a book was open.
 *
 * <p>
 * A sitting goes on until no page has been turned for more than ten minutes. What lies
 * between two events counts as a pause, so that the minutes are those KOReader measured.
 * Font and margins change how many screens a book has; so the pages of a sitting are the
 * share of the book that its screens cover, each screen counted once.
 */
final class KoReader {

	static final List<String> COLUMNS = List.of("id_book", "page", "start_time", "duration", "total_pages");

	static final Duration GAP = Duration.ofMinutes(10);

	static final int MAX_EVENTS = 1_000_000;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Duration SHORTEST = Duration.ofSeconds(30);

	/**
	 * A screen is open for a day at most; KOReader itself stops counting after minutes.
	 */
	private static final long LONGEST_EVENT = 86_400;

	/** Before KOReader was written; devices that lost their clock begin in 1970. */
	private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");

	/** Who has come this far has finished: what follows are notes and advertisements. */
	private static final double LAST_PAGE_FROM = 0.95;

	/** But only if this much was read, and not just leafed through to the end. */
	private static final double READ_FROM = 0.5;

	private static final int SHARES = 200;

	private final HistoryFormat.Reading reading;

	private final HistoryDraft history;

	private final List<RejectedRow> rejected = new ArrayList<>();

	private final Map<Long, Title> titles = new TreeMap<>();

	private final Map<Long, List<Event>> events = new TreeMap<>();

	private int count;

	private KoReader(HistoryFormat.Reading reading) {
		this.reading = reading;
		this.history = new HistoryDraft(reading);
	}

	/**
	 * Reads a whole database.
	 * @throws UnreadableFileException if it is damaged or no database of KOReader's
	 */
	static History read(Upload content, @Nullable Upload wal, HistoryFormat.Reading reading) {
		KoReader reader = new KoReader(reading);
		try (KoReaderDatabase database = KoReaderDatabase.open(content, wal, LIMIT)) {
			database.books(row -> reader.titles.put(row.getLong(1), title(row)));
			database.events(reader::take);
		}
		return reader.toHistory();
	}

	/** Whether it can be opened and has anything to tell. */
	static void check(Upload content, @Nullable Upload wal) {
		int[] rows = new int[1];
		try (KoReaderDatabase database = KoReaderDatabase.open(content, wal, LIMIT)) {
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
		if (cells[3] <= 0) {
			return;
		}
		Instant start = Instant.ofEpochSecond(Math.clamp(cells[2], 0, 253_402_300_799L));
		if (cells[1] < 1 || cells[4] < 1 || cells[1] > cells[4] || cells[4] > Integer.MAX_VALUE
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
				.add(new Event(cells[2], (int) cells[3], (int) cells[1], (int) cells[4]));
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
		Map<BookDraft, Finish> finishes = new HashMap<>();
		this.events.forEach((number, events) -> {
			events.sort(Comparator.comparingLong(Event::start));
			Title title = this.titles.get(number);
			if (title == null) {
				this.history.note(Note.DELETED_BOOKS);
				title = new Title("Usunięta książka nr " + number, "", null);
			}
			// two editions of a book are one book
			BookDraft book = this.history.book("", title.text(), title.author(), null);
			book.countedInScreens();
			PageCount pages = (title.pages() != null) ? title.pages() : pages(events.getLast().total());
			book.length(pages);
			int length = Objects.requireNonNull(book.length()).value();
			sittings(events).forEach(sitting -> add(book, sitting, length));
			Finish finish = Finish.of(events, this.reading);
			finishes.merge(book, finish, Finish::furthest);
		});
		this.history.books().values().removeIf(book -> book.sessions().isEmpty());
		for (BookDraft book : this.history.books().values()) {
			Finish finish = finishes.get(book);
			if (finish != null && finish.day() != null) {
				int length = Objects.requireNonNull(book.length()).value();
				book.place(ReadingStatus.FINISHED, length);
				LocalDate first = LocalDate.ofInstant(book.begun(), this.reading.zone());
				book.add(BookDraft.reading(first.isAfter(finish.day()) ? null : first, finish.day(), true));
				this.history.note(Note.REACHED_THE_END);
			}
		}
		Placing.bySessions(this.history, book -> false, this.reading.zone());
		this.history.books().values().forEach(book -> {
			Finish finish = finishes.get(book);
			if (finish != null && finish.day() == null) {
				int length = Objects.requireNonNull(book.length()).value();
				book.standsAt((int) Math.round(finish.position() * length));
			}
		});
		return this.history.toHistory(Map.of(), this.rejected);
	}

	private void add(BookDraft book, List<Event> sitting, int length) {
		Instant start = Instant.ofEpochSecond(sitting.getFirst().start());
		long end = sitting.stream().mapToLong(Event::end).max().orElseThrow();
		long active = 0;
		long covered = Long.MIN_VALUE;
		double share = 0;
		Set<Long> screens = new HashSet<>();
		for (Event event : sitting) {
			active += Math.max(0, event.end() - Math.max(covered, event.start()));
			covered = Math.max(covered, event.end());
			if (screens.add(event.page() * (1L << 32) + event.total())) {
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

	/** Cuts events, in order of time, where no page was turned for long. */
	private static List<List<Event>> sittings(List<Event> events) {
		List<List<Event>> sittings = new ArrayList<>();
		long end = Long.MIN_VALUE;
		for (Event event : events) {
			if (sittings.isEmpty() || event.start() - end > GAP.toSeconds()) {
				sittings.add(new ArrayList<>());
				end = Long.MIN_VALUE;
			}
			sittings.getLast().add(event);
			end = Math.max(end, event.end());
		}
		return sittings;
	}

	private static Title title(ResultSet row) throws SQLException {
		String authors = text(row.getObject(3));
		return new Title(text(row.getObject(2)).isEmpty() ? "Książka nr " + row.getLong(1) : text(row.getObject(2)),
				Arrays.stream(authors.split("\n"))
					.map(Cells::text)
					.filter(name -> !name.isEmpty())
					.collect(Collectors.joining(", ")),
				(row.getObject(4) instanceof Number pages) ? pages(pages.longValue()) : null);
	}

	/** KOReader writes N/A for what is missing, and may leave a NUL behind. */
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

	private record Title(String text, String author, @Nullable PageCount pages) {
	}

	/**
	 * One screen that was open for some time; seconds since 1970.
	 */
	private record Event(long start, int duration, int page, int total) {

		long end() {
			return this.start + this.duration;
		}

	}

	/**
	 * How far somebody came.
	 *
	 * @param day on which the end was reached; null if it was not
	 * @param position the share at which the reader was last
	 */
	private record Finish(@Nullable LocalDate day, double position) {

		static Finish of(List<Event> events, HistoryFormat.Reading reading) {
			boolean[] seen = new boolean[SHARES];
			int count = 0;
			boolean end = false;
			for (Event event : events) {
				int from = (int) ((event.page() - 1.0) / event.total() * SHARES);
				int to = Math.min((int) Math.ceil((double) event.page() / event.total() * SHARES), SHARES);
				for (int i = from; i < to; i++) {
					count += seen[i] ? 0 : 1;
					seen[i] = true;
				}
				end = end || event.page() >= LAST_PAGE_FROM * event.total();
				if (end && count >= READ_FROM * SHARES) {
					return new Finish(LocalDate.ofInstant(Instant.ofEpochSecond(event.end()), reading.zone()), 1);
				}
			}
			return new Finish(null, (double) events.getLast().page() / events.getLast().total());
		}

		Finish furthest(Finish other) {
			if (this.day != null && other.day != null) {
				return this.day.isBefore(other.day) ? this : other;
			}
			return (this.day != null || (other.day == null && this.position >= other.position)) ? this : other;
		}

	}

}
