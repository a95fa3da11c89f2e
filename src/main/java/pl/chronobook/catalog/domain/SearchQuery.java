package pl.chronobook.catalog.domain;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Isbn;

/**
 * What a reader looks for: an ISBN, or words of titles and authors.
 *
 * @param text {@value #SHORTEST} to {@value #LONGEST} characters, in small letters
 * @param isbn the ISBN that the text is, if it is one
 */
record SearchQuery(String text, @Nullable Isbn isbn) {

	static final int SHORTEST = 2;

	static final int LONGEST = 200;

	/**
	 * Reads what was typed.
	 * @return empty if it is too short to look for
	 */
	static Optional<SearchQuery> parse(String typed) {
		String text = Raw.tidy(typed, LONGEST).toLowerCase(Locale.ROOT);
		if (text.codePointCount(0, text.length()) < SHORTEST || Raw.words(text).isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(Isbn.parse(text)
			.map(isbn -> new SearchQuery(isbn.value(), isbn))
			.orElseGet(() -> new SearchQuery(text, null)));
	}

	/**
	 * The words alone, without signs that a provider may take for its query language.
	 */
	String words() {
		return this.text.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
	}

}
