package pl.chronobook.transfer.format.kindle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.Moment;
import pl.chronobook.transfer.history.Moment.Interval;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.StatusInference;

/**
 * Reads sessions from Amazon's data export. Minutes are measured, pages are not: a page
 * flip is a screen, not a page. Pages are estimated from the reader's own pace and marked
 * as estimates.
 */
public abstract sealed class KindleCsv implements HistoryFormat {

	private static final String NOT_AVAILABLE = "Not Available";

	/** The shortest session that counts as reading. */
	private static final Duration SHORTEST = Duration.ofSeconds(30);

	/** The total time from which a book counts as begun. */
	private static final Duration READ_FROM = Duration.ofMinutes(5);

	private final String start;

	private final String end;

	private final String duration;

	KindleCsv(String start, String end, String duration) {
		this.start = start;
		this.end = end;
		this.duration = duration;
	}

	@Override
	public History read(CsvTable table, ParseContext reading) {
		HistoryDraft history = new HistoryDraft(reading);
		List<RejectedRow> rejected = table.read(row -> read(row, history, reading), reading.refused());
		history.joinOverlaps();
		place(history, reading);
		return history.toHistory(Map.of(), rejected);
	}

	private void read(CsvTable.Row row, HistoryDraft history, ParseContext reading) {
		String asin = Cells.text(row.get("asin"));
		String title = title(row, reading);
		if (asin.isEmpty() && title.isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_BOOK);
		}
		if (Cells.text(row.get("content_type")).toLowerCase(Locale.ROOT).contains("sample")) {
			history.note(Note.SAMPLES);
			return;
		}
		Optional<Duration> measured = duration(row.get(this.duration));
		String from = available(row.get(this.start));
		String to = available(row.get(this.end));
		if (measured.isEmpty() && (from.isEmpty() || to.isEmpty())) {
			history.note(Note.WITHOUT_TIMES);
			return;
		}
		Interval time = history.checked(time(from, to, measured, reading));
		Duration read = measured.orElseGet(() -> Duration.between(time.start(), time.end()));
		if (read.compareTo(SHORTEST) < 0) {
			history.note(Note.SHORT_SESSIONS);
			return;
		}
		if (title.isEmpty()) {
			history.note(Note.WITHOUT_TITLE);
		}
		Duration whole = Duration.between(time.start(), time.end());
		Duration paused = read.compareTo(whole) < 0
				? whole.minus(read).truncatedTo(java.time.temporal.ChronoUnit.SECONDS) : Duration.ZERO;
		double pages = Math.min(20_000,
				Math.round(whole.minus(paused).toMillis() / 3_600_000.0 * reading.pagesPerHour() * 100) / 100.0);
		BookDraft book = asin.isEmpty() ? history.book("", title, "", null)
				: history.numberedBook(asin, title.isEmpty() ? "Książka z Kindle " + asin : title);
		history.add(book, new SessionRecord(time.start(), time.end(), pages, paused, null, null, null, true),
				row.line());
		history.note(Note.ESTIMATED_PAGES);
	}

	/** Returns the title in the row or, if it has none, in another file of the export. */
	private static String title(CsvTable.Row row, ParseContext reading) {
		String title = Cells.visible(available(row.get("product_name")));
		return title.isEmpty() ? reading.titles().getOrDefault(row.get("asin"), "") : title;
	}

	/**
	 * Parses the measured time; empty where the device did not record it.
	 * @throws RejectedRowException if it is no number of milliseconds
	 */
	private static Optional<Duration> duration(String text) {
		String millis = available(text);
		if (millis.isEmpty()) {
			return Optional.empty();
		}
		if (!millis.matches("\\d{1,11}(\\.0+)?")) {
			throw new RejectedRowException(RowProblem.BAD_DURATION);
		}
		Duration duration = Duration.ofMillis(Long.parseLong(millis.replaceFirst("\\..*", "")));
		return duration.isZero() ? Optional.empty() : Optional.of(duration);
	}

	/**
	 * Returns the interval of a session. A missing start or end is computed from the
	 * other and the measured time.
	 */
	private static Interval time(String from, String to, Optional<Duration> measured, ParseContext reading) {
		Duration read = measured.orElse(Duration.ZERO);
		if (from.isEmpty() && to.isEmpty()) {
			throw new RejectedRowException(RowProblem.BAD_TIME);
		}
		if (from.isEmpty()) {
			Instant last = Moment.parse(to).at(reading.zone());
			return new Interval(last.minus(read), last);
		}
		Instant first = Moment.parse(from).at(reading.zone());
		if (to.isEmpty()) {
			return new Interval(first, first.plus(read));
		}
		Instant last = Moment.parse(to).at(reading.zone());
		if (last.isBefore(first)) {
			throw new RejectedRowException(RowProblem.END_BEFORE_START);
		}
		// Times are rounded to seconds, which may make the session shorter than the
		// measured time
		return new Interval(first, last.isBefore(first.plus(read)) ? first.plus(read) : last);
	}

	private static String available(String cell) {
		return cell.equalsIgnoreCase(NOT_AVAILABLE) ? "" : cell;
	}

	/**
	 * Places the books. The files contain neither the last page nor the end of a book:
	 * books opened lately are being read, and the reader decides about the others.
	 */
	private static void place(HistoryDraft history, ParseContext reading) {
		List<BookDraft> books = history.books().values().stream().filter(book -> !book.sessions().isEmpty()).toList();
		Instant end = books.stream().map(BookDraft::lastRead).max(Comparator.naturalOrder()).orElse(Instant.MIN);
		for (BookDraft book : books) {
			if (StatusInference.isRecent(book, end)) {
				book.inferStatus(ReadingStatus.READING, reading.zone());
				history.note(Note.COUNTED_AS_READING);
			}
			else if (book.timeRead().compareTo(READ_FROM) < 0) {
				book.sessions().clear();
				book.place(ReadingStatus.TBR, null);
				history.note(Note.ONLY_OPENED);
			}
			else {
				book.inferStatus(
						reading.choices().takesStaleAsAbandoned() ? ReadingStatus.ABANDONED : ReadingStatus.FINISHED,
						reading.zone());
				history.note(Note.STALE_BOOKS);
			}
		}
	}

	/**
	 * {@code Kindle.reading-insights-sessions_with_adjustments.csv}.
	 */
	@Component
	@Order(6)
	public static final class Insights extends KindleCsv {

		public Insights() {
			super("start_time", "end_time", "total_reading_milliseconds");
		}

		@Override
		public Format format() {
			return Format.KINDLE_INSIGHTS;
		}

		@Override
		public List<String> columns() {
			return List.of("asin", "start_time", "end_time", "total_reading_milliseconds");
		}

	}

	/**
	 * {@code Kindle.Devices.ReadingSession.csv}.
	 */
	@Component
	@Order(7)
	public static final class Devices extends KindleCsv {

		public Devices() {
			super("start_timestamp", "end_timestamp", "total_reading_millis");
		}

		@Override
		public Format format() {
			return Format.KINDLE_DEVICES;
		}

		@Override
		public List<String> columns() {
			return List.of("asin", "start_timestamp", "end_timestamp", "total_reading_millis");
		}

	}

}
