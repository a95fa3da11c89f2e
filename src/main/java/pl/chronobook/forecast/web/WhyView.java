package pl.chronobook.forecast.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.web.planning.FinishView;
import pl.chronobook.forecast.domain.Forecasts.Context;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.model.Evidence;
import pl.chronobook.forecast.model.history.Session;
import pl.chronobook.forecast.plan.PlannedPeriod;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * The reasons for a reader's finish date, in steps from the pages left to the range.
 *
 * @param books the number of waiting books of known length
 * @param pages their pages still to be read
 * @param evidence the evidence that the forecast rests on
 * @param weeks the columns of the last {@value #WEEKS_SHOWN} weeks, the earliest first;
 * none without sessions
 * @param level the vertical place of the estimated pace in the same picture
 * @param days the last {@value #DAYS_SHOWN} days, the earliest first, in weeks from
 * Monday to Sunday
 * @param daysRead the number of those days with reading
 * @param evenly the day on which the list would be finished at the same pace every day;
 * null beyond twenty years
 * @param dashboard the finish date and its range
 * @param periods the planned periods that have not ended
 */
record WhyView(int books, int pages, Evidence evidence, List<Week> weeks, double level, List<Day> days, long daysRead,
		@Nullable LocalDate evenly, DashboardView dashboard, List<PlannedPeriod> periods) {

	static final int WEEKS_SHOWN = 26;

	static final int HEIGHT = 100;

	private static final int STEP = 14;

	private static final int DAYS_SHOWN = 56;

	static WhyView of(Context context, DashboardView dashboard, LocalDate today) {
		Snapshot now = context.now();
		Evidence evidence = now.forecast().evidence();
		List<QueuedBook> known = context.facts().queue().stream().filter(book -> book.pageCount() != null).toList();
		Map<LocalDate, Double> pages = new HashMap<>();
		for (Session session : context.facts().past().sessions()) {
			pages.merge(session.start().toLocalDate(), session.pages(), Double::sum);
		}
		List<Week> weeks = weeks(pages, today);
		double most = weeks.stream().mapToDouble(Week::pages).max().orElse(0);
		double level = 7 * evidence.currentPagesPerDay();
		double scale = HEIGHT / Math.max(1, Math.max(most, level));
		List<Day> days = days(pages, today);
		return new WhyView(known.size(), dashboard.pages(), evidence,
				weeks.stream().map(week -> week.scaled(scale)).toList(), HEIGHT - level * scale, days,
				days.stream().filter(Day::read).count(), evenly(now, dashboard.pages(), evidence), dashboard,
				context.plan().periods().stream().filter(period -> !period.to().isBefore(today)).toList());
	}

	private static @Nullable LocalDate evenly(Snapshot now, int pages, Evidence evidence) {
		double days = pages / evidence.currentPagesPerDay();
		return (days <= FinishView.REACH) ? now.day(days) : null;
	}

	private static List<Week> weeks(Map<LocalDate, Double> pages, LocalDate today) {
		LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(WEEKS_SHOWN);
		List<Week> weeks = new ArrayList<>();
		for (int i = 0; i < WEEKS_SHOWN && !pages.isEmpty(); i++) {
			double sum = 0;
			for (int day = 0; day < 7; day++) {
				sum += pages.getOrDefault(monday.plusDays(day), 0.0);
			}
			weeks.add(new Week(monday, sum, i * STEP, 0));
			monday = monday.plusWeeks(1);
		}
		return List.copyOf(weeks);
	}

	private static List<Day> days(Map<LocalDate, Double> pages, LocalDate today) {
		LocalDate first = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusDays(DAYS_SHOWN);
		List<Day> days = new ArrayList<>();
		for (int i = 0; i < DAYS_SHOWN && !pages.isEmpty(); i++) {
			LocalDate date = first.plusDays(i);
			days.add(new Day(date, i / 7, i % 7, pages.getOrDefault(date, 0.0) > 0));
		}
		return List.copyOf(days);
	}

	/** Returns the number of days in the second picture. */
	public int daysShown() {
		return DAYS_SHOWN;
	}

	/**
	 * The pages of one week.
	 *
	 * @param monday its first day
	 * @param pages the pages read in it
	 * @param x the horizontal place of its column
	 * @param height the height of its column
	 */
	record Week(LocalDate monday, double pages, int x, double height) {

		Week scaled(double scale) {
			return new Week(this.monday, this.pages, this.x, this.pages * scale);
		}

	}

	/**
	 * A day of the second picture.
	 *
	 * @param date the date
	 * @param week the number of its week in the picture, from 0
	 * @param weekday its place in the week; Monday is 0
	 * @param read whether something was read
	 */
	record Day(LocalDate date, int week, int weekday, boolean read) {
	}

}
