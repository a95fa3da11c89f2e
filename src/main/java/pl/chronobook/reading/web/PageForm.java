package pl.chronobook.reading.web;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

/**
 * The page that a reader has reached, as it was typed: a number or a part of the book.
 */
record PageForm(String page) implements Serializable {

	/** More characters than any page, part or time has. */
	private static final int LONGEST = 40;

	PageForm(@Nullable String page) {
		this.page = shortened(Objects.requireNonNullElse(page, "").strip());
	}

	/**
	 * Cuts a long text, which is refused and only shown again, because it is stored in
	 * the session. The ellipsis keeps its beginning from being a number.
	 */
	private static String shortened(String text) {
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) + "…" : text;
	}

	/**
	 * Parses the typed page; if it is invalid, the reason goes to {@code errors}.
	 */
	Optional<Integer> read(Progress.Scale book, Errors errors) {
		Optional<Integer> read = book.parse(this.page);
		if (read.isEmpty()) {
			errors.rejectValue("page", book.question(), new Object[] { book.end() }, null);
		}
		return read;
	}

}
