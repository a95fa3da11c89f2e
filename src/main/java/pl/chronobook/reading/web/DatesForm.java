package pl.chronobook.reading.web;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.reading.ImpossibleDatesException;

/**
 * The days between which a book was read, as the reader typed them.
 *
 * @param start the first day; may be empty
 * @param end the last day; may be empty
 */
record DatesForm(String start, String end) implements Serializable {

	DatesForm(@Nullable String start, @Nullable String end) {
		this.start = Objects.requireNonNullElse(start, "");
		this.end = Objects.requireNonNullElse(end, "");
	}

	static DatesForm of(@Nullable LocalDate start, @Nullable LocalDate end) {
		return new DatesForm(Objects.toString(start, ""), Objects.toString(end, ""));
	}

	/**
	 * Applies a change with the typed days; the reason for a refusal goes to
	 * {@code errors}.
	 */
	void apply(Change change, Errors errors) {
		try {
			change.to(date(this.start), date(this.end));
		}
		catch (DateTimeParseException ex) {
			errors.rejectValue("end", "reading.dates.unreadable");
		}
		catch (ImpossibleDatesException ex) {
			errors.rejectValue("end", "reading.dates." + ex.reason());
		}
	}

	private static @Nullable LocalDate date(String text) {
		return text.isBlank() ? null : LocalDate.parse(text.strip());
	}

	@FunctionalInterface
	interface Change {

		void to(@Nullable LocalDate start, @Nullable LocalDate end);

	}

}
