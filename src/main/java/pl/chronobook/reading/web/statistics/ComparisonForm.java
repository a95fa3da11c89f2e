package pl.chronobook.reading.web.statistics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

/**
 * Two spans of days as typed into the address.
 *
 * @param a the month or year of the first span; blank for days
 * @param aFrom the first day of the first span
 * @param aTo the last day of the first span
 * @param b the month or year of the second span; blank for days
 * @param bFrom the first day of the second span
 * @param bTo the last day of the second span
 */
record ComparisonForm(@Nullable String a, @Nullable String aFrom, @Nullable String aTo, @Nullable String b,
		@Nullable String bFrom, @Nullable String bTo) {

	/**
	 * Returns what was typed; the month before the present one and the present one if
	 * nothing was.
	 */
	ComparisonForm orLastMonths(LocalDate today) {
		if (this.a != null || this.b != null || this.aFrom != null || this.bFrom != null) {
			return this;
		}
		YearMonth month = YearMonth.from(today);
		return new ComparisonForm(month.minusMonths(1).toString(), null, null, month.toString(), null, null);
	}

	/**
	 * Checks both spans; the reason for an invalid one goes to {@code errors}.
	 * @param today the reader's day, up to which a span must begin
	 */
	void validate(LocalDate today, Errors errors) {
		reject("a", first().problem(today), errors);
		reject("b", second().problem(today), errors);
	}

	/** The address of the picture of a valid comparison. */
	String picture() {
		return "/statistics/compare/picture.png?a=%s&aFrom=%s&aTo=%s&b=%s&bFrom=%s&bTo=%s".formatted(first().name(),
				first().firstDay(), first().lastDay(), second().name(), second().firstDay(), second().lastDay());
	}

	public SpanChoice first() {
		return choice(this.a, this.aFrom, this.aTo);
	}

	public SpanChoice second() {
		return choice(this.b, this.bFrom, this.bTo);
	}

	private static void reject(String field, @Nullable String problem, Errors errors) {
		if (problem != null) {
			errors.rejectValue(field, problem);
		}
	}

	private static SpanChoice choice(@Nullable String name, @Nullable String from, @Nullable String to) {
		return new SpanChoice(Objects.requireNonNullElse(name, ""), Objects.requireNonNullElse(from, ""),
				Objects.requireNonNullElse(to, ""));
	}

}
