package pl.chronobook.forecast.model.learning;

import java.util.Comparator;
import java.util.List;

/**
 * Scores of a set of forecasts.
 *
 * @param ibs mean Brier score of "read by day h" over the horizons
 * @param coverage share of the outcomes within the 80 % range, by Kaplan and Meier
 */
record Score(double ibs, double coverage) {

	private static final int[] HORIZONS = { 3, 7, 14, 30, 60, 90, 180, 365 };

	/** The score of a reader without a forecast; a mean leaves it out. */
	private static final Score NONE = new Score(Double.NaN, Double.NaN);

	static Score of(List<JudgedForecast> forecasts) {
		if (forecasts.isEmpty()) {
			return NONE;
		}
		double sum = 0;
		int count = 0;
		for (JudgedForecast judged : forecasts) {
			for (int horizon : HORIZONS) {
				if (!judged.censored() || judged.days() >= horizon) {
					double hit = !judged.censored() && judged.days() <= horizon ? 1 : 0;
					double miss = judged.forecast().probabilityWithin(horizon) - hit;
					sum += miss * miss;
					count++;
				}
			}
		}
		return new Score(sum / Math.max(1, count), coverage(forecasts));
	}

	private static double coverage(List<JudgedForecast> forecasts) {
		List<JudgedForecast> sorted = forecasts.stream()
			.sorted(Comparator.comparingDouble(JudgedForecast::probability).thenComparing(JudgedForecast::censored))
			.toList();
		double survival = 1;
		double within = 0;
		for (int i = 0; i < sorted.size(); i++) {
			JudgedForecast judged = sorted.get(i);
			double before = survival;
			if (!judged.censored()) {
				survival *= 1 - 1.0 / (sorted.size() - i);
			}
			if (judged.probability() >= 0.1 && judged.probability() <= 0.9) {
				within += before - survival;
			}
		}
		return within;
	}

	/** The mean over the readers who have a forecast, without the one left out. */
	static Score mean(List<Score> scores, int leftOut) {
		double ibs = 0;
		double coverage = 0;
		int count = 0;
		for (int i = 0; i < scores.size(); i++) {
			if (i != leftOut && !Double.isNaN(scores.get(i).ibs())) {
				ibs += scores.get(i).ibs();
				coverage += scores.get(i).coverage();
				count++;
			}
		}
		return new Score(ibs / count, coverage / count);
	}

}
