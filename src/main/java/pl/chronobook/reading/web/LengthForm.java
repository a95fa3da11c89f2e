package pl.chronobook.reading.web;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.PageCount;

/**
 * The number of pages of the reader's edition, as it was typed.
 */
record LengthForm(String pages) implements Serializable {

	LengthForm(@Nullable String pages) {
		this.pages = Objects.requireNonNullElse(pages, "");
	}

	/** Parses the typed number; if it is invalid, the reason goes to {@code errors}. */
	Optional<PageCount> read(Errors errors) {
		try {
			return Optional.of(new PageCount(Integer.parseInt(this.pages.strip())));
		}
		catch (IllegalArgumentException ex) {
			errors.rejectValue("pages", "reading.pages.range", new Object[] { PageCount.MAX }, null);
			return Optional.empty();
		}
	}

}
