package pl.chronobook.forecast.model.finish;

/**
 * The width that the ranges of one reader need, learnt from how the forecasts of this
 * reader's past turned out.
 *
 * <p>
 * Every week the pages of the next 7, 28 and 112 days are forecast. When these days are
 * over, the normal score of the pages that were read is added to one of two mean squares:
 * that of the forecasts that were too late, which decides how far ranges reach towards
 * early days, or that of those that were too early. Overlapping forecasts share a weight,
 * and a weight halves in 120 days. Near and far horizons learn from each other the less
 * the further apart they are.
 */
final class PastRanges {

	private static final int WEEK = 7;

	private static final int[] HORIZONS = { WEEK, 28, 112 };

	private static final double NEAREST = Math.log(HORIZONS[0]);

	private static final double FARTHEST = Math.log(HORIZONS[HORIZONS.length - 1]);

	/** Earlier forecasts would rest on readers in general. */
	private static final int FIRST_FORECAST = 14;

	/** Forecasts made longer ago carry less than two per cent of a weight. */
	private static final int LAST_DAYS = 728;

	private static final double MEMORY = Math.exp(-Math.log(2) / 120);

	private static final double MIN_WIDTH = 0.5;

	private static final double MAX_WIDTH = 1.8;

	private final double trust;

	private final int from;

	private final Outcomes[] outcomes = new Outcomes[HORIZONS.length];

	/**
	 * @param trust how many independent past forecasts weigh as much as what readers in
	 * general need
	 * @param days the number of days that will be followed
	 * @param lastOnly whether only the ranges after the last of them are of interest
	 */
	PastRanges(double trust, int days, boolean lastOnly) {
		this.trust = trust;
		from = lastOnly ? Math.max(FIRST_FORECAST, days - LAST_DAYS) : FIRST_FORECAST;
		for (int i = 0; i < outcomes.length; i++) {
			outcomes[i] = new Outcomes(HORIZONS[i], days);
		}
	}

	/**
	 * Starts a day: discounts what is known, adds the forecasts whose days are over, and
	 * makes the next ones.
	 * @param past scores the forecast of this day
	 */
	void startDay(int day, PastForecast past) {
		for (Outcomes outcome : outcomes) {
			outcome.age();
			if (day % WEEK == 0 && day >= from) {
				outcome.resolve(day, from);
				outcome.expect(day, past);
			}
		}
	}

	/**
	 * The factor on a normal score of the days that pages take.
	 * @param score below 0 for days before the median
	 * @param horizon median of the days
	 */
	double width(double score, double horizon) {
		double logHorizon = Math.clamp(Math.log(Math.max(1, horizon)), NEAREST, FARTHEST);
		double squares = trust / 2;
		double weight = trust;
		for (Outcomes outcome : outcomes) {
			double nearness = outcome.nearness(logHorizon);
			squares += nearness * (score < 0 ? outcome.early : outcome.late);
			weight += nearness * outcome.weight;
		}
		return Math.clamp(Math.sqrt(2 * squares / weight), MIN_WIDTH, MAX_WIDTH);
	}

	/** A forecast of the past, whose outcome is known by now. */
	@FunctionalInterface
	interface PastForecast {

		/**
		 * The normal score of the pages that were read in the next {@code days}; 0 if
		 * they are not over.
		 */
		double score(int days);

	}

	/** The outcomes of the forecasts of one horizon. */
	private static final class Outcomes {

		private final int days;

		private final double logDays;

		private final double share;

		/** The normal scores, by the week in which the forecast was made. */
		private final double[] scores;

		private double early;

		private double late;

		private double weight;

		Outcomes(int days, int total) {
			this.days = days;
			logDays = Math.log(days);
			share = (double) WEEK / days;
			scores = new double[total / WEEK + 1];
		}

		void age() {
			early *= MEMORY;
			late *= MEMORY;
			weight *= MEMORY;
		}

		void expect(int day, PastForecast past) {
			scores[day / WEEK] = past.score(days);
		}

		void resolve(int day, int from) {
			int made = day - days;
			if (made < from) {
				return;
			}
			double score = scores[made / WEEK];
			if (score > 0) {
				early += share * score * score;
			}
			else {
				late += share * score * score;
			}
			weight += share;
		}

		double nearness(double logHorizon) {
			double distance = logDays - logHorizon;
			return Math.exp(-distance * distance / 2);
		}

	}

}
