package pl.chronobook.transfer.domain;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.domain.History.Note;

/**
 * What The StoryGraph exports: a row for each book with all its readings, but without
 * lengths.
 */
@Component
@Order(4)
class StoryGraphCsv implements HistoryFormat {

	private static final Pattern DAY = Pattern.compile("(\\d{4})(?:[/-](\\d{1,2})(?:[/-](\\d{1,2}))?)?");

	private static final Pattern SPAN = Pattern.compile("(" + DAY.pattern() + ")?\\s*(-?)\\s*(" + DAY.pattern() + ")?");

	@Override
	public String name() {
		return "STORYGRAPH";
	}

	@Override
	public List<String> columns() {
		return List.of("title", "authors", "isbn/uid", "read status", "date added", "dates read");
	}

	@Override
	public History read(CsvTable table, Reading reading) {
		HistoryDraft history = new HistoryDraft(reading);
		List<RejectedRow> rejected = table.read(row -> read(row, history, reading), reading.refused());
		return history.toHistory(java.util.Map.of(), rejected);
	}

	private static void read(CsvTable.Row row, HistoryDraft history, Reading reading) {
		ReadingStatus status = GoodreadsCsv.status(row.get("read status"), history);
		List<ArchivedReading> readings = readings(row, status);
		Day added = row.get("date added").isEmpty() ? null : day(row.get("date added"));
		// what is no ISBN is StoryGraph's own number, for books that have none
		Isbn isbn = Isbn.parse(row.get("isbn/uid")).orElse(null);
		BookDraft book = history.book("", Titles.withoutSeries(Formulas.reveal(row.get("title"))),
				Formulas.reveal(row.get("authors")), isbn);
		if (!book.isPlaced()) {
			book.place(status, null);
		}
		if (added != null) {
			book.addedAt(Moment.startOf(added.date(), reading));
		}
		for (ArchivedReading one : readings) {
			history.add(book, one);
		}
		if (readings.isEmpty() && status == ReadingStatus.FINISHED) {
			history.note(Note.FINISHED_WITHOUT_DATE);
		}
	}

	private static List<ArchivedReading> readings(CsvTable.Row row, ReadingStatus status) {
		String all = row.get("dates read");
		if (all.isEmpty() && status != ReadingStatus.READING) {
			all = row.get("last date read");
		}
		List<ArchivedReading> readings = new ArrayList<>();
		String[] parts = all.isEmpty() ? new String[0] : all.split(",");
		for (int i = 0; i < parts.length; i++) {
			// the last one of a book that was given up is the one that was given up
			boolean completed = status != ReadingStatus.ABANDONED || i < parts.length - 1;
			readings.add(reading(parts[i].strip(), completed));
		}
		return readings.stream()
			.filter(reading -> reading.dates().end() != null || status == ReadingStatus.READING)
			.toList();
	}

	/**
	 * Reads {@code 2024/02/12-2024/02/20}, {@code 2024-02-20}, {@code 2024/02/12-}, and
	 * days of which only the month or the year is known.
	 */
	private static ArchivedReading reading(String text, boolean completed) {
		Matcher span = SPAN.matcher(text);
		if (text.isEmpty() || !span.matches()) {
			throw new RejectedRowException(RowProblem.BAD_DATE);
		}
		Day first = (span.group(1) != null) ? day(span.group(1)) : null;
		Day last = (span.group(6) != null) ? day(span.group(6)) : null;
		if (span.group(5).isEmpty() && last == null) {
			last = first;
			first = null;
		}
		boolean evidence = last == null || last.exact();
		LocalDate start = (first != null && first.exact()) ? first.date() : null;
		if (last == null) {
			return BookDraft.reading((first != null) ? first.date() : null, null, completed);
		}
		return BookDraft.reading((start != null && start.isAfter(last.date())) ? null : start, last.date(), completed,
				evidence);
	}

	private static Day day(String text) {
		Matcher parts = DAY.matcher(text);
		if (!parts.matches()) {
			throw new RejectedRowException(RowProblem.BAD_DATE);
		}
		try {
			int year = Integer.parseInt(parts.group(1));
			@Nullable String month = parts.group(2);
			@Nullable String day = parts.group(3);
			if (month == null) {
				return new Day(LocalDate.of(year, 12, 31), false);
			}
			if (day == null) {
				return new Day(YearMonth.of(year, Integer.parseInt(month)).atEndOfMonth(), false);
			}
			return new Day(LocalDate.of(year, Integer.parseInt(month), Integer.parseInt(day)), true);
		}
		catch (DateTimeException ex) {
			throw new RejectedRowException(RowProblem.BAD_DATE);
		}
	}

	/**
	 * A day, or the last one of a month or year of which no more is known.
	 */
	private record Day(LocalDate date, boolean exact) {
	}

}
