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
 * The table of a pasted list: books to be read, in their order.
 */
@Component
@Order(5)
class TitleList implements HistoryFormat {

	static final List<String> COLUMNS = List.of("pasted title", "author", "pages", "tag");

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
			BookDraft book = rows.book(row.line(), "", row.get("pasted title"), row.get("author"), null);
			rows.place(book, "", ReadingStatus.TBR);
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
