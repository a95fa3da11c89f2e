package pl.chronobook.identity;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Puts into words which browser a request comes from.
 */
public interface BrowserNames {

	/** A name for people, such as „Firefox, Windows”, of at most 60 characters. */
	String of(HttpServletRequest request);

}
