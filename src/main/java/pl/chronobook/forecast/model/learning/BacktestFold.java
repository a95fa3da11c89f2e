package pl.chronobook.forecast.model.learning;

import java.util.ArrayList;
import java.util.List;

/**
 * A fold of a backtest with an expanding window: a model trained on what was known at the
 * start of a day is tested on the forecasts made from that day on, until the next fold
 * starts.
 *
 * @param training observations whose outcome was known when the window closed
 * @param test forecasts made after that; never empty
 */
record BacktestFold(List<Observation> training, List<Observation> test) {

	/**
	 * Divides a reader's past into folds.
	 * @param past in order of time
	 * @param firstDay the day of the history on which the first window closes; each later
	 * window is twice as long as the one before
	 */
	static List<BacktestFold> of(List<Observation> past, int firstDay) {
		List<BacktestFold> folds = new ArrayList<>();
		int days = past.isEmpty() ? 0 : past.getLast().known();
		for (int from = firstDay; from < days; from *= 2) {
			int start = from;
			int end = 2 * from;
			List<Observation> test = past.stream()
				.filter(observation -> observation.day() >= start && observation.day() < end)
				.toList();
			if (!test.isEmpty()) {
				folds.add(new BacktestFold(past.stream().filter(observation -> observation.known() <= start).toList(),
						test));
			}
		}
		return folds;
	}

}
