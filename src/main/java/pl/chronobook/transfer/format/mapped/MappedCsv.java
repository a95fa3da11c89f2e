package pl.chronobook.transfer.format.mapped;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.format.mapped.ColumnMapping.Meaning;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.BookRows;
import pl.chronobook.transfer.history.DateColumns;
import pl.chronobook.transfer.history.DateColumns.PartialDate;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.Ratings;

/**
 * The format of tables whose columns are known, from the program that wrote them or
 * because the reader has explained them.
 *
 * @param mapping the meaning of the columns
 * @param format the format
 * @param periods numbers of the columns that hold both days of one reading
 */
public record MappedCsv(ColumnMapping mapping, Format format, List<Integer> periods) implements HistoryFormat {

	private static final Pattern POSITION = Pattern.compile(
			"(?i)(?:str|strona|s|p|page)?\\.?\\s*(\\d{1,5}(?:[.,]\\d{1,2})?)\\s*(%)?(?:\\s*(?:/|z|of)\\s*\\d{1,5})?");

	private static final Set<String> CHAPTERS = Set.of("manga", "comic", "comics");

	public MappedCsv {
		periods = List.copyOf(periods);
	}

	public MappedCsv(ColumnMapping mapping, Format format) {
		this(mapping, format, List.of());
	}

	/** Creates the format of a reader's own table. */
	public MappedCsv(ColumnMapping mapping) {
		this(mapping, Format.MAPPED);
	}

	@Override
	public List<String> columns() {
		return List.of();
	}

	@Override
	public History read(CsvTable table, ParseContext reading) {
		HistoryDraft history = new HistoryDraft(reading);
		List<Integer> dates = Stream
			.concat(this.periods.stream(),
					this.mapping.columns()
						.entrySet()
						.stream()
						.filter(column -> column.getKey().isDate())
						.map(Map.Entry::getValue))
			.toList();
		BookRows rows = new BookRows(table, dates, history, reading);
		Ratings ratings = ratings(table);
		List<RejectedRow> rejected = table.readBooks(row -> read(row, rows, ratings), reading.refused());
		return history.toHistory(Map.of(), rejected);
	}

	private Ratings ratings(CsvTable table) {
		Integer column = this.mapping.columns().get(Meaning.RATING);
		if (column == null) {
			return Ratings.FIVE;
		}
		return switch (this.format) {
			case BOOKWYRM, GOODREADS_DATA, HARDCOVER, LIBIB, LIBRARYTHING, LIBRARYTHING_JSON, OPENREADS, OPEN_LIBRARY ->
				Ratings.FIVE;
			case YAMTRACK -> Ratings.upTo(10);
			default -> Ratings.of(table, column);
		};
	}

	private void read(CsvTable.Row row, BookRows rows, Ratings ratings) {
		String medium = cell(row, Meaning.MEDIUM);
		if (!rows.isBook((medium.isEmpty() && this.format == Format.YAMTRACK) ? "list" : medium)) {
			return;
		}
		if (cell(row, Meaning.DELETED).equalsIgnoreCase("true")) {
			rows.note(Note.DELETED_ROWS);
			return;
		}
		BookDraft book = rows.book(row.line(), "", cell(row, Meaning.TITLE), cell(row, Meaning.AUTHOR),
				rows.isbn(row.line(), cell(row, Meaning.ISBN), cell(row, Meaning.OTHER_ISBN)));
		rows.remarkShort(row);
		book.length(rows.length(row.line(), cell(row, Meaning.PAGES), cell(row, Meaning.BINDING)));
		rows.describe(book, cell(row, Meaning.BINDING), "", "");
		rows.added(book, date(row, Meaning.ADDED, rows));
		rows.judge(row.line(), book, ratings, cell(row, Meaning.RATING), text(row, Meaning.REVIEW_NAME),
				text(row, Meaning.REVIEW), text(row, Meaning.NOTES));
		List<Span> spans = spans(row, rows);
		ReadingStatus status = rows.place(book, cell(row, Meaning.STATUS), byDates(row, spans));
		spans.forEach(span -> addReading(row.line(), rows, book, status, span, isLast(span, spans)));
		// Other programs count the progress of comics in chapters
		String progress = CHAPTERS.contains(medium.toLowerCase(Locale.ROOT)) ? "" : cell(row, Meaning.CURRENT_PAGE);
		if (status == ReadingStatus.READING) {
			readPosition(book, progress);
		}
		else if (status == ReadingStatus.FINISHED) {
			if (spans.stream().noneMatch(span -> span.end() != null && span.completed())) {
				rows.finishedWithoutDate();
			}
			if (book.length() == null && progress.matches("\\d{2,5}")) {
				// The current page of a finished book is its last one
				book.length(rows.length(row.line(), progress, cell(row, Meaning.BINDING)));
			}
		}
	}

