package pl.chronobook.transfer.domain;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells whether two programs speak of the same book, although one says „Ostatnie życzenie
 * (Wiedźmin, #1)” by „Sapkowski, Andrzej” and the other „Ostatnie życzenie” by „Andrzej
 * Sapkowski”.
 */
final class Titles {

	static final String UNKNOWN_AUTHOR = "Autor nieznany";

	private static final Pattern SERIES = Pattern.compile("\\s*[(\\[][^()\\[\\]]*[)\\]]\\s*$");

	private static final Pattern NUMBERED_SERIES = Pattern.compile("\\s*\\([^()]*#[^()]*\\)\\s*$");

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

	private Titles() {
	}

	/** The title without the series that Goodreads appends to it. */
	static String withoutSeries(String title) {
		String bare = NUMBERED_SERIES.matcher(title).replaceFirst("").strip();
		return bare.isEmpty() ? title : bare;
	}

	/**
	 * What is left of a title: small letters without diacritics, nothing in brackets
	 * behind.
	 */
	static String key(String title) {
		String bare = words(SERIES.matcher(title).replaceFirst(""));
		return bare.isEmpty() ? words(title) : bare;
	}

	/**
	 * Whether two texts can name the same authors: one has all the names of the other,
	 * initials aside. An unknown author can be anybody.
	 */
	static boolean sameAuthor(String one, String other) {
		if (isUnknown(one) || isUnknown(other)) {
			return true;
		}
		Set<String> names = names(one);
		Set<String> others = names(other);
		return !names.isEmpty() && !others.isEmpty() && (names.containsAll(others) || others.containsAll(names));
	}

	static boolean isUnknown(String author) {
		return author.equalsIgnoreCase(UNKNOWN_AUTHOR);
	}

	private static Set<String> names(String author) {
		return Arrays.stream(words(author).split(" ")).filter(name -> name.length() > 1).collect(Collectors.toSet());
	}

	private static String words(String text) {
		String plain = MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD))
			.replaceAll("")
			.replace('ł', 'l');
		return NO_LETTERS.matcher(plain).replaceAll(" ").strip();
	}

}
