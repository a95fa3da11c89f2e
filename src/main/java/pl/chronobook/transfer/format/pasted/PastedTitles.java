package pl.chronobook.transfer.format.pasted;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Formulas;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.AssumedLength;

/**
 * Converts a pasted list of titles, one a line, into a table that is imported as any
 * other file is.
 */
public final class PastedTitles {

	static final int MOST_TITLES = 1_000;

	/** With every cell in quotes, a title with a comma is not taken for a whole row. */
	private static final CSVFormat TABLE = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

	private PastedTitles() {
	}

	/**
	 * Converts a list into a table.
	 * @param name the name of the table, by which the reader recognises it
	 * @param assumed the length of the books for which the list names none
	 * @throws UnreadableFileException if it has no title, too many, or one that is too
	 * long
	 */
	public static Upload table(String text, String name, @Nullable AssumedLength assumed) {
		StringWriter table = new StringWriter();
		try (CSVPrinter csv = new CSVPrinter(table, TABLE)) {
			csv.printRecord(TitleList.ALL_COLUMNS);
			for (PastedTitle book : parse(text)) {
				AssumedLength guess = (book.pages() == null) ? assumed : null;
				PageCount pages = (guess != null) ? guess.pages() : book.pages();
				csv.printRecord(Formulas.guard(book.title()), Formulas.guard(book.author()),
						(pages != null) ? pages.value() : "", (guess != null) ? guess.tag() : "",
						(book.isbn() != null) ? book.isbn().value() : "",
						(book.status() != ReadingStatus.TBR) ? book.status() : "");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Upload(name, table.toString().getBytes(StandardCharsets.UTF_8));
	}

	/** Parses a list; lines without a letter or a digit, and headings, are left out. */
	static List<PastedTitle> parse(String text) {
		if (text.length() > Limits.MAX_PASTED_CHARACTERS) {
			throw new UnreadableFileException(FileProblem.PASTED_TOO_LONG);
		}
		List<PastedLines.Line> lines = PastedLines.of(PastedText.rows(text));
		if (lines.isEmpty()) {
			throw new UnreadableFileException(FileProblem.PASTED_EMPTY);
		}
		if (lines.size() > MOST_TITLES) {
			throw new UnreadableFileException(FileProblem.PASTED_TOO_MANY);
		}
		NameOrder order = NameOrder.of(lines);
		List<PastedTitle> titles = new ArrayList<>();
		for (PastedLines.Line line : lines) {
			PastedTitle title = PastedTitle.of(line, order);
			if (title.title().length() > NewBook.LONGEST_TITLE || title.author().length() > NewBook.LONGEST_AUTHOR) {
				throw PastedText.tooLong(line.number());
			}
			titles.add(title);
		}
		return titles;
	}

}
