package pl.chronobook.transfer.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.domain.History.Note;

/**
 * What Goodreads exports, with 24 columns or, before 2022, with 31: a row for each book,
 * with the last day of the last reading at most.
 */
@Component
@Order(3)
class GoodreadsCsv implements HistoryFormat {

	private static final Pattern GUARDED = Pattern.compile("=?\"?([0-9Xx-]*)\"?");

	@Override
	public String name() {
		return "GOODREADS";
	}

	@Override
	public List<String> columns() {
		return List.of("title", "author", "date read", "date added", "exclusive shelf", "bookshelves");
	}

	@Override
	public History read(CsvTable table, Reading reading) {
		HistoryDraft history = new HistoryDraft(reading);
		List<RejectedRow> rejected = table.read(row -> read(row, history, reading), reading.refused());
		return history.toHistory(java.util.Map.of(), rejected);
	}

	private static void read(CsvTable.Row row, HistoryDraft history, Reading reading) {
		LocalDate finished = row.get("date read").isEmpty() ? null : Moment.parseDate(row.get("date read"));
		LocalDate added = row.get("date added").isEmpty() ? null : Moment.parseDate(row.get("date added"));
		PageCount length = length(row.get("number of pages"));
		BookDraft book = history.book(row.get("book id"), Titles.withoutSeries(Formulas.reveal(row.get("title"))),
				Formulas.reveal(row.get("author")), isbn(row, history));
		ReadingStatus status = status(row.get("exclusive shelf"), history);
		if (!book.isPlaced()) {
			book.place(status, null);
		}
		book.length(length);
		if (added != null) {
			book.addedAt(Moment.startOf(added, reading));
		}
		if (finished != null && status != ReadingStatus.TBR) {
			history.add(book, BookDraft.reading(null, finished, status != ReadingStatus.ABANDONED));
		}
		else if (status == ReadingStatus.FINISHED) {
			history.note(Note.FINISHED_WITHOUT_DATE);
		}
	}

	/** A length that cannot be is one that nobody knows. */
	static @Nullable PageCount length(String text) {
		if (!text.matches("\\d{1,5}")) {
			return null;
		}
		int pages = Integer.parseInt(text);
		return (pages >= 1 && pages <= PageCount.MAX) ? new PageCount(pages) : null;
	}

	private static @Nullable Isbn isbn(CsvTable.Row row, HistoryDraft history) {
		String thirteen = bare(row.get("isbn13"));
		String ten = bare(row.get("isbn"));
		Isbn isbn = Isbn.parse(thirteen).or(() -> Isbn.parse(ten)).orElse(null);
		if (isbn == null && !(thirteen + ten).isEmpty()) {
			history.note(Note.UNREADABLE_ISBN);
		}
		return isbn;
	}

	/** Takes off what keeps spreadsheets from rounding: {@code ="9788306000009"}. */
	private static String bare(String cell) {
		var guarded = GUARDED.matcher(Formulas.reveal(cell));
		return guarded.matches() ? guarded.group(1) : cell;
	}

	/** Readers may have exclusive shelves of their own. */
	static ReadingStatus status(String shelf, HistoryDraft history) {
		return switch (shelf.toLowerCase(Locale.ROOT).replace(' ', '-')) {
			case "read" -> ReadingStatus.FINISHED;
			case "currently-reading", "paused", "on-hold", "on-pause" -> ReadingStatus.READING;
			case "did-not-finish", "dnf", "abandoned", "gave-up", "given-up", "unfinished", "porzucone" ->
				ReadingStatus.ABANDONED;
			case "to-read", "" -> ReadingStatus.TBR;
			default -> {
				history.note(Note.OTHER_SHELF);
				yield ReadingStatus.TBR;
			}
		};
	}

}
