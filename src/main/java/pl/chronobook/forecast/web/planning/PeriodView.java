package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

import pl.chronobook.forecast.plan.PlannedPeriod;

/**
 * A planned period, prepared for its page.
 *
 * @param id its id
 * @param form the form that changes it
 * @param to its last day
 * @param days its days in words
 */
record PeriodView(UUID id, PeriodForm form, LocalDate to, String days) {

	private static final Locale POLISH = Locale.of("pl");

	private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMMM yyyy", POLISH);

	private static final DateTimeFormatter SAME_YEAR = DateTimeFormatter.ofPattern("d MMMM", POLISH);

	static PeriodView of(PlannedPeriod period) {
		return new PeriodView(period.id(), PeriodForm.of(period), period.to(), days(period.from(), period.to()));
	}

	/** Formats like 1 sierpnia 2027, 1–14 sierpnia 2027 or 28 lipca – 3 sierpnia 2027. */
	private static String days(LocalDate from, LocalDate to) {
		if (from.equals(to)) {
			return FULL.format(to);
		}
		if (from.getYear() != to.getYear()) {
			return FULL.format(from) + " – " + FULL.format(to);
		}
		return (from.getMonth() == to.getMonth()) ? from.getDayOfMonth() + "–" + FULL.format(to)
				: SAME_YEAR.format(from) + " – " + FULL.format(to);
	}

}
