package pl.chronobook.transfer.format.storygraph;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.BookRows;
import pl.chronobook.transfer.history.DateColumns;
import pl.chronobook.transfer.history.DateColumns.PartialDate;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.Isbns;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.Ratings;

/**
 * The export of The StoryGraph: a row for each book with all its readings, but without
 * lengths.
 */
@Component
@Order(4)
public class StoryGraphCsv implements HistoryFormat {

	/**
	 * Matches the hyphen of a span; between dates with hyphens it needs blanks around it.
	 */
	private static final Pattern SPAN = Pattern.compile(
			"((?:\\d{4}/\\d{1,2}/\\d{1,2}|\\d{4}-\\d{1,2}-\\d{1,2}|\\d{4}[/-]\\d{1,2}(?![/-]?\\d)|\\d{4}(?![/]))?)\\s*-\\s*((?:\\d{4}.*)?)");

	/** A date that uses slashes leaves the hyphen to the span. */
	private static final Pattern SPAN_OF_SLASHES = Pattern.compile("([\\d/?]*)\\s*-\\s*([\\d/?]*)");

	@Override
	public Format format() {
		return Format.STORYGRAPH;
	}

	@Override
	public List<String> columns() {
		return List.of("title", "read status");
	}

	@Override
	public History read(CsvTable table, ParseContext reading) {
		HistoryDraft history = new HistoryDraft(reading);
		int spans = table.column("dates read");
		int last = table.column("last date read");
		int added = table.column("date added");
		BookRows rows = new BookRows(table, List.of(last, added), history, reading);
		List<RejectedRow> rejected = table.readBooks(row -> {
			int line = row.line();
			String author = row.get("authors").isEmpty() ? row.get("author") : row.get("authors");
			String isbn = row.get("isbn/uid").isEmpty() ? row.get("isbn") : row.get("isbn/uid");
			// Books without an ISBN have an identifier of StoryGraph in this column
			BookDraft book = rows.book(line, "", row.get("title"), author, Isbns.find(isbn).orElse(null));
			boolean dated = !DateColumns.isAbsent(row.get(last)) || !DateColumns.isAbsent(row.get(spans));
			rows.remarkShort(row);
			ReadingStatus status = rows.place(book, row.get("read status"),
					dated ? ReadingStatus.FINISHED : ReadingStatus.TBR);
			rows.describe(book, row.get("format"), row.get("tags"), row.get("owned?"));
			rows.added(book, rows.date(line, added, row.get(added)));
			rows.judge(line, book, Ratings.FIVE, row.get("star rating"), row.get("review"));
			int readings = readings(row, rows, book, status, spans, last);
			if (readings == 0 && status == ReadingStatus.FINISHED) {
				rows.finishedWithoutDate();
			}
		}, reading.refused());
		return history.toHistory(Map.of(), rejected);
	}

	private static int readings(CsvTable.Row row, BookRows rows, BookDraft book, ReadingStatus status, int spans,
			int last) {
		String all = row.get(spans);
		if (DateColumns.isAbsent(all)) {
			all = (status != ReadingStatus.READING && status != ReadingStatus.TBR) ? row.get(last) : "";
		}
		if (DateColumns.isAbsent(all)) {
			return 0;
		}
		int count = readings(row, all, rows, book, status, last);
		boolean ended = status == ReadingStatus.FINISHED || status == ReadingStatus.ABANDONED;
		// What cannot be read among all readings may be readable as the last one
		return (count == 0 && ended && !all.equals(row.get(last)))
				? readings(row, row.get(last), rows, book, status, last) : count;
	}

	private static int readings(CsvTable.Row row, String all, BookRows rows, BookDraft book, ReadingStatus status,
			int last) {
		if (DateColumns.isAbsent(all)) {
			return 0;
		}
		String[] parts = all.split(",", -1);
		int count = 0;
		for (int i = 0; i < parts.length; i++) {
			// Of a given-up book the last reading is the one that was given up
			boolean completed = status != ReadingStatus.ABANDONED || i < parts.length - 1;
			count += reading(row.line(), parts[i].strip(), rows, book, status, completed, last) ? 1 : 0;
		}
		return count;
	}

	/**
	 * Parses {@code 2024/02/12-2024/02/20}, {@code 2024-02-20}, {@code 2024/02/12-}, and
	 * dates of which only the month or the year is known.
	 */
	private static boolean reading(int line, String text, BookRows rows, BookDraft book, ReadingStatus status,
			boolean completed, int column) {
		Matcher span = (text.contains("/") ? SPAN_OF_SLASHES : SPAN).matcher(text);
		boolean isSpan = span.matches();
		PartialDate start = isSpan ? rows.date(line, column, span.group(1)) : null;
		PartialDate end = rows.date(line, column, isSpan ? span.group(2) : text);
		if (end != null) {
			rows.ended(line, book, start, end, completed);
			return true;
		}
		if (start != null && status == ReadingStatus.READING) {
			rows.goesOn(book, start);
			return true;
		}
		return false;
	}

}
