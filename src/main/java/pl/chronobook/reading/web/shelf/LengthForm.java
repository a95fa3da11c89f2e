package pl.chronobook.reading.web.shelf;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.PageCount;

/**
 * The number of pages of the reader's edition, as it was typed.
 */
public record LengthForm(String pages) implements Serializable {

	public LengthForm(@Nullable String pages) {
		this.pages = Objects.requireNonNullElse(pages, "");
	}

	/** Parses the typed number; if it is invalid, the reason goes to {@code errors}. */
	public Optional<PageCount> read(Errors errors) {
		try {
			return Optional.of(new PageCount(Integer.parseInt(this.pages.strip())));
		}
		catch (IllegalArgumentException ex) {
			errors.rejectValue("pages", "reading.pages.range", new Object[] { PageCount.MAX }, null);
			return Optional.empty();
		}
	}

}
