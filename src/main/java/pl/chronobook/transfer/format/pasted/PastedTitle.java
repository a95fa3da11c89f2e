package pl.chronobook.transfer.format.pasted;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.history.Isbns;
import pl.chronobook.transfer.history.Lengths;

/**
 * A book of a pasted list.
 *
 * @param title its title
 * @param author its author; empty if the line names none
 * @param pages its length; null if the line names none
 * @param isbn its ISBN; null if the line names none
 * @param status its place, as the list says by boxes and headings
 */
record PastedTitle(String title, String author, @Nullable PageCount pages, @Nullable Isbn isbn, ReadingStatus status) {

	private static final String UNIT = "(?:s|ss|str|stron|strony|strona|p|pp|pages|seiten)(?!\\p{L})\\.?";

	private static final String NUMBER_OF_PAGES = "(?:ok\\.?\\s*)?(\\d{1,2}[ .]?\\d{3}|\\d{1,5})\\s*" + UNIT;

	/**
	 * A length needs its unit: „Rok 1984, 12” may be a title. What follows it is an
	 * author.
	 */
	private static final Pattern PAGES = Pattern.compile("(?iu)(?:(?:\\s*[,;|(\\[]|\\s+[-–—])\\s*" + NUMBER_OF_PAGES
			+ "|(?:\\s*[,;|(\\[]|\\s+[-–—])\\s*(?:liczba stron|l\\. ?stron|stron|str|s|pages)\\.?:?\\s+(\\d{1,5})"
			+ "|\\s+(\\d{1,5})\\s*(?:str\\.|stron|strony|strona|pages|seiten|s\\.))\\s*[)\\]]?(?=$|\\s*[,;|]|\\s+[-–—/]\\s)");

	/** Separators, from the first of them, so that long runs of them take no longer. */
	private static final String BEFORE = "(?<![\\s,;|(\\[–—-])[\\s,;|(\\[–—-]*";

	private static final Pattern LABELLED_ISBN = Pattern.compile("(?i)" + BEFORE
			+ "\\bISBN(?:[- ]?1[03])?(?!\\p{L}):?\\s*([\\dX][\\dX \\p{Pd}]{8,18}[\\dX])(?![\\dX])\\s*[)\\]]?");

	private static final Pattern BARE_ISBN = Pattern
		.compile(BEFORE + "(?<![\\d\\p{Pd}])(97[89](?:[ \\p{Pd}]?\\d){10})(?!\\d)\\s*[)\\]]?");

	private static final Pattern SEPARATORS_AT_END = Pattern.compile("(?<![\\s;|,:/–—-])[\\s;|,:/–—-]++$");

	private static final Pattern TITLE_LABEL = Pattern.compile("(?iu)^(?:tytuł|title):\\s*(?=\\S)");

	private static final String AUTHOR = "(?:(?:autor(?:ka|zy)?|author)\\s*:\\s*|aut\\.:?\\s+)";

	private static final Pattern AUTHOR_LABEL = Pattern
		.compile("(?iu)(.*\\S)(?:\\s*[,;|(]|\\s+[-–—])?\\s*(?<!\\p{L})" + AUTHOR + "(?=[^()]*\\p{L})([^()]++)\\)?");

	private static final Pattern AUTHOR_LABEL_FIRST = Pattern.compile("(?iu)^" + AUTHOR);

	private static final Pattern DOT_AT_END = Pattern.compile("(?<=\\p{Ll}{2})\\.$");

	private static final Pattern BY = Pattern.compile("(?i)(.*\\S)\\s+by\\s+(\\S.*)");

	private static final Pattern IN_BRACKETS = Pattern.compile("(.*\\S)\\s*[(\\[]([^()\\[\\]]+)[)\\]]");

	private static final Pattern QUOTED_FIRST = Pattern
		.compile("([„“”\"«»‚‘][^„“”\"«»]+[”“\"»«’‘])\\s*([-–—,;:/|]?)\\s*(\\p{L}.*)");

	private static final Pattern QUOTED_LAST = Pattern
		.compile("(\\p{L}[^„“”\"«»]*?)\\s*[-–—,;:/|]?\\s*([„“”\"«»‚][^„“”\"«»]+[”“\"»«’])");

	private static final Pattern QUOTED = Pattern.compile("[\"„“”»«‚‘](.*\\S.*)[\"”“«»’‘]");

	/**
	 * Reads a line.
	 * @param line a line with a letter or a digit, without marks of a list
	 * @param order the order of titles and authors in the list
	 */
	static PastedTitle of(PastedLines.Line line, NameOrder order) {
		Facts facts = Facts.of(line);
		String[] names = names(facts, order);
		String title = unquoted(TITLE_LABEL.matcher(names[0].strip()).replaceFirst(""));
		String author = DOT_AT_END.matcher(AUTHOR_LABEL_FIRST.matcher(names[1].strip()).replaceFirst(""))
			.replaceFirst("");
		return new PastedTitle(title.isBlank() ? line.text() : title, author, facts.pages(), facts.isbn(),
				line.status());
	}

