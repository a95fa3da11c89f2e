package pl.chronobook.transfer.history;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.ComparableText;
import pl.chronobook.catalog.Series;

/**
 * Compares titles and authors of different programs, so that „Ostatnie życzenie
 * (Wiedźmin, #1)” by „Sapkowski, Andrzej” and „Ostatnie życzenie” by „Andrzej Sapkowski”
 * are the same book.
 */
public final class Titles {

	private static final Pattern SERIES = Pattern.compile("\\s*[(\\[][^()\\[\\]]*[)\\]]\\s*$");

	private static final Pattern NUMBERED_SERIES = Pattern.compile("\\s*\\([^()]*#[^()]*\\)\\s*$");

	private Titles() {
	}

	/** Returns the title without the series that Goodreads appends to it. */
	public static String withoutSeries(String title) {
		String bare = NUMBERED_SERIES.matcher(title).replaceFirst("").strip();
		return bare.isEmpty() ? title : bare;
	}

	/**
	 * Returns the numbered series that Goodreads appends to a title, the first of
	 * several.
	 */
	static Optional<Series> series(String title) {
		return NUMBERED_SERIES.matcher(title)
			.results()
			.map(brackets -> brackets.group().strip().replaceAll("^\\(|\\)$", "").split(";", 2)[0])
			.flatMap(text -> Series.parse(text).stream())
			.filter(series -> series.volume() != null)
			.findFirst();
	}

	/**
	 * Returns the key by which titles are compared: lower case, without diacritics and
	 * without brackets at the end.
	 */
	public static String key(String title) {
		String bare = ComparableText.of(SERIES.matcher(title).replaceFirst(""));
		return bare.isEmpty() ? ComparableText.of(title) : bare;
	}

	/**
	 * Returns whether two texts can mean the same authors: one contains all names of the
	 * other, apart from initials. An unknown author matches everybody.
	 */
	public static boolean sameAuthor(String one, String other) {
		if (isUnknown(one) || isUnknown(other)) {
			return true;
		}
		Set<String> names = names(one);
		Set<String> others = names(other);
		return !names.isEmpty() && !others.isEmpty() && (names.containsAll(others) || others.containsAll(names));
	}

	public static boolean isUnknown(String author) {
		return author.equalsIgnoreCase(Book.UNKNOWN_AUTHOR);
	}

	private static Set<String> names(String author) {
		return Arrays.stream(ComparableText.of(author).split(" "))
			.filter(name -> name.length() > 1)
			.collect(Collectors.toSet());
	}

}
