package pl.chronobook.transfer.format.pasted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.history.Shelves;

/**
 * Finds the rows with titles, and removes what marks them as items of a list or belongs
 * to the page or the message that they were copied from.
 */
final class PastedLines {

	/** The sender of a message in an exported or copied conversation. */
	private static final Pattern MESSAGE = Pattern
		.compile("^\\[?\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4},? \\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp]\\.?[Mm]\\.?)?]?"
				+ " ?(?:[-–—] )?[^:]{1,60}: (?=\\S)");

	private static final Pattern DAY = Pattern
		.compile("^(?:\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}) ?[-–—:,]? (?=\\S)");

	/** A day that is no title for certain, as „11/22/63” is. */
	private static final Pattern DAY_WITH_WHOLE_YEAR = Pattern.compile("^(?:\\d{4}|\\d{1,2}[./]\\d{1,2}[./]\\d{4}).*");

	/** The fewest lines of a list that begin with the days of their books. */
	private static final int FEWEST_DAYS = 2;

	private static final Pattern LINK = Pattern.compile("!?\\[([^\\[\\]]{1,500})]\\(\\S{0,900}\\)");

	private static final Pattern ADDRESS = Pattern.compile("(?i)\\(?\\b(?:https?://|www\\.)\\S+");

	/** A word between the signs with which Markdown and messengers emphasise it. */
	private static final Pattern EMPHASIS = Pattern.compile(
			"(?<![\\p{L}\\p{N}*_~`])(\\*{1,3}|_{1,3}|~{1,2}|`)(?=\\S)([^*_~`]{1,500})(?<=\\S)\\1(?![\\p{L}\\p{N}*_~`])");

	private static final Pattern STRUCK_OUT = Pattern.compile("(?:(?:[-*+•]|\\d{1,4}[.)])\\s+)?(?:~~[^~]+~~|~[^~]+~)");

	private static final Pattern KEYCAP = Pattern.compile("^(\\d)\\uFE0F?\\u20E3\\s*");

	private static final Pattern HEADING = Pattern.compile("#+\\s.*");

	/** What shops, sites of readers and messengers write beside titles. */
	private static final Pattern NOISE = Pattern.compile("(?iu)(?:\\d+ ?(?:szt|egz)\\.?|ilość:? ?\\d+|usuń"
			+ "|(?:dodaj )?do koszyka|w koszyku|dodaj do schowka|zapisz na później|wysyłka w \\d+.*|najniższa cena .*"
			+ "|dodaj na półkę|\\d[\\d.,  ]* (?:ocen[ay]?|opini[aie]|ratings?|reviews?|voters?)\\b.*|(?:średnia )?ocena:? \\d.*"
			+ "|[\\d.,]+ ?/ ?(?:5|6|10)|.*\\bavg rating\\b.*|score: \\d.*|saving[.…]*|rate this book.*|clear rating"
			+ "|\\d of 5 stars.*|<[^<>]{1,40}>)");

	private static final Pattern PRICE = Pattern
		.compile("(?iu)(?:^|\\s*[,;|–—-]\\s*|\\s+)(?:cena:? ?|za )?\\d{1,4}(?:[.,]\\d{2})? ?(?:zł|pln|€|eur|\\$)\\.?$");

	private static final Pattern RATING = Pattern
		.compile("(?:\\s*[,;|(–—-]\\s*|\\s+)\\d{1,2}(?:[.,]\\d)? ?/ ?(?:5|6|10)\\)?$");

	/** Matches the name of a section in at least two words, or one that is no title. */
	private static final Pattern NAME_OF_A_SECTION = Pattern
		.compile("(?iu)(?!never finished$).*\\S \\S.*|tbr|przeczytane|porzucone");

	private static final Pattern SEVERAL = Pattern.compile("[,;|/]");

	private static final Pattern NAME_OF_A_LIST = Pattern
		.compile("(?iu)(?:tytuły?|titles?|(?:moje )?książki|books|(?:moja )?lista(?: książek)?(?: do przeczytania)?)");

	/** A remark such as {@code (przeczytane)} after a title. */
	private static final Pattern REMARK = Pattern
		.compile("(.*\\S)(?:\\s+[-–—]\\s+|\\s*[(\\[])(\\p{Ll}[^()\\[\\]]{4,30})[)\\]]?");

	/** A line after which the author of the title above follows. */
	private static final Pattern AUTHOR_FOLLOWS = Pattern.compile("(?iu)by|autor(?:ka|zy)?:?|author:?");

	/** A line with the author of the title above. */
	private static final Pattern AUTHOR_BELOW = Pattern
		.compile("(?iu)(?:(by)\\s+|(?:autor(?:ka|zy)?|author):\\s*)(.*\\p{L}.*)");

	private static final Pattern GOODREADS_AUTHOR = Pattern.compile("(?: \\(Goodreads Author\\))? ?\\*?$");

	/** The fewest pairs of a title and an author of which some authors may be unknown. */
	private static final int FEWEST_PAIRS = 6;

	private PastedLines() {
	}

