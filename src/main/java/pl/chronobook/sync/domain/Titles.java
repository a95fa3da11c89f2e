package pl.chronobook.sync.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Compares titles without regard to case, accents and punctuation.
 */
final class Titles {

	private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

	private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

	private Titles() {
	}

	static boolean areSame(String one, String other) {
		String normalized = normalized(one);
		return !normalized.isEmpty() && normalized.equals(normalized(other));
	}

	private static String normalized(String title) {
		String plain = ACCENTS.matcher(Normalizer.normalize(title, Normalizer.Form.NFKD)).replaceAll("");
		return NO_LETTERS.matcher(plain.toLowerCase(Locale.ROOT).replace('ł', 'l')).replaceAll("");
	}

}