	/**
	 * Returns the status of a book by its dates or, if they do not tell, by its progress.
	 */
	private ReadingStatus byDates(CsvTable.Row row, List<Span> spans) {
		Optional<Span> last = spans.stream().filter(span -> span.end() != null).max(Comparator.comparing(Span::last));
		if (last.isPresent() && !last.get().completed()) {
			return ReadingStatus.ABANDONED;
		}
		if (last.isPresent() || !DateColumns.isAbsent(cell(row, Meaning.FINISHED))) {
			return ReadingStatus.FINISHED;
		}
		if (!DateColumns.isAbsent(cell(row, Meaning.STOPPED))) {
			return ReadingStatus.ABANDONED;
		}
		Matcher progress = POSITION.matcher(cell(row, Meaning.CURRENT_PAGE));
		if (progress.matches() && progress.group(2) != null) {
			double percent = Double.parseDouble(progress.group(1).replace(',', '.'));
			return (percent >= 100) ? ReadingStatus.FINISHED
					: (percent > 0) ? ReadingStatus.READING : ReadingStatus.TBR;
		}
		return spans.stream().anyMatch(span -> span.start() != null) ? ReadingStatus.READING : ReadingStatus.TBR;
	}

	private static boolean isLast(Span span, List<Span> spans) {
		return spans.stream().noneMatch(other -> other.last().isAfter(span.last()));
	}

	private void addReading(int line, BookRows rows, BookDraft book, ReadingStatus status, Span span, boolean last) {
		if (status == ReadingStatus.READING && this.format == Format.JELU) {
			// The only date is that of the last event, which is the start of a book being
			// read
			rows.goesOn(book, span.end());
			return;
		}
		PartialDate start = span.start();
		PartialDate end = span.end();
		if (status != ReadingStatus.READING || !span.completed()) {
			if (end != null) {
				// The last reading of a book that was given up is the one that was given
				// up
				rows.ended(line, book, start, end, span.completed() && !(status == ReadingStatus.ABANDONED && last));
			}
			return;
		}
		boolean endedBefore = end != null && (start == null || !end.date().isAfter(start.date()));
		if (end != null && endedBefore) {
			rows.ended(line, book, null, end, true);
		}
		if (end == null || endedBefore) {
			rows.goesOn(book, start);
		}
		else {
			rows.ended(line, book, start, end, true);
		}
	}

