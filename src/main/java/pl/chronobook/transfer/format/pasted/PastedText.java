package pl.chronobook.transfer.format.pasted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.springframework.web.util.HtmlUtils;

import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.UnreadableFileException;

/**
 * Parts a text that was copied from a note, a document, a page or a spreadsheet into rows
 * of cells. A line without tabs is one cell.
 */
final class PastedText {

	/** The longest line, with title, author and length, which bounds the work on it. */
	private static final int LONGEST_LINE = 1_000;

	/** Elements of pages after which a new line begins. */
	private static final Pattern HTML_LINE = Pattern
		.compile("(?i)<(?:br|hr|/li|/p|/div|/tr|/h[1-6]|/ul|/ol)(?:\\s[^<>]{0,300})?/?>");

	private static final Pattern HTML_CELL = Pattern.compile("(?i)</t[dh](?:\\s[^<>]{0,300})?>");

	private static final Pattern HTML_TAG = Pattern
		.compile("(?i)</?(?:a|b|body|code|div|em|font|h[1-6]|html|i|img|input|label|li|mark|ol|p|q|s|small|span|strong"
				+ "|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\\s[^<>]{0,900})?/?>");

	private static final Pattern LINE_END = Pattern.compile("\\R");

	/**
	 * Matches a first cell that belongs to the next one: a bullet, of which one of Word's
	 * is a letter, or a number that a document separates from its item by a tab.
	 */
	private static final Pattern MARK = Pattern.compile("|o|[^\\p{L}\\p{N}]{1,6}|[(\\[]?\\d{1,4}[.)\\]]{1,2}");

	/**
	 * The separators of a text that has all its titles on one line, with the fewest
	 * titles that they have to separate: a title may contain commas itself.
	 */
	private static final List<Separator> ONE_LINE = List.of(
			new Separator(Pattern.compile("(?<=[”\"])\\s*[,;]\\s*(?=[„“\"])"), 2),
			new Separator(Pattern.compile("\\s+[•·]\\s+"), 3), new Separator(Pattern.compile("\\s*;\\s+"), 4),
			new Separator(Pattern.compile(",\\s+"), 4));

	private static final Pattern PART = Pattern.compile("(?=.{0,80}\\p{L}{2})[„“\"]?(?=[\\p{Lu}\\p{N}]).{3,80}");

	private PastedText() {
	}

	/**
	 * Returns the rows, the empty ones included, with the numbers of their lines.
	 * @throws UnreadableFileException if a line is too long
	 */
	static List<Row> rows(String text) {
		List<String> lines = List.of(LINE_END.split((text.indexOf('<') >= 0) ? withoutHtml(text) : text, -1));
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).length() > LONGEST_LINE) {
				throw tooLong(i + 1);
			}
		}
		List<String> filled = lines.stream().filter(line -> ItemMark.hasWord(line)).toList();
		Optional<PastedHeader> header = filled.stream().findFirst().flatMap(PastedHeader::of);
		int first = filled.isEmpty() ? 0 : lines.indexOf(filled.getFirst()) + 1;
		if (header.isPresent()) {
			return header.get()
				.rows(lines.subList(first, lines.size()), first)
				.stream()
				.map(row -> new Row(row.number(), cells(row.cells())))
				.toList();
		}
		boolean oneLine = filled.size() == 1;
		List<String> items = oneLine ? titlesOf(filled.getFirst()) : lines;
		List<String[]> rows = withoutNumbers(items.stream().map(line -> line.split("\t", -1)).toList());
		return IntStream.range(0, rows.size())
			.mapToObj(i -> new Row(oneLine ? first : i + 1, cells(List.of(rows.get(i)))))
			.toList();
	}

	static UnreadableFileException tooLong(int line) {
		return new UnreadableFileException(FileProblem.PASTED_LINE, String.valueOf(line));
	}

	private static String withoutHtml(String text) {
		String lines = HTML_CELL.matcher(HTML_LINE.matcher(text).replaceAll("\n")).replaceAll("\t");
		return HTML_TAG.matcher(lines).replaceAll("");
	}

	/** Splits a line that holds several titles. */
	private static List<String> titlesOf(String line) {
		for (Separator separator : ONE_LINE) {
			List<String> parts = List.of(separator.pattern().split(line.strip(), -1));
			if (parts.size() >= separator.fewest()
					&& parts.stream().allMatch(part -> PART.matcher(part).matches() && !PersonNames.isCertain(part))) {
				return parts;
			}
		}
		return List.of(line);
	}

	/** Returns rows of a spreadsheet without a first column that only counts them. */
	private static List<String[]> withoutNumbers(List<String[]> rows) {
		List<Integer> numbers = rows.stream()
			.filter(cells -> cells.length > 1 && cells[0].strip().matches("\\d{1,4}"))
			.map(cells -> Integer.valueOf(cells[0].strip()))
			.toList();
		long wide = rows.stream().filter(cells -> cells.length > 1).count();
		boolean counting = numbers.size() > 1 && numbers.size() >= wide - 1 && Numbering.isConsecutive(numbers);
		return counting ? rows.stream()
			.map(cells -> (cells.length > 1) ? Arrays.copyOfRange(cells, 1, cells.length) : cells)
			.toList() : rows;
	}

	/** Returns the cells of a row without the last empty ones. */
	private static List<String> cells(List<String> row) {
		List<String> cells = new ArrayList<>();
		for (String cell : row) {
			cells.add(Cells.visible((cell.indexOf('&') >= 0) ? HtmlUtils.htmlUnescape(cell) : cell));
		}
		while (cells.size() > 1 && MARK.matcher(cells.getFirst()).matches()) {
			String mark = cells.removeFirst();
			cells.set(0, (mark.equals("o") ? cells.getFirst() : mark + " " + cells.getFirst()).strip());
		}
		while (cells.size() > 1 && cells.getLast().isEmpty()) {
			cells.removeLast();
		}
		return cells.isEmpty() ? List.of("") : cells;
	}

	/**
	 * A row of the text.
	 *
	 * @param number the number of its first line, from 1
	 * @param cells its cells, at least one
	 */
	record Row(int number, List<String> cells) {

		Row {
			cells = List.copyOf(cells);
		}

	}

	/**
	 * What separates titles on one line.
	 *
	 * @param pattern the separator
	 * @param fewest the fewest titles that it separates
	 */
	private record Separator(Pattern pattern, int fewest) {
	}

}
