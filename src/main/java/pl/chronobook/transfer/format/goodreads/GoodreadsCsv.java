package pl.chronobook.transfer.format.goodreads;

import java.util.List;
import java.util.Map;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.BookRows;
import pl.chronobook.transfer.history.DateColumns.PartialDate;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.history.Ratings;
import pl.chronobook.transfer.history.Shelves;

/**
 * An export of Goodreads, with 24 columns or, before 2022, with 31: a row for each book,
 * with the last day of the last reading at most. How often a book was read is known, but
 * not when, so one reading is imported and a note mentions the others.
 */
@Component
@Order(3)
public class GoodreadsCsv implements HistoryFormat {

	/** The header of an export, used for files whose header a spreadsheet has lost. */
	public static final List<String> HEADER = List.of("Book Id", "Title", "Author", "Author l-f", "Additional Authors",
			"ISBN", "ISBN13", "My Rating", "Average Rating", "Publisher", "Binding", "Number of Pages",
			"Year Published", "Original Publication Year", "Date Read", "Date Added", "Bookshelves",
			"Bookshelves with positions", "Exclusive Shelf", "My Review", "Spoiler", "Private Notes", "Read Count",
			"Owned Copies");

	@Override
	public Format format() {
		return Format.GOODREADS;
	}

	@Override
	public List<String> columns() {
		return List.of("title", "author", "exclusive shelf");
	}

	@Override
	public History read(CsvTable table, ParseContext reading) {
		HistoryDraft history = new HistoryDraft(reading);
		int read = table.column("date read");
		int added = table.column("date added");
		BookRows rows = new BookRows(table, List.of(read, added), history, reading);
		List<RejectedRow> rejected = table.readBooks(row -> {
			int line = row.line();
			PartialDate finished = rows.date(line, read, row.get(read));
			BookDraft book = rows.book(line, row.get("book id"), row.get("title"), row.get("author"),
					rows.isbn(line, row.get("isbn13"), row.get("isbn")));
			rows.remarkShort(row);
			ReadingStatus status = rows.place(book, shelf(row, rows),
					(finished != null) ? ReadingStatus.FINISHED : ReadingStatus.TBR);
			book.length(rows.length(line, row.get("number of pages"), row.get("binding")));
			rows.describe(book, row.get("binding"), row.get("bookshelves"), row.get("owned copies"));
			rows.added(book, rows.date(line, added, row.get(added)));
			rows.judge(line, book, Ratings.FIVE, row.get("my rating"), row.get("my review"), row.get("private notes"));
			if (row.get("read count").matches("[2-9]|[1-9]\\d{1,3}")) {
				rows.note(Note.READ_MORE_THAN_ONCE);
			}
			if (finished != null) {
				// A finished date of a book that waits belongs to an earlier reading
				rows.ended(line, book, null, finished, status != ReadingStatus.ABANDONED);
			}
			else if (status == ReadingStatus.FINISHED) {
				rows.finishedWithoutDate();
			}
		}, reading.refused());
		return history.toHistory(Map.of(), rejected);
	}

	/**
	 * Returns the exclusive shelf, or the tag of a book that is marked as read but was
	 * given up: Goodreads has no shelf for given-up books, so readers create tags.
	 */
	private static String shelf(CsvTable.Row row, BookRows rows) {
		String exclusive = row.get("exclusive shelf");
		if (Shelves.place(exclusive).orElse(null) != ReadingStatus.FINISHED) {
			return exclusive;
		}
		for (String tag : row.get("bookshelves").split(",", -1)) {
			if (Shelves.place(tag).orElse(null) == ReadingStatus.ABANDONED) {
				rows.note(Note.GIVEN_UP_BY_TAG);
				return tag;
			}
		}
		return exclusive;
	}

}
