package pl.chronobook.reading.web;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.Series;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Audio;
import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.web.shelf.AudioTime;

/**
 * The details of a book, as the reader typed them.
 *
 * @param format the name of a format; may be empty
 * @param owned {@code true} if the reader owns it; else empty
 * @param tags words between commas; may be empty
 * @param series the name of its series; may be empty
 * @param volume its number in the series; may be empty
 * @param length the length of an audiobook; may be empty
 * @param speed the speed at which the reader listens to it; may be empty
 */
record DetailsForm(String format, String owned, String tags, String series, String volume, String length,
		String speed) implements Serializable {

	private static final String OWNED = "true";

	private static final String VOLUME = "\\d{1,4}";

	private static final String SPEED = "\\d([.,]\\d{1,2})?";

	private static final int NORMAL = 100;

	DetailsForm(@Nullable String format, @Nullable String owned, @Nullable String tags, @Nullable String series,
			@Nullable String volume, @Nullable String length, @Nullable String speed) {
		this.format = Objects.requireNonNullElse(format, "");
		this.owned = OWNED.equals(owned) ? OWNED : "";
		this.tags = Objects.requireNonNullElse(tags, "");
		this.series = Objects.requireNonNullElse(series, "");
		this.volume = Objects.requireNonNullElse(volume, "");
		this.length = Objects.requireNonNullElse(length, "");
		this.speed = Objects.requireNonNullElse(speed, "");
	}

	static DetailsForm of(BookDetails details) {
		Audio audio = details.audio();
		return new DetailsForm(Objects.toString(details.format(), ""), details.owned() ? OWNED : "",
				String.join(", ", details.tags()), Objects.toString(details.seriesName(), ""),
				Objects.toString(details.volume(), ""), (audio != null) ? audio.end() : "",
				(audio != null && audio.speed() != NORMAL)
						? BigDecimal.valueOf(audio.speed(), 2).stripTrailingZeros().toPlainString().replace('.', ',')
						: "");
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
		Format chosen = Arrays.stream(Format.values())
			.filter(one -> one.name().equals(this.format))
			.findFirst()
			.orElse(null);
		Optional<Audio> audio = (chosen == Format.AUDIO) ? audio(errors) : Optional.empty();
		if (errors.hasErrors()) {
			return Optional.empty();
		}
		return Optional
			.of(new BookDetails(chosen, this.owned.equals(OWNED), words, named.orElse(null), audio.orElse(null)));
	}

	private Optional<Audio> audio(Errors errors) {
		String typed = this.speed.strip().replaceFirst("\\s*[x×]$", "");
		int percent = typed.isEmpty() ? NORMAL
				: typed.matches(SPEED) ? new BigDecimal(typed.replace(',', '.')).movePointRight(2).intValueExact() : 0;
		if (percent < Audio.SLOWEST || percent > Audio.FASTEST) {
			errors.rejectValue("speed", "reading.details.speed");
			return Optional.empty();
		}
		if (this.length.isBlank() && typed.isEmpty()) {
			return Optional.empty();
		}
		Optional<Integer> minutes = AudioTime.parse(this.length)
			.filter(parsed -> parsed >= 1 && parsed <= Audio.MOST_MINUTES);
		if (minutes.isEmpty()) {
			errors.rejectValue("length", "reading.details.length");
		}
		return minutes.map(parsed -> new Audio(parsed, percent));
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
