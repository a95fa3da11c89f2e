package pl.chronobook.forecast.model;

import org.jspecify.annotations.Nullable;

/**
 * The evidence behind a forecast: the part of the history before the origin.
 *
 * @param sessions reading sessions
 * @param books finished books
 * @param activeDays days with a session, or days on which a book was finished when there
 * are no sessions
 * @param calendarDays days from the first of them to the origin, those without reading
 * included; with sessions the last ten years
 * @param pagesPerDay mean pages a calendar day; 0 when there is no history
 * @param currentPagesPerDay the estimated level of the pace at the origin, pages a
 * calendar day
 * @param pagesPerHour reading speed, or null without a session in the calendar days
 * @param hoursPerWeek reading habit, zero days counted, or null without a session
 * @param weekdayFactor share of an average day's reading done on a day from Monday to
 * Friday; 1 when no pattern is used
 * @param weekendFactor the same for Saturday and Sunday
 * @param assumed whether the forecast rests on the reader's guess alone
 */
public record Evidence(int sessions, int books, int activeDays, int calendarDays, double pagesPerDay,
		double currentPagesPerDay, @Nullable Double pagesPerHour, @Nullable Double hoursPerWeek, double weekdayFactor,
		double weekendFactor, boolean assumed) {
}
