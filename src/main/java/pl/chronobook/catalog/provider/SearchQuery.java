package pl.chronobook.catalog.provider;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.ComparableText;
import pl.chronobook.catalog.Isbn;

/**
 * A search query: an ISBN, or words of titles and authors.
 *
 * @param text {@value #SHORTEST} to {@value #LONGEST} characters, in lower case
 * @param isbn the ISBN if the text is one; otherwise null
 */
public record SearchQuery(String text, @Nullable Isbn isbn) {

	static final int SHORTEST = 2;

	static final int LONGEST = 200;

	/**
	 * Parses a typed query.
	 * @return empty if it is too short
	 */
	public static Optional<SearchQuery> parse(String typed) {
		String text = ProviderValues.tidy(typed, LONGEST).toLowerCase(Locale.ROOT);
		if (text.codePointCount(0, text.length()) < SHORTEST || ComparableText.of(text).isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(Isbn.parse(text)
			.map(isbn -> new SearchQuery(isbn.value(), isbn))
			.orElseGet(() -> new SearchQuery(text, null)));
	}

	/**
	 * Returns the words without punctuation, which a provider may interpret as its query
	 * language.
	 */
	String words() {
		return this.text.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
	}

}
