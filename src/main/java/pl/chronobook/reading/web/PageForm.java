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

	PageForm(@Nullable String page) {
		this.page = Objects.requireNonNullElse(page, "");
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
