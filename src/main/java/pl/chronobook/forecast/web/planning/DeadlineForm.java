package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

/**
 * The submitted form of a deadline.
 *
 * @param by the typed day
 */
record DeadlineForm(String by) {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.of("pl"));

	DeadlineForm(@Nullable String by) {
		this.by = Objects.requireNonNullElse(by, "");
	}

	/**
	 * Parses the day; if it is invalid, the reason goes to {@code errors}.
	 * @param earliest the first day that is allowed
	 * @param latest the last day that is allowed
	 */
	Optional<LocalDate> read(LocalDate earliest, LocalDate latest, Errors errors) {
		Optional<LocalDate> day = parse(this.by).filter(read -> !read.isBefore(earliest) && !read.isAfter(latest));
		if (day.isEmpty()) {
			errors.rejectValue("by", "forecast.deadline.range",
					new Object[] { DAY.format(earliest), DAY.format(latest) }, null);
		}
		return day;
	}

	private static Optional<LocalDate> parse(String typed) {
		try {
			return Optional.of(LocalDate.parse(typed.strip()));
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

}
