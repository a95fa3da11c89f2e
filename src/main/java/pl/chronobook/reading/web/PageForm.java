package pl.chronobook.reading.web;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.PageCount;

/**
 * The page that a reader has reached, as it was typed: a number or a part of the book.
 */
record PageForm(String page) implements Serializable {

	PageForm(@Nullable String page) {
		this.page = Objects.requireNonNullElse(page, "");
	}

	/**
	 * Parses the typed page; if it is invalid, the reason goes to {@code errors}.
	 * @param pageCount pages of the book; null if unknown
	 */
	Optional<Integer> read(@Nullable Integer pageCount, Errors errors) {
		Optional<Integer> read = Progress.parse(this.page, pageCount);
		if (read.isEmpty()) {
			errors.rejectValue("page", (pageCount != null) ? "reading.page.range" : "reading.page.unknown",
					new Object[] { (pageCount != null) ? pageCount : PageCount.MAX }, null);
		}
		return read;
	}

}
