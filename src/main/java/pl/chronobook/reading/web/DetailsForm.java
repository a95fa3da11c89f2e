package pl.chronobook.reading.web;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.Series;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Format;

/**
 * What the reader says about a book, as it was typed.
 *
 * @param format the name of a format; may be empty
 * @param owned whether the reader owns it
 * @param tags words between commas; may be empty
 * @param series the name of its series; may be empty
 * @param volume its number in the series; may be empty
 */
record DetailsForm(String format, Boolean owned, String tags, String series, String volume) implements Serializable {

	private static final String VOLUME = "\\d{1,4}";

	DetailsForm(@Nullable String format, @Nullable Boolean owned, @Nullable String tags, @Nullable String series,
			@Nullable String volume) {
		this.format = Objects.requireNonNullElse(format, "");
		this.owned = Boolean.TRUE.equals(owned);
		this.tags = Objects.requireNonNullElse(tags, "");
		this.series = Objects.requireNonNullElse(series, "");
		this.volume = Objects.requireNonNullElse(volume, "");
	}

	static DetailsForm of(BookDetails details) {
		Series series = details.series();
		return new DetailsForm(Objects.toString(details.format(), ""), details.owned(),
				String.join(", ", details.tags()), (series != null) ? series.name() : "",
				(series != null) ? Objects.toString(series.volume(), "") : "");
	}

	/** Parses the typed texts; if one is invalid, the reason goes to {@code errors}. */
	Optional<BookDetails> read(Errors errors) {
		List<String> words = BookDetails.tidy(Arrays.asList(this.tags.split(",")));
		if (words.size() > BookDetails.MOST_TAGS) {
			errors.rejectValue("tags", "reading.details.tags", new Object[] { BookDetails.MOST_TAGS }, null);
		}
		else if (words.stream().anyMatch(word -> word.length() > BookDetails.LONGEST_TAG)) {
			errors.rejectValue("tags", "reading.details.tag", new Object[] { BookDetails.LONGEST_TAG }, null);
		}
		Optional<Series> named = named(errors);
		if (errors.hasErrors()) {
			return Optional.empty();
		}
		Format chosen = Arrays.stream(Format.values())
			.filter(one -> one.name().equals(this.format))
			.findFirst()
			.orElse(null);
		return Optional.of(new BookDetails(chosen, this.owned, words, named.orElse(null)));
	}

	private Optional<Series> named(Errors errors) {
		String number = this.volume.strip();
		if (!number.isEmpty() && !number.matches(VOLUME)) {
			errors.rejectValue("volume", "reading.details.volume", new Object[] { Series.LAST_VOLUME }, null);
			return Optional.empty();
		}
		if (this.series.isBlank()) {
			if (!number.isEmpty()) {
				errors.rejectValue("series", "reading.details.series-missing");
			}
			return Optional.empty();
		}
		try {
			return Optional.of(new Series(this.series, number.isEmpty() ? null : Integer.valueOf(number)));
		}
		catch (IllegalArgumentException ex) {
			errors.rejectValue("series", "reading.details.series", new Object[] { Series.LONGEST_NAME }, null);
			return Optional.empty();
		}
	}

}
