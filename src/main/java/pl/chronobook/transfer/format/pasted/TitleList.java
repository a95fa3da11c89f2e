package pl.chronobook.transfer.format.pasted;

import java.util.List;
import java.util.Map;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.history.AssumedLength;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.BookRows;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.ParseContext;

/**
 * The table of a pasted list: books in their order, most of them to be read.
 */
@Component
@Order(5)
class TitleList implements HistoryFormat {

	static final List<String> ALL_COLUMNS = List.of("pasted title", "author", "pages", "tag", "isbn", "status");

	/** The columns of the tables that wait from an earlier version, too. */
	private static final List<String> COLUMNS = ALL_COLUMNS.subList(0, 4);

	@Override
	public Format format() {
		return Format.PASTED;
	}

	@Override
	public List<String> columns() {
		return COLUMNS;
	}

	@Override
	public History read(CsvTable table, ParseContext reading) {
		HistoryDraft history = new HistoryDraft(reading);
		BookRows rows = BookRows.ofTitles(table, history, reading);
		List<RejectedRow> rejected = table.readBooks(row -> {
			BookDraft book = rows.book(row.line(), "", row.get("pasted title"), row.get("author"),
					rows.isbn(row.line(), row.get("isbn")));
			if (rows.place(book, row.get("status"), ReadingStatus.TBR) == ReadingStatus.FINISHED) {
				rows.finishedWithoutDate();
			}
			PageCount pages = rows.length(row.line(), row.get("pages"), "");
			String tag = row.get("tag");
			if (pages != null && !tag.isEmpty()) {
				book.assume(new AssumedLength(pages, tag));
			}
			else {
				book.length(pages);
			}
		}, reading.refused());
		return history.toHistory(Map.of(), rejected);
	}

}
