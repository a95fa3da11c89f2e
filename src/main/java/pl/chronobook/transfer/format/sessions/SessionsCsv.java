package pl.chronobook.transfer.format.sessions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.PageCount;
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
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.StatusInference;

/**
 * The format of tables of sessions alone, possibly of several readers: {@code
 * reader,book,start,end,pages,book_pages}. Finished books are inferred from the pages.
 */
@Component
@Order(2)
public class SessionsCsv implements HistoryFormat {

	static final List<String> COLUMNS = List.of("reader", "book", "start", "end", "pages", "book_pages");

	/**
	 * The share of pages from which a book counts as finished, because covers, notes and
	 * indexes are not read. Measured on books that were followed by another at once: most
	 * of them end at this share or later.
	 */
	static final double FINISHED_FROM = 0.9;

	private static final int LONGEST_NUMBER = 200;

	@Override
	public Format format() {
		return Format.SESSIONS;
	}

	@Override
	public List<String> columns() {
		return COLUMNS;
	}

	@Override
	public boolean isOwn() {
		return true;
	}

	@Override
	public History read(CsvTable table, ParseContext reading) {
		Map<String, Integer> readers = readersIn(table);
		if (readers.size() > 1 && !readers.containsKey(reading.person())) {
			return new HistoryDraft(reading).toHistory(readers, List.of());
		}
		HistoryDraft history = new HistoryDraft(reading);
		List<RejectedRow> rejected = table.read(row -> {
			String person = row.get("reader");
			if (readers.size() <= 1 || person.isEmpty() || person.equals(reading.person())) {
				read(row, history);
			}
		}, reading.refused());
		if (!history.books().isEmpty()) {
			history.note(Note.TITLES_FROM_NUMBERS);
			history.joinOverlaps();
			StatusInference.apply(history, SessionsCsv::isFinished, reading.zone());
		}
		return history.toHistory(Map.of(), rejected);
	}

	private static Map<String, Integer> readersIn(CsvTable table) {
		Map<String, Integer> readers = new LinkedHashMap<>();
		table.forEach(row -> {
			if (!row.get("reader").isEmpty()) {
				readers.merge(row.get("reader"), 1, Integer::sum);
			}
		});
		return readers;
	}

	private static void read(CsvTable.Row row, HistoryDraft history) {
		if (row.get("reader").isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_READER);
		}
		String number = Cells.text(row.get("book"));
		if (number.isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_BOOK);
		}
		if (number.length() > LONGEST_NUMBER) {
			throw new RejectedRowException(RowProblem.TOO_LONG_TITLE);
		}
		Moment.Interval time = history.interval(row.get("start"), row.get("end"));
		double pages = Cells.pages(row.get("pages"));
		PageCount length = history.length(row.line(), row.get("book_pages"), "");
		BookDraft book = history.keyed(number, () -> new BookDraft("Książka " + number, Book.UNKNOWN_AUTHOR, null));
		book.length(length);
		history.add(book, new SessionRecord(time.start(), time.end(), pages), row.line());
	}

	private static boolean isFinished(BookDraft book) {
		PageCount length = book.length();
		return length != null && book.pagesRead() >= FINISHED_FROM * length.value();
	}

}