	/**
	 * Returns the rows with titles. Those without a letter or a digit, headings, and what
	 * belongs to a page rather than to its list are left out.
	 */
	static List<Line> of(List<PastedText.Row> rows) {
		return paired(ticked(numbered(marked(rows))));
	}

	/** Returns the lines without bullets and boxes, which become their status. */
	private static List<Line> marked(List<PastedText.Row> rows) {
		List<Line> lines = new ArrayList<>();
		ReadingStatus section = null;
		boolean authorFollows = false;
		List<Item> items = items(rows);
		boolean several = items.size() > 1;
		for (int i = 0; i < items.size(); i++) {
			Item item = items.get(i);
			String text = item.text();
			boolean alone = item.cells().size() == 1;
			if (alone && !lines.isEmpty() && lines.getLast().cells().size() == 1) {
				String author = authorFollows ? text : authorBelow(text);
				authorFollows = author == null && AUTHOR_FOLLOWS.matcher(text).matches() && (text.endsWith(":")
						|| (i + 1 < items.size() && isAuthor(items.get(i + 1)) && !isAuthor(items.get(i - 1))));
				if (author != null) {
					lines.add(lines.removeLast().by(withoutRemark(author)));
				}
				if (author != null || authorFollows) {
					continue;
				}
			}
			authorFollows = false;
			boolean unmarked = several && item.unmarked() && !Numbering.isNumbered(text);
			boolean heading = HEADING.matcher(text).matches() || (unmarked && text.endsWith(":"));
			if (alone && (heading || (unmarked && isHeading(text, i == 0)))) {
				String name = text.replaceAll("^#+\\s*|[:\\s]+$", "");
				section = (heading && !SEVERAL.matcher(name).find() ? Shelves.place(name) : place(name))
					.orElse(section);
				continue;
			}
			lines.add(new Line(item.number(), item.cells(), Optional.ofNullable(section).orElse(ReadingStatus.TBR),
					item.ticked())
				.withRemark());
		}
		return lines;
	}

	/**
	 * Returns the rows without what shops and sites write, which may also stand in the
	 * first columns of a table.
	 */
	private static List<Item> items(List<PastedText.Row> rows) {
		List<Item> items = new ArrayList<>();
		boolean days = beginWithDays(rows);
		for (PastedText.Row row : rows) {
			for (int first = 0; first < row.cells().size(); first++) {
				String cell = row.cells().get(first);
				String plain = plain(cell, days);
				ItemMark mark = ItemMark.of(plain);
				String text = RATING.matcher(PRICE.matcher(mark.text()).replaceFirst("")).replaceFirst("");
				if (ItemMark.hasWord(text) && !NOISE.matcher(mark.text()).matches() && !NOISE.matcher(text).matches()) {
					List<String> cells = new ArrayList<>(List.of(text));
					row.cells()
						.stream()
						.skip(first + 1L)
						.filter(other -> !PRICE.matcher(other).matches())
						.forEach(cells::add);
					items.add(new Item(row.number(), cells, mark.text().length() == plain.length(),
							STRUCK_OUT.matcher(cell).matches() ? Boolean.TRUE : mark.ticked()));
					break;
				}
			}
		}
		return items;
	}

	/**
	 * Returns whether lines begin with the days on which they were written. A title may
	 * be a day itself: „11/22/63 - Stephen King”.
	 */
	private static boolean beginWithDays(List<PastedText.Row> rows) {
		List<String> lines = rows.stream()
			.map(row -> row.cells().getFirst())
			.filter(line -> ItemMark.hasWord(line))
			.toList();
		long days = lines.stream()
			.map(line -> MESSAGE.matcher(line).replaceFirst(""))
			.filter(line -> !withoutDay(line).equals(line))
			.count();
		return days >= FEWEST_DAYS || (lines.size() == 1 && DAY_WITH_WHOLE_YEAR.matcher(lines.getFirst()).matches());
	}

	private static String withoutDay(String line) {
		String rest = DAY.matcher(line).replaceFirst("");
		return PersonNames.isCertain(rest) ? line : rest;
	}

	private static boolean isAuthor(Item item) {
		return item.cells().size() == 1 && PersonNames.isCertain(withoutRemark(item.text()));
	}

	private static String withoutRemark(String author) {
		return GOODREADS_AUTHOR.matcher(author).replaceFirst("");
	}

	/** Returns the author of the title above, if the text names one; else null. */
	private static @Nullable String authorBelow(String text) {
		Matcher below = AUTHOR_BELOW.matcher(text);
		boolean named = below.matches()
				&& (below.group(1) == null || PersonNames.isCertain(withoutRemark(below.group(2))));
		return named ? below.group(2) : null;
	}

	/**
	 * Returns whether a text without a colon is a heading.
	 * @param first whether it is the first line; further down, „Lista” is a title
	 */
	private static boolean isHeading(String text, boolean first) {
		return (first && NAME_OF_A_LIST.matcher(text).matches())
				|| (NAME_OF_A_SECTION.matcher(text).matches() && place(text).isPresent());
	}

