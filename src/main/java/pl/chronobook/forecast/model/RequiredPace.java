package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.PageLimits;
import pl.chronobook.forecast.model.history.DayCalendar;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.model.history.WeeklyPattern;

/**
 * The pace required to read some pages by a deadline, spread over the remaining days by
 * the reader's weekly pattern.
 *
 * @param pagesPerWeekday pages on each day from Monday to Friday on which nothing is
 * planned
 * @param pagesPerWeekendDay pages on each such Saturday and Sunday
 * @param weekdays days from Monday to Friday on which anything is read
 * @param weekendDays the same for Saturdays and Sundays
 * @param daysOff days on which nothing is read, by a planned exception
 */
public record RequiredPace(double pagesPerWeekday, double pagesPerWeekendDay, int weekdays, int weekendDays,
		int daysOff) {

	/**
	 * The pace that finishes {@code pages} by the end of {@code deadline}.
	 * @param origin the first day on which pages can be read
	 * @param pages pages to be read, 0 or more
	 * @param evidence of the forecast, for the weekly pattern
	 * @param exceptions planned ones; a day at half the usual reading takes half the
	 * pages
	 * @return empty if there is no day to read on, at most a hundred years ahead
	 */
	public static Optional<RequiredPace> by(LocalDate deadline, LocalDate origin, double pages, Evidence evidence,
			List<PlannedException> exceptions) {
		PageLimits.check(pages);
		WeeklyPattern pattern = new WeeklyPattern(evidence.weekdayFactor(), evidence.weekendFactor());
		DayCalendar calendar = new DayCalendar(origin, pattern, exceptions);
		long last = Math.min(deadline.toEpochDay(), origin.toEpochDay() + (long) Quantiles.MAX_DAYS);
		double averageDays = 0;
		int weekdays = 0;
		int weekendDays = 0;
		int daysOff = 0;
		for (long day = origin.toEpochDay(); day <= last; day++) {
			double weight = calendar.weight(day);
			averageDays += weight;
			if (weight == 0) {
				daysOff++;
			}
			else if (WeeklyPattern.isWeekend(day)) {
				weekendDays++;
			}
			else {
				weekdays++;
			}
		}
		if (averageDays == 0) {
			return Optional.empty();
		}
		double pagesPerDay = pages / averageDays;
		return Optional.of(new RequiredPace(pagesPerDay * pattern.weekday(), pagesPerDay * pattern.weekend(), weekdays,
				weekendDays, daysOff));
	}

}
