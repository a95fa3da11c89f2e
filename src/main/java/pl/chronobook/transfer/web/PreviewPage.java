package pl.chronobook.transfer.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.support.MessageSourceAccessor;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.transfer.domain.ImportedBook;
import pl.chronobook.transfer.domain.Preview;
import pl.chronobook.transfer.domain.RejectedRow;

/**
 * A preview in the reader's words.
 */
record PreviewPage(UUID id, String fileName, String format, @Nullable String person, Map<String, Integer> choice,
		Added fresh, Added known, boolean importable, List<Book> sample, int moreBooks, List<String> remarks,
		List<Row> rejected, int rejectedCount) {

	private static final int SAMPLE = 5;

	private static final int REJECTED = 20;

	private static final int LINES = 10;

	static PreviewPage of(Preview preview, MessageSourceAccessor messages) {
		var history = preview.history();
		List<String> remarks = new ArrayList<>();
		history.notes()
			.forEach(
					(note, count) -> remarks.add(messages.getMessage("transfer.note." + note, new Object[] { count })));
		history.oddities()
			.forEach((oddity, lines) -> remarks
				.add(messages.getMessage("transfer.odd." + oddity, new Object[] { lines.size(), first(lines) })));
		List<Book> sample = history.books().stream().limit(SAMPLE).map(book -> book(book, messages)).toList();
		List<Row> rejected = history.rejected().stream().limit(REJECTED).map(row -> row(row, messages)).toList();
		return new PreviewPage(preview.id().value(), preview.fileName(),
				messages.getMessage("transfer.format." + preview.format()), preview.person(), preview.choice(),
				preview.fresh(), preview.known(), preview.isImportable(), sample,
				history.books().size() - sample.size(), remarks, rejected, history.rejected().size());
	}

	private static Book book(ImportedBook book, MessageSourceAccessor messages) {
		PageCount length = book.book().pageCount();
		return new Book(book.book().title(), book.book().author(),
				messages.getMessage("reading.status." + book.status()), (length != null) ? length.value() : null,
				book.sessions().size());
	}

	private static Row row(RejectedRow row, MessageSourceAccessor messages) {
		return new Row(row.line(), messages.getMessage("transfer.row." + row.problem()), row.summary());
	}

	private static String first(List<Integer> lines) {
		String first = lines.stream().limit(LINES).map(String::valueOf).collect(Collectors.joining(", "));
		return (lines.size() > LINES) ? first + "…" : first;
	}

	/**
	 * One of the first books.
	 */
	record Book(String title, String author, String status, @Nullable Integer pages, int sessions) {
	}

	/**
	 * One of the first rows that are left out.
	 */
	record Row(int line, String reason, String summary) {
	}

}
