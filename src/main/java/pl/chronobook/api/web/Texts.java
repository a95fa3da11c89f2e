package pl.chronobook.api.web;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Cleans texts of JSON bodies in the way in which parameters of pages are cleaned.
 */
final class Texts {

	private static final Pattern UNWANTED = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\n\\r]]");

	private Texts() {
	}

	/** Removes characters that the database cannot store; null if nothing is left. */
	static @Nullable String clean(@Nullable String text) {
		if (text == null) {
			return null;
		}
		String cleaned = UNWANTED.matcher(text).replaceAll("").strip();
		return cleaned.isEmpty() ? null : cleaned;
	}

}
