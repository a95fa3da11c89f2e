package pl.chronobook.transfer.format.pasted;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Formulas;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.Lengths;

/**
 * Converts a pasted list of titles, one a line, into a table that is imported as any
 * other file is.
 */
public final class PastedTitles {

	static final int MOST_CHARACTERS = 100_000;

	static final int MOST_TITLES = 1_000;

	/** The longest line, with title, author and length, which bounds the work on it. */
	private static final int LONGEST_LINE = 1_000;

	/** With every cell in quotes, a title with a comma is not taken for a whole row. */
	private static final CSVFormat TABLE = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

	private static final Pattern LINE_END = Pattern.compile("\\R");

	/** Matches a bullet, a box to tick, or both. */
	private static final Pattern BULLET = Pattern
		.compile("^(?:[-*+•‣◦▪·–—]\\s+(?:\\[[ xX]?]\\s*)?|\\[[ xX]?]\\s+)(?=\\S)");

	private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})[.)](?:\\s+(?=\\S)|(?=\\p{L}))");

	/**
	 * Matches a length in the last cell of a row that a spreadsheet has copied, from the
	 * first of the blanks before it, so that long runs of them take no longer.
	 */
	private static final Pattern LAST_CELL = Pattern.compile("(?<!\\s) *+\\t\\s*+(\\d{1,5})\\s*+$");

	private static final Pattern HEADING = Pattern.compile("#+\\s.*");

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

	private PastedTitles() {
	}

	/**
	 * Converts a list into a table.
	 * @param name the name of the table, by which the reader recognises it
	 * @param usualLength the length of the books for which the list names none; blank if
	 * it is unknown
	 * @param tag marks the books that have the usual length
	 * @throws UnreadableFileException if it has no title, too many, or one that is too
	 * long, or if the usual length is no number of pages
	 */
	public static Upload table(String text, String name, String usualLength, String tag) {
		PageCount usual = usualLength(usualLength);
		StringWriter table = new StringWriter();
		try (CSVPrinter csv = new CSVPrinter(table, TABLE)) {
			csv.printRecord(TitleList.COLUMNS);
			for (PastedTitle book : parse(text)) {
				PageCount pages = (book.pages() != null) ? book.pages() : usual;
				csv.printRecord(Formulas.guard(book.title()), Formulas.guard(book.author()),
						(pages != null) ? pages.value() : "", (book.pages() == null && pages != null) ? tag : "");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Upload(name, table.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static @Nullable PageCount usualLength(String typed) {
		if (typed.isBlank()) {
			return null;
		}
		Optional<PageCount> length = typed.strip().matches("\\d{1,5}") ? Lengths.read(typed, "") : Optional.empty();
		return length.orElseThrow(() -> new UnreadableFileException(FileProblem.PASTED_LENGTH));
	}

	/** Parses a list; lines without a letter or a digit, and headings, are left out. */
	static List<PastedTitle> parse(String text) {
		if (text.length() > MOST_CHARACTERS) {
			throw new UnreadableFileException(FileProblem.PASTED_TOO_LONG);
		}
		List<Line> lines = lines(text);
		List<Integer> numbers = lines.stream()
			.map(line -> NUMBER.matcher(line.text()))
			.filter(Matcher::lookingAt)
			.map(number -> Integer.valueOf(number.group(1)))
			.toList();
		boolean numbered = isNumbering(numbers, lines.size());
		List<PastedTitle> titles = new ArrayList<>();
		for (Line line : lines) {
			Matcher number = NUMBER.matcher(line.text());
			PastedTitle title = PastedTitle
				.of((numbered && number.lookingAt()) ? line.text().substring(number.end()) : line.text());
			if (title.title().length() > NewBook.LONGEST_TITLE || title.author().length() > NewBook.LONGEST_AUTHOR) {
				throw tooLong(line.number());
			}
			titles.add(title);
		}
		if (titles.isEmpty()) {
			throw new UnreadableFileException(FileProblem.PASTED_EMPTY);
		}
		if (titles.size() > MOST_TITLES) {
			throw new UnreadableFileException(FileProblem.PASTED_TOO_MANY);
		}
		return titles;
	}

	private static UnreadableFileException tooLong(int line) {
		return new UnreadableFileException(FileProblem.PASTED_LINE, String.valueOf(line));
	}

	private static List<Line> lines(String text) {
		List<Line> lines = new ArrayList<>();
		String[] all = LINE_END.split(text, -1);
		for (int i = 0; i < all.length; i++) {
			if (all[i].length() > LONGEST_LINE) {
				throw tooLong(i + 1);
			}
			String cells = LAST_CELL.matcher(all[i]).replaceFirst(", $1 s.").replace("\t", "; ");
			String line = BULLET.matcher(Cells.text(cells)).replaceFirst("");
			if (WORD.matcher(line).find() && !HEADING.matcher(line).matches()) {
				lines.add(new Line(i + 1, line));
			}
		}
		return lines;
	}

	/**
	 * Returns whether numbers before titles count the lines. A title may begin with a
	 * number itself: „13. piętro”.
	 * @param numbers the numbers of the lines that begin with one
	 * @param lines the number of all lines
	 */
	private static boolean isNumbering(List<Integer> numbers, int lines) {
		if (numbers.isEmpty()) {
			return false;
		}
		boolean counting = IntStream.range(1, numbers.size()).allMatch(i -> numbers.get(i) == numbers.get(i - 1) + 1);
		if (counting && numbers.getFirst() <= 1) {
			return true;
		}
		boolean rising = IntStream.range(1, numbers.size()).allMatch(i -> numbers.get(i) > numbers.get(i - 1));
		boolean ones = numbers.stream().allMatch(number -> number == 1);
		return numbers.size() == lines && lines > 1 && (rising || ones);
	}

	/**
	 * A line that is not empty.
	 *
	 * @param number its number, from 1
	 * @param text its text without a bullet
	 */
	private record Line(int number, String text) {
	}

}
