package pl.chronobook.transfer.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.domain.History.Note;
import pl.chronobook.transfer.domain.Moment.Interval;

/**
 * Sessions from Amazon's data export. The minutes are measured; pages are not, for a page
 * flip is a screen and not a page. They are guessed from the reader's own pace and marked
 * so.
 */
abstract sealed class KindleCsv implements HistoryFormat {

	private static final String NOT_AVAILABLE = "Not Available";

	/** Who opens a book for less than this has not read. */
	private static final Duration SHORTEST = Duration.ofSeconds(30);

	private final String start;

	private final String end;

	private final String duration;

	KindleCsv(String start, String end, String duration) {
		this.start = start;
		this.end = end;
		this.duration = duration;
	}

	@Override
	public History read(CsvTable table, Reading reading) {
		HistoryDraft history = new HistoryDraft(reading);
		List<RejectedRow> rejected = table.read(row -> read(row, history, reading), reading.refused());
		place(history, reading);
		return history.toHistory(Map.of(), rejected);
	}

	private void read(CsvTable.Row row, HistoryDraft history, Reading reading) {
		String asin = Cells.text(row.get("asin"));
		String title = title(row, reading);
		if (asin.isEmpty() && title.isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_BOOK);
		}
		Duration read = duration(row.get(this.duration));
		Interval time = history.checked(time(row, read, reading));
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
		BookDraft book = history.book(asin, title.isEmpty() ? "Książka z Kindle " + asin : title, "", null);
		history.add(book, new SessionRecord(time.start(), time.end(), pages, paused, null, null, null, true),
				row.line());
		history.note(Note.ESTIMATED_PAGES);
	}

	/** What the row or, failing that, another file of the export calls the book. */
	private static String title(CsvTable.Row row, Reading reading) {
		String title = available(row.get("product_name"));
		return title.isEmpty() ? reading.titles().getOrDefault(row.get("asin"), "") : title;
	}

	private static Duration duration(String text) {
		if (!text.matches("\\d{1,11}(\\.0+)?")) {
			throw new RejectedRowException(RowProblem.BAD_DURATION);
		}
		return Duration.ofMillis(Long.parseLong(text.replaceFirst("\\..*", "")));
	}

	/** A time that is not available is reckoned from the other and the minutes. */
	private Interval time(CsvTable.Row row, Duration read, Reading reading) {
		String from = available(row.get(this.start));
		String to = available(row.get(this.end));
		if (from.isEmpty() && to.isEmpty()) {
			throw new RejectedRowException(RowProblem.BAD_TIME);
		}
		if (read.isZero()) {
			throw new RejectedRowException(RowProblem.BAD_DURATION);
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
		// clocks of whole seconds may have made the session shorter than it was
		return new Interval(first, last.isBefore(first.plus(read)) ? first.plus(read) : last);
	}

	private static String available(String cell) {
		return cell.equalsIgnoreCase(NOT_AVAILABLE) ? "" : cell;
	}

	/**
	 * Neither the last page nor the end of a book is in the files. What was opened lately
	 * is being read; of the rest the reader says what became of it.
	 */
	private static void place(HistoryDraft history, Reading reading) {
		List<BookDraft> books = history.books().values().stream().filter(book -> !book.sessions().isEmpty()).toList();
		Instant end = books.stream().map(BookDraft::lastRead).max(Comparator.naturalOrder()).orElse(Instant.MIN);
		for (BookDraft book : books) {
			if (Placing.isRecent(book, end)) {
				book.placeBySessions(ReadingStatus.READING, reading.zone());
				history.note(Note.COUNTED_AS_READING);
			}
			else {
				book.placeBySessions(
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
	static final class Insights extends KindleCsv {

		Insights() {
			super("start_time", "end_time", "total_reading_milliseconds");
		}

		@Override
		public String name() {
			return "KINDLE_INSIGHTS";
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
	static final class Devices extends KindleCsv {

		Devices() {
			super("start_timestamp", "end_timestamp", "total_reading_millis");
		}

		@Override
		public String name() {
			return "KINDLE_DEVICES";
		}

		@Override
		public List<String> columns() {
			return List.of("asin", "start_timestamp", "end_timestamp", "total_reading_millis");
		}

	}

}
