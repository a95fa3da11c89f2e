package pl.chronobook.sync.domain;

import pl.chronobook.catalog.ComparableText;

/**
 * Compares titles without regard to case, diacritics, punctuation and blanks.
 */
final class Titles {

	private Titles() {
	}

	static boolean areSame(String one, String other) {
		String letters = letters(one);
		return !letters.isEmpty() && letters.equals(letters(other));
	}

	private static String letters(String title) {
		return ComparableText.of(title).replace(" ", "");
	}

}
