package pl.chronobook.catalog;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Normalizes titles and authors, which programs and people spell differently, so that
 * they can be compared.
 */
public final class ComparableText {

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

	private ComparableText() {
	}

	/**
	 * Returns the words of a text in lower case, without diacritics and punctuation, with
	 * single blanks between them.
	 */
	public static String of(String text) {
		String decomposed = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
		// The stroke of ł is no combining mark
		String plain = MARKS.matcher(decomposed).replaceAll("").replace('ł', 'l');
		return NO_LETTERS.matcher(plain).replaceAll(" ").strip();
	}

}
