package pl.chronobook.reading.web.statistics;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.statistics.Span;

/**
 * A span of days as typed: a month (2026-11), a year (2026), or two days of one's own.
 *
 * @param name the month or the year; blank for the two days
 * @param from the first day
 * @param to the last day
 */
record SpanChoice(String name, String from, String to) {

	/**
	 * Returns the reason for which the span cannot be used, which is a key of the
	 * messages; null if it can.
	 * @param today the reader's day, up to which a span must begin
	 */
	@Nullable String problem(LocalDate today) {
		Optional<Span> span;
		if (!this.name.isBlank()) {
			span = named();
			if (span.isEmpty()) {
				return "reading.statistics.compare.unknown";
			}
		}
		else {
			Optional<LocalDate> first = day(this.from);
			Optional<LocalDate> last = day(this.to);
			if (first.isEmpty() || last.isEmpty()) {
				return "reading.statistics.compare.days";
			}
			if (last.get().isBefore(first.get())) {
				return "reading.statistics.compare.order";
			}
			span = Optional.of(new Span(first.get(), last.get()));
		}
		return span.get().from().isAfter(today) ? "reading.statistics.compare.future"
				: span.get().from().isBefore(ReadingDates.EARLIEST) || span.get().to().isAfter(today.plusYears(1))
						? "reading.statistics.compare.reach" : null;
	}

	/** The days of a choice without a problem. */
	Span span() {
		return this.name.isBlank() ? new Span(day(this.from).orElseThrow(), day(this.to).orElseThrow())
				: named().orElseThrow();
	}

	/**
	 * The first of the two days as the address writes it; blank if it does not matter.
	 */
	String firstDay() {
		return this.name.isBlank() ? span().from().toString() : "";
	}

	/** The last of the two days as the address writes it; blank if it does not matter. */
	String lastDay() {
		return this.name.isBlank() ? span().to().toString() : "";
	}

	/** The month or year that is named; empty if there is none. */
	Optional<Span> named() {
		try {
			if (this.name.matches("\\d{4}")) {
				int year = Integer.parseInt(this.name);
				return Optional.of(new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
			}
			if (!this.name.matches("\\d{4}-\\d{2}")) {
				return Optional.empty();
			}
			YearMonth month = YearMonth.parse(this.name);
			return Optional.of(new Span(month.atDay(1), month.atEndOfMonth()));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static Optional<LocalDate> day(String typed) {
		try {
			return Optional.of(typed.strip()).filter(day -> day.matches("\\d{4}-\\d{2}-\\d{2}")).map(LocalDate::parse);
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
