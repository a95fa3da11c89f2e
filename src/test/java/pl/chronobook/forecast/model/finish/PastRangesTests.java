package pl.chronobook.forecast.model.finish;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import pl.chronobook.forecast.model.Histories;
import pl.chronobook.forecast.model.distribution.Normal;
import pl.chronobook.forecast.model.history.DailyPages;
import pl.chronobook.forecast.model.history.DayCalendar;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.WeeklyPattern;
import pl.chronobook.forecast.model.pace.ReaderKinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PastRangesTests {

	private static final double EARLY = -1;

	private static final double LATE = 1;

	private static final double WEEK = 7;

	private static final double MONTH = 28;

	private static final double SEASON = 112;

	@Test
	void rangesAreAsWideAsUsualWithoutPastForecasts() {
		PastRanges ranges = after(20, days -> -3);

		assertThat(ranges.width(EARLY, MONTH)).isEqualTo(1);
		assertThat(ranges.width(LATE, MONTH)).isEqualTo(1);
	}

	@Test
	void rangesNarrowWhenForecastsWereMetAndWidenWhenTheyWereMissed() {
		PastRanges met = after(365, days -> 0);
		PastRanges missed = after(365, days -> days == 28 ? 2 : -2);

		assertThat(met.width(EARLY, MONTH)).isBetween(0.5, 0.9);
		assertThat(met.width(LATE, MONTH)).isEqualTo(met.width(EARLY, MONTH));
		assertThat(missed.width(EARLY, MONTH)).isGreaterThan(1.1);
		assertThat(missed.width(LATE, WEEK)).isGreaterThan(1.1);
	}

	@Test
	void readingLessThanForecastWidensOnlyTheLateSide() {
		PastRanges ranges = after(365, days -> -1.5);

		assertThat(ranges.width(LATE, MONTH)).isGreaterThan(1.1);
		assertThat(ranges.width(EARLY, MONTH)).isLessThan(0.9);
	}

	@Test
	void shortHorizonsLearnFromShortForecastsAboveAll() {
		PastRanges ranges = after(365, days -> days == 7 ? -2 : 0);

		assertThat(ranges.width(LATE, WEEK)).isGreaterThan(1.1);
		assertThat(ranges.width(LATE, SEASON)).isLessThan(1.1);
		assertThat(ranges.width(LATE, 2)).isEqualTo(ranges.width(LATE, WEEK));
		assertThat(ranges.width(LATE, 1000)).isEqualTo(ranges.width(LATE, SEASON));
	}

	@Test
	void forecastsCountWhenTheirDaysAreOver() {
		assertThat(after(20, days -> -3).width(LATE, WEEK)).isEqualTo(1);
		assertThat(after(21, days -> -3).width(LATE, WEEK)).isGreaterThan(1);
	}

	@Test
	void oldMissesFade() {
		double soon = after(200, (day, days) -> day < 180 ? -2 : 0).width(LATE, WEEK);
		double later = after(500, (day, days) -> day < 180 ? -2 : 0).width(LATE, WEEK);

		assertThat(soon).isGreaterThan(1.2);
		assertThat(later).isLessThan(1);
	}

	@Test
	void forecastsOfYearsAgoHardlyMatter() {
		PastScores changed = (day, days) -> day < 700 ? -2 : 0.5;

		double all = after(1500, false, changed).width(LATE, MONTH);
		double last = after(1500, true, changed).width(LATE, MONTH);

		assertThat(last).isCloseTo(all, within(0.05)).isNotEqualTo(all);
	}

	@Test
	void theRangesOfADayUseNoLaterDay() {
		LocalDate end = Histories.MONDAY;
		ReaderHistory history = Histories.irregular(end, 300);

		assertThat(forecasts(history, end).subList(0, 150))
			.isEqualTo(forecasts(history, end.minusDays(100)).subList(0, 150));
	}

	/** The quantiles for 300 pages on each day of a history. */
	private static List<List<Double>> forecasts(ReaderHistory history, LocalDate end) {
		DailyPages daily = DailyPages.of(history.sessionsBefore(end), List.of(), end);
		List<List<Double>> forecasts = new ArrayList<>();
		SessionPace.follow(daily, List.of(), new DayCalendar(end, WeeklyPattern.FLAT, List.of()), ReaderKinds.SESSIONS,
				(day, pace) -> {
					double[] days = new double[Normal.COUNT];
					pace.finishes(0).raiseTo(300, days);
					List<Double> forecast = new ArrayList<>();
					for (double quantile : days) {
						forecast.add(quantile);
					}
					forecasts.add(forecast);
				});
		return forecasts;
	}

	private static PastRanges after(int days, PastRanges.PastForecast past) {
		return after(days, (day, horizon) -> past.score(horizon));
	}

	private static PastRanges after(int days, PastScores past) {
		return after(days, false, past);
	}

	private static PastRanges after(int days, boolean lastOnly, PastScores past) {
		PastRanges ranges = new PastRanges(16, days, lastOnly);
		for (int day = 0; day <= days; day++) {
			int made = day;
			ranges.startDay(day, horizon -> made + horizon > days ? 0 : past.score(made, horizon));
		}
		return ranges;
	}

	@FunctionalInterface
	private interface PastScores {

		double score(int day, int days);

	}

}