	/** Returns the readings of a row, from separate columns or from one cell. */
	private List<Span> spans(CsvTable.Row row, BookRows rows) {
		List<Span> spans = new ArrayList<>();
		for (int period : this.periods) {
			String[] days = row.get(period).split("~", 2);
			PartialDate first = rows.date(row.line(), period, days[0]);
			PartialDate last = (days.length > 1) ? rows.date(row.line(), period, days[1]) : null;
			if (first != null || last != null) {
				spans.add(new Span(first, last, true));
			}
		}
		Integer column = this.mapping.columns().get(Meaning.READINGS);
		if (column != null) {
			for (String reading : row.get((int) column).split(";", -1)) {
				// start|end|milliseconds
				String[] days = reading.split("\\|", -1);
				if (days.length >= 2) {
					spans.add(new Span(rows.date(row.line(), column, days[0]), rows.date(row.line(), column, days[1]),
							true));
				}
			}
		}
		Integer started = this.mapping.columns().get(Meaning.STARTED);
		Integer finished = this.mapping.columns().get(Meaning.FINISHED);
		for (Integer both : Arrays.asList(started, finished)) {
			String[] days = (both != null) ? BookRows.span(row.get((int) both)) : new String[0];
			if (both != null && days.length == 2) {
				spans.add(new Span(rows.date(row.line(), both, days[0]), rows.date(row.line(), both, days[1]), true));
				return spans;
			}
		}
		List<PartialDate> starts = new ArrayList<>(dates(row, Meaning.STARTED, rows));
		List<Span> ends = new ArrayList<>();
		dates(row, Meaning.FINISHED, rows).forEach(end -> ends.add(new Span(null, end, true)));
		dates(row, Meaning.STOPPED, rows).forEach(end -> ends.add(new Span(null, end, false)));
		ends.sort(Comparator.comparing(Span::last));
		for (int i = 0; i < ends.size(); i++) {
			Span end = ends.get(i);
			LocalDate before = (i > 0) ? ends.get(i - 1).last() : LocalDate.MIN;
			// A single pair belongs together, even if it is the wrong way round
			boolean pair = starts.size() == 1 && ends.size() == 1;
			Optional<PartialDate> start = starts.stream()
				.filter(day -> pair || (day.first().isAfter(before) && !day.first().isAfter(end.last())))
				.max(Comparator.comparing(PartialDate::first));
			start.ifPresent(starts::remove);
			spans.add(new Span(start.orElse(null), end.end(), end.completed()));
		}
		starts.stream()
			.filter(day -> ends.isEmpty() || day.first().isAfter(ends.getLast().last()))
			.max(Comparator.comparing(PartialDate::first))
			.ifPresent(day -> spans.add(new Span(day, null, true)));
		return spans;
	}

	/** The days of a cell that may list several. */
	private List<PartialDate> dates(CsvTable.Row row, Meaning meaning, BookRows rows) {
		Integer column = this.mapping.columns().get(meaning);
		if (column == null) {
			return List.of();
		}
		return BookRows.days(row.get((int) column))
			.stream()
			.map(day -> rows.date(row.line(), column, day))
			.filter(Objects::nonNull)
			.toList();
	}

	/** Parses {@code 80}, {@code str. 80}, {@code 80/200} and {@code 45,5%}. */
	private static void readPosition(BookDraft book, String page) {
		Matcher number = POSITION.matcher(page);
		if (!number.matches()) {
			return;
		}
		PageCount length = book.length();
		double position = Double.parseDouble(number.group(1).replace(',', '.'));
		if (number.group(2) != null) {
			if (length == null || position > 100) {
				return;
			}
			position = position / 100 * length.value();
		}
		if (position <= ((length != null) ? length.value() : PageCount.MAX)) {
			book.currentPage((int) Math.round(position));
		}
	}

	private @Nullable PartialDate date(CsvTable.Row row, Meaning meaning, BookRows rows) {
		Integer column = this.mapping.columns().get(meaning);
		return (column != null) ? rows.date(row.line(), column, row.get((int) column)) : null;
	}

	private String cell(CsvTable.Row row, Meaning meaning) {
		Integer column = this.mapping.columns().get(meaning);
		return (column != null) ? row.get((int) column) : "";
	}

	/** Returns what the reader wrote; empty for the words that programs write instead. */
	private String text(CsvTable.Row row, Meaning meaning) {
		String text = cell(row, meaning);
		return DateColumns.isAbsent(text) ? "" : text;
	}

	/**
	 * The days of one reading.
	 *
	 * @param completed whether the book was not given up
	 */
	private record Span(@Nullable PartialDate start, @Nullable PartialDate end, boolean completed) {

		/** The last day that is known. */
		LocalDate last() {
			return (this.end != null) ? this.end.date() : (this.start != null) ? this.start.date() : LocalDate.MIN;
		}

	}

}
