package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.correction.Features;
import pl.chronobook.forecast.model.correction.ReaderState;
import pl.chronobook.forecast.model.finish.MixedFinishTime;
import pl.chronobook.forecast.model.finish.SessionPace;
import pl.chronobook.forecast.model.history.DailyPages;
import pl.chronobook.forecast.model.history.DayCalendar;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;
import pl.chronobook.forecast.model.pace.Prior;
import pl.chronobook.forecast.model.pace.ReaderKinds;

/**
 * The outcome of a forecast of the reader's past.
 *
 * @param day on which the forecast was made, counted from the first day of the history
 * @param known day on which the outcome was known, counted in the same way
 * @param features of the forecast
 * @param score normal score of the pages read in the forecast distribution
 * @param weight in independent observations; overlapping forecasts share a weight
 */
record Observation(int day, int known, Features features, double score, double weight) {

	private static final int[] HORIZONS = { 7, 28, 112 };

	private static final int[] STEPS = { 7, 14, 28 };

	private static final int FIRST = 28;

	/**
	 * Forecasts a reader's past week by week and scores every forecast.
	 * @param origin the first day of the future; the history from this day on is ignored
	 * @return empty for a history without sessions or shorter than five weeks
	 */
	static List<Observation> of(ReaderHistory history, LocalDate origin) {
		List<Session> sessions = history.sessionsBefore(origin);
		if (sessions.isEmpty()) {
			return List.of();
		}
		List<FinishedBook> books = history.booksBefore(origin);
		DailyPages daily = DailyPages.of(sessions, books, origin);
		DayCalendar calendar = new DayCalendar(origin, daily.pattern(Prior.USUAL.dispersion()), List.of());
		List<Observation> observations = new ArrayList<>();
		SessionPace.follow(daily, books, calendar, ReaderKinds.SESSIONS, (day, pace) -> {
			if (day >= FIRST && day % STEPS[0] == 0) {
				score(daily, day, pace.finishes(0), observations);
			}
		});
		return observations;
	}

	private static void score(DailyPages daily, int day, MixedFinishTime forecast, List<Observation> observations) {
		for (int i = 0; i < HORIZONS.length; i++) {
			int known = day + HORIZONS[i];
			if (day % STEPS[i] == 0 && known <= daily.days()) {
				double score = forecast.score(HORIZONS[i], daily.sum(day, known));
				double weight = (double) STEPS[i] / HORIZONS[i] / HORIZONS.length;
				observations.add(new Observation(day, known, Features.of(HORIZONS[i], ReaderState.at(daily, day)),
						score, weight));
			}
		}
	}

}
