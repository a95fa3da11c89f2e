package pl.chronobook.api.web;

import java.util.Optional;

import pl.chronobook.catalog.BookRef;

/**
 * Parses references to books.
 */
final class BookRefs {

	private BookRefs() {
	}

	/** Parses a reference; empty if the text is none. */
	static Optional<BookRef> parse(String text) {
		try {
			return Optional.of(new BookRef(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
