package pl.chronobook.reading.web;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

/**
 * The minutes of reading that a forgotten timer measured, as the reader typed them.
 */
record MinutesForm(String minutes) implements Serializable {

	MinutesForm(@Nullable String minutes) {
		this.minutes = Objects.requireNonNullElse(minutes, "").strip();
	}

	/**
	 * Parses the typed minutes; if they are invalid, the reason goes to {@code errors}.
	 */
	Optional<Duration> read(Errors errors) {
		if (this.minutes.matches("\\d{1,4}")) {
			return Optional.of(Duration.ofMinutes(Integer.parseInt(this.minutes)));
		}
		errors.rejectValue("minutes", "reading.timer.no-minutes");
		return Optional.empty();
	}

}
