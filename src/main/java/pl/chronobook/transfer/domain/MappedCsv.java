package pl.chronobook.transfer.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.domain.ColumnMapping.Meaning;
import pl.chronobook.transfer.domain.History.Note;

/**
 * Somebody's own table of books, whose columns the reader has explained.
 */
record MappedCsv(ColumnMapping mapping) implements HistoryFormat {

	static final String NAME = "MAPPED";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public List<String> columns() {
		return List.of();
	}

	@Override
	public History read(CsvTable table, Reading reading) {
		HistoryDraft history = new HistoryDraft(reading);
		List<RejectedRow> rejected = table.read(row -> read(row, history, reading), reading.refused());
		return history.toHistory(Map.of(), rejected);
	}

	private void read(CsvTable.Row row, HistoryDraft history, Reading reading) {
		LocalDate start = date(cell(row, Meaning.STARTED));
		LocalDate end = date(cell(row, Meaning.FINISHED));
		LocalDate added = date(cell(row, Meaning.ADDED));
		PageCount length = Cells.length(cell(row, Meaning.PAGES));
		ReadingStatus status = status(cell(row, Meaning.STATUS), start, end);
		Isbn isbn = Isbn.parse(cell(row, Meaning.ISBN)).orElse(null);
		if (isbn == null && !cell(row, Meaning.ISBN).isEmpty()) {
			history.note(Note.UNREADABLE_ISBN);
		}
		BookDraft book = history.book("", Formulas.reveal(cell(row, Meaning.TITLE)),
				Formulas.reveal(cell(row, Meaning.AUTHOR)), isbn);
		if (!book.isPlaced()) {
			book.place(status, null);
		}
		book.length(length);
		if (added != null) {
			book.addedAt(Moment.startOf(added, reading));
		}
		if (end != null) {
			history.add(book, BookDraft.reading(start, end, status != ReadingStatus.ABANDONED));
		}
		else if (start != null && status == ReadingStatus.READING) {
			history.add(book, BookDraft.reading(start, null, true));
		}
		else if (status == ReadingStatus.FINISHED) {
			history.note(Note.FINISHED_WITHOUT_DATE);
		}
	}

	private String cell(CsvTable.Row row, Meaning meaning) {
		Integer column = this.mapping.columns().get(meaning);
		return (column != null) ? row.get(column) : "";
	}

	private static @Nullable LocalDate date(String text) {
		return text.isEmpty() ? null : Moment.parseDate(text);
	}

	private static ReadingStatus status(String text, @Nullable LocalDate start, @Nullable LocalDate end) {
		return switch (text.toLowerCase(Locale.ROOT).replace('-', ' ')) {
			case "" ->
				(end != null) ? ReadingStatus.FINISHED : (start != null) ? ReadingStatus.READING : ReadingStatus.TBR;
			case "read", "finished", "przeczytane", "przeczytana", "przeczytany", "tak", "yes", "x" ->
				ReadingStatus.FINISHED;
			case "reading", "currently reading", "czytam", "w trakcie" -> ReadingStatus.READING;
			case "abandoned", "did not finish", "dnf", "porzucone", "porzucona", "porzucony" -> ReadingStatus.ABANDONED;
			case "tbr", "to read", "do przeczytania", "chcę przeczytać", "nie", "no" -> ReadingStatus.TBR;
			default -> throw new RejectedRowException(RowProblem.UNKNOWN_STATUS);
		};
	}

}
