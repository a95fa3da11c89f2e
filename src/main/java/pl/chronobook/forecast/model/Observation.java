package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How a forecast of some earlier day turned out.
 *
 * @param day when it was made, from the first day of the history
 * @param known when it was known how it turned out
 * @param features what a model would have been told
 * @param score where the pages read lay in the forecast, in its standard deviations
 * @param weight independent observations that it is worth; overlapping ones share
 */
record Observation(int day, int known, Features features, double score, double weight) {

	private static final int[] HORIZONS = { 7, 28, 112 };

	private static final int[] STEPS = { 7, 14, 28 };

	private static final int FIRST = 28;

	/**
	 * What one history has to teach.
	 * @param origin nothing on or after it is looked at
	 * @return empty when there is hardly anything
	 */
	static List<Observation> of(ReaderHistory history, LocalDate origin) {
		List<Session> sessions = history.sessionsBefore(origin);
		if (sessions.isEmpty()) {
			return List.of();
		}
		List<FinishedBook> books = history.booksBefore(origin);
		DailyPages daily = DailyPages.of(sessions, books, origin);
		Prior prior = Prior.POPULATION;
		DayCalendar calendar = new DayCalendar(origin, daily.pattern(prior), List.of());
		List<Observation> observations = new ArrayList<>();
		PaceEstimate.ofSessions(daily, books, calendar, prior, (day, forecast, width) -> {
			if (day >= FIRST) {
				look(daily, day, forecast, width, observations);
			}
		});
		return observations;
	}

	private static void look(DailyPages daily, int day, FinishTime forecast, double width,
			List<Observation> observations) {
		for (int i = 0; i < HORIZONS.length; i++) {
			int known = day + HORIZONS[i];
			if (day % STEPS[i] == 0 && known <= daily.days()) {
				double score = forecast.score(HORIZONS[i], daily.sum(day, known)) / width;
				double weight = (double) STEPS[i] / HORIZONS[i] / HORIZONS.length;
				observations
					.add(new Observation(day, known, Features.of(HORIZONS[i], Standing.at(daily, day)), score, weight));
			}
		}
	}

}
