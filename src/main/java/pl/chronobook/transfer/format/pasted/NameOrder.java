package pl.chronobook.transfer.format.pasted;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides from all lines of a list on which side of a separator the authors are: „Lalka –
 * Bolesław Prus” or „Bolesław Prus – Lalka”.
 */
final class NameOrder {

	/** The fewest lines that begin with an author, and of different ones. */
	private static final int FEWEST = 2;

	/** The number of a volume, which is no title beside an author. */
	private static final Pattern VOLUME = Pattern
		.compile("(?iu)(?:tom|część|cz\\.|t\\.|księga|vol\\.|volume|book|part)\\s*(?:\\d+|[ivxl]+)(?!\\p{L}).*");

	private final Set<Separator> reversed;

	/**
	 * Separators with an author before each of them, too few of them to call the list
	 * reversed.
	 */
	private final Set<Separator> undisputed;

	/**
	 * Separators that also occur in titles, but in this list part titles from authors.
	 */
	private final Set<Separator> known;

	private NameOrder(Set<Separator> reversed, Set<Separator> undisputed, Set<Separator> known) {
		this.reversed = reversed;
		this.undisputed = undisputed;
		this.known = known;
	}

	static NameOrder of(List<PastedLines.Line> lines) {
		Set<Separator> reversed = EnumSet.noneOf(Separator.class);
		Set<Separator> undisputed = EnumSet.noneOf(Separator.class);
		Set<Separator> known = EnumSet.noneOf(Separator.class);
		List<List<String>> rows = lines.stream().map(line -> PastedTitle.Facts.of(line).cells()).toList();
		for (Separator separator : Separator.values()) {
			Set<String> authors = new HashSet<>();
			int pairs = 0;
			int first = 0;
			int last = 0;
			for (List<String> row : rows) {
				List<String> pair = separator.pair(row);
				if (pair.isEmpty()) {
					continue;
				}
				pairs++;
				if (VOLUME.matcher(pair.get(1)).matches()) {
					continue;
				}
				boolean before = PersonNames.isCertain(pair.get(0));
				boolean after = PersonNames.isCertain(pair.get(1));
				if (before && !after) {
					first++;
					authors.add(pair.get(0));
				}
				last += (after && !before) ? 1 : 0;
			}
			if (Math.max(first, last) >= FEWEST && Math.max(first, last) * 2 >= rows.size()) {
				known.add(separator);
			}
			if (authors.size() >= FEWEST && first > 2 * last && first * 2 > pairs
					&& (!separator.inTitles || known.contains(separator))) {
				reversed.add(separator);
			}
			if (first > 0 && first == pairs) {
				undisputed.add(separator);
			}
		}
		return new NameOrder(reversed, undisputed, known);
	}

	/** Returns whether authors stand before titles. */
	boolean isReversed(Separator separator) {
		return this.reversed.contains(separator);
	}

	/** Splits a text into title and author; the author is empty if there is none. */
	String[] split(String text) {
		for (Separator separator : Separator.IN_TEXT) {
			List<String> pair = separator.pair(List.of(text));
			if (pair.isEmpty()) {
				continue;
			}
			String before = pair.get(0);
			String after = pair.get(1);
			boolean certain = PersonNames.isCertain(after);
			boolean certainBefore = PersonNames.isCertain(before);
			boolean author = certainBefore || (!certain && !separator.inTitles && PersonNames.isPossible(before));
			if (isReversed(separator) && author && !VOLUME.matcher(after).matches()) {
				return PastedTitle.pair(after, before);
			}
			if (separator == Separator.DASH && PersonNames.isPossible(after)) {
				return (certainBefore && !certain && this.undisputed.contains(separator))
						? PastedTitle.pair(after, before) : PastedTitle.pair(before, after);
			}
			if (certain && (separator != Separator.COLON || this.known.contains(separator))) {
				return PastedTitle.pair(before, after);
			}
		}
		return PastedTitle.pair(text, "");
	}

	/**
	 * What stands between title and author.
	 */
	enum Separator {

		/** Cells of a row. */
		CELL("\0", false),

		/** A dash with blanks around it. */
		DASH("\\s+[-–—]\\s+", false),

		/** A dash without one of the blanks, which words have, too. */
		TIGHT_DASH("(?<=\\S)\\s*[–—]\\s*(?=\\p{L})|(?<=\\p{L})(?:\\s+-|-\\s+)(?=\\p{Lu})", false),

		/** A slash, as in catalogs of libraries. */
		SLASH("\\s+/\\s+", false),

		COMMA(",\\s+", true),

		COLON("(?<=\\S):\\s+", true);

		private static final List<Separator> IN_TEXT = List.of(DASH, TIGHT_DASH, SLASH, COMMA, COLON);

		/** The most separators of a line at which it is tried to part it. */
		private static final int MOST_PLACES = 8;

		private final Pattern pattern;

		/** Whether it is usual in titles, so that it parts them in clear lists only. */
		private final boolean inTitles;

		Separator(String pattern, boolean inTitles) {
			this.pattern = Pattern.compile(pattern);
			this.inTitles = inTitles;
		}

		/**
		 * Returns what stands on both sides: of several separators, of the first before
		 * an author, else of the first after one, else of the last.
		 * @return empty if there is no such separator
		 */
		private List<String> pair(List<String> cells) {
			if (this == CELL || cells.size() > 1) {
				return (this == CELL && cells.size() > 1) ? cells.subList(0, 2) : List.of();
			}
			String text = cells.getFirst();
			List<List<String>> pairs = this.pattern.matcher(text)
				.results()
				.limit(MOST_PLACES)
				.map(place -> List.of(text.substring(0, place.start()).strip(), text.substring(place.end()).strip()))
				.filter(sides -> sides.stream().noneMatch(String::isEmpty))
				.toList();
			return pairs.stream()
				.filter(sides -> PersonNames.isCertain(sides.get(1)))
				.findFirst()
				.or(() -> pairs.stream().filter(sides -> PersonNames.isCertain(sides.get(0))).findFirst())
				.orElseGet(() -> pairs.isEmpty() ? List.of() : pairs.getLast());
		}

	}

}
