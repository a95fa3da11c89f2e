package pl.chronobook.identity;

import org.jspecify.annotations.Nullable;

/**
 * Names the browser that sends a request.
 */
public interface BrowserNames {

	/**
	 * Returns a name for people, such as „Firefox, Windows”, of at most 60 characters;
	 * empty if the browser is unknown.
	 * @param userAgent the header {@code User-Agent}; null if the request has none
	 */
	String of(@Nullable String userAgent);

}