	/** Returns the status whose name a text is as a whole. */
	private static Optional<ReadingStatus> place(String text) {
		return SEVERAL.matcher(text).find() ? Optional.empty() : Shelves.named(text);
	}

	/**
	 * Returns a text without dates, links and emphasis.
	 * @param days whether lines begin with days
	 */
	private static String plain(String text, boolean days) {
		String said = MESSAGE.matcher(text).replaceFirst("");
		String message = days ? withoutDay(said) : said;
		String linked = LINK.matcher(message).replaceAll(link -> Matcher.quoteReplacement(link.group(1)));
		String bare = ADDRESS.matcher(linked).find()
				? ADDRESS.matcher(linked).replaceAll("").replaceFirst("[\\s,;|:–—-]+$", "") : linked;
		return KEYCAP
			.matcher(EMPHASIS.matcher(bare).replaceAll(part -> Matcher.quoteReplacement(part.group(2))).strip())
			.replaceFirst("$1. ");
	}

	/** Marks ticked books as read, if others are not ticked. */
	private static List<Line> ticked(List<Line> lines) {
		boolean all = lines.stream().allMatch(line -> Boolean.TRUE.equals(line.ticked()));
		return all ? lines
				: lines.stream()
					.map(line -> Boolean.TRUE.equals(line.ticked()) ? line.placed(ReadingStatus.FINISHED) : line)
					.toList();
	}

	private static List<Line> numbered(List<Line> lines) {
		UnaryOperator<String> bare = Numbering.of(lines.stream().map(Line::text).toList());
		return lines.stream().map(line -> {
			String text = bare.apply(line.text());
			ItemMark mark = ItemMark.of(text);
			return text.equals(line.text()) ? line : line.with(mark.text()).tickedAlso(mark.ticked());
		}).toList();
	}

	/** Joins titles with authors where they take turns, as in the basket of a shop. */
	private static List<Line> paired(List<Line> lines) {
		int pairs = lines.size() / 2;
		if (pairs < 2 || lines.size() % 2 != 0 || lines.stream().anyMatch(line -> line.cells().size() > 1)) {
			return lines;
		}
		for (int author = 0; author < 2; author++) {
			int offset = author;
			long names = IntStream.range(0, pairs)
				.filter(i -> PersonNames.isCertain(lines.get(2 * i + offset).text()))
				.count();
			boolean possible = IntStream.range(0, pairs)
				.mapToObj(i -> lines.get(2 * i + offset).text())
				.allMatch(text -> PersonNames.isPossible(text) || PersonNames.isCertain(text));
			boolean titles = IntStream.range(0, pairs)
				.noneMatch(i -> PersonNames.isCertain(lines.get(2 * i + 1 - offset).text()));
			boolean enough = (pairs < FEWEST_PAIRS) ? names == pairs : names * 5 >= pairs * 4L;
			if (possible && titles && enough) {
				return IntStream.range(0, pairs)
					.mapToObj(i -> lines.get(2 * i + 1 - offset).by(lines.get(2 * i + offset).text()))
					.toList();
			}
		}
		return lines;
	}

	/**
	 * A row that belongs to the list.
	 *
	 * @param number the number of its line, from 1
	 * @param cells its cells, the first of them without marks
	 * @param unmarked whether it had no bullet, box or picture
	 * @param ticked whether its box is ticked or its text struck out; null if it has none
	 */
	private record Item(int number, List<String> cells, boolean unmarked, @Nullable Boolean ticked) {

		private String text() {
			return this.cells.getFirst();
		}

	}

	/**
	 * A line with a title.
	 *
	 * @param number its number, from 1
	 * @param cells its text, or the cells of a row of a spreadsheet
	 * @param status where the book stands, as the headings say
	 * @param ticked whether its box is ticked or its text struck out; null if it has none
	 */
	record Line(int number, List<String> cells, ReadingStatus status, @Nullable Boolean ticked) {

		Line {
			cells = List.copyOf(cells);
		}

		/** Returns its text, or its first cell. */
		String text() {
			return this.cells.getFirst();
		}

		private Line with(String text) {
			List<String> others = new ArrayList<>(this.cells);
			others.set(0, text);
			return new Line(this.number, others, this.status, this.ticked);
		}

		private Line by(String author) {
			return new Line(this.number, List.of(text(), author), this.status, this.ticked);
		}

		/** Takes the tick of a box behind the number of the line. */
		private Line tickedAlso(@Nullable Boolean box) {
			return (this.ticked != null) ? this : new Line(this.number, this.cells, this.status, box);
		}

		private Line placed(ReadingStatus place) {
			return new Line(this.number, this.cells, place, this.ticked);
		}

		/** Takes the status from a remark after the title. */
		private Line withRemark() {
			Matcher remark = REMARK.matcher(text());
			Optional<ReadingStatus> place = remark.matches() ? place(remark.group(2)) : Optional.empty();
			return place.isPresent() ? with(remark.group(1)).placed(place.get()) : this;
		}

	}

}