	/** Returns title and author. */
	private static String[] names(Facts facts, NameOrder order) {
		if (facts.cells().size() > 1) {
			boolean reversed = order.isReversed(NameOrder.Separator.CELL);
			String other = facts.cells().stream().skip(1).filter(PastedTitle::hasLetter).findFirst().orElse("");
			return (reversed && !other.isEmpty()) ? pair(other, facts.cells().getFirst())
					: pair(facts.cells().getFirst(), other);
		}
		String text = TITLE_LABEL.matcher(facts.cells().getFirst()).replaceFirst("");
		Matcher labelled = AUTHOR_LABEL.matcher(text);
		if (labelled.matches()) {
			return pair(SEPARATORS_AT_END.matcher(labelled.group(1)).replaceFirst(""), labelled.group(2));
		}
		for (Pattern pattern : List.of(BY, IN_BRACKETS)) {
			Matcher parts = pattern.matcher(text);
			if (parts.matches() && PersonNames.isCertain(parts.group(2))) {
				return pair(parts.group(1), parts.group(2));
			}
		}
		Matcher first = QUOTED_FIRST.matcher(text);
		if (first.matches() && (PersonNames.isCertain(first.group(3))
				|| (!first.group(2).isEmpty() && PersonNames.isPossible(first.group(3))))) {
			return pair(first.group(1), first.group(3));
		}
		Matcher quoted = QUOTED_LAST.matcher(text);
		if (quoted.matches() && PersonNames.isCertain(quoted.group(1))) {
			return pair(quoted.group(2), quoted.group(1));
		}
		return order.split(text);
	}

	static String[] pair(String title, String author) {
		return new String[] { title, author };
	}

	private static boolean hasLetter(String text) {
		return text.chars().anyMatch(Character::isLetter);
	}

	private static String unquoted(String title) {
		Matcher quoted = QUOTED.matcher(title);
		boolean outer = quoted.matches() && quoted.group(1).chars().noneMatch(c -> "\"„“”»«".indexOf(c) >= 0);
		return outer ? quoted.group(1).strip() : title;
	}

	/**
	 * What a line says besides title and author.
	 *
	 * @param cells the rest of the line: one text, or what was separated by semicolons or
	 * tabs
	 */
	record Facts(List<String> cells, @Nullable PageCount pages, @Nullable Isbn isbn) {

		private static final Pattern CELL_END = Pattern.compile("\\s*[;|]\\s*");

		/** A year, which is more likely in the middle of a row than a length. */
		private static final Pattern YEAR = Pattern.compile("1[4-9]\\d\\d|20\\d\\d");

		static Facts of(PastedLines.Line line) {
			return (line.cells().size() > 1) ? ofRow(line.cells()) : ofText(line.text());
		}

		private static Facts ofRow(List<String> row) {
			Isbn isbn = row.stream().skip(1).map(Isbns::find).flatMap(Optional::stream).findFirst().orElse(null);
			List<String> numbers = row.stream().skip(1).filter(cell -> cell.matches("\\d{1,5}")).toList();
			PageCount pages = null;
			for (String cell : row.subList(1, row.size())) {
				boolean bare = cell.matches("\\d{1,5}");
				boolean length = !bare || cell.equals(row.getLast())
						|| (numbers.size() == 1 && !YEAR.matcher(cell).matches());
				if (pages == null && length && cell.length() <= 20) {
					pages = Lengths.read(cell, "").orElse(null);
				}
			}
			PageCount known = pages;
			Facts first = ofText(row.getFirst());
			String title = (first.cells().size() == 1) ? first.cells().getFirst() : row.getFirst();
			List<String> texts = Stream
				.concat(Stream.of(title),
						row.stream()
							.skip(1)
							.filter(cell -> hasLetter(cell) && (known == null || Lengths.read(cell, "").isEmpty())))
				.toList();
			return new Facts((texts.size() > 1) ? texts : first.cells(), (known != null) ? known : first.pages(),
					(isbn != null) ? isbn : first.isbn());
		}

		private static Facts ofText(String line) {
			String text = line;
			Isbn isbn = null;
			for (Pattern pattern : List.of(LABELLED_ISBN, BARE_ISBN)) {
				Matcher number = pattern.matcher(text);
				if (isbn == null && number.find()) {
					Optional<Isbn> found = Isbn.parse(number.group(1));
					if (found.isPresent()) {
						isbn = found.get();
						String rest = text.substring(0, number.start()) + " " + text.substring(number.end());
						text = hasWord(rest) ? SEPARATORS_AT_END.matcher(rest).replaceFirst("").strip()
								: number.group(1);
					}
				}
			}
			PageCount pages = null;
			Matcher length = PAGES.matcher(text);
			if (length.find() && length.start() > 0) {
				Optional<PageCount> read = Stream.of(length.group(1), length.group(2), length.group(3))
					.filter(Objects::nonNull)
					.findFirst()
					.flatMap(number -> Lengths.read(number, ""));
				if (read.isPresent()) {
					pages = read.get();
					text = (text.substring(0, length.start()) + text.substring(length.end())).strip();
				}
			}
			List<String> cells = CELL_END.splitAsStream(withoutEmptyCells(text)).filter(Facts::hasWord).toList();
			return new Facts(cells.isEmpty() ? List.of(text) : cells, pages, isbn);
		}

		private static boolean hasWord(String text) {
			return text.codePoints().anyMatch(Character::isLetterOrDigit);
		}

		/**
		 * Returns a row without the separators at its end, after which a spreadsheet had
		 * empty cells.
		 */
		private static String withoutEmptyCells(String text) {
			int end = text.length();
			while (end > 0 && " ;|".indexOf(text.charAt(end - 1)) >= 0) {
				end--;
			}
			return (end > 0) ? text.substring(0, end) : text;
		}

	}

}
