package pl.chronobook.forecast.model.distribution;

/** The standard normal distribution at the seven levels of a forecast. */
public final class Normal {

	static final double[] LEVELS = { 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95 };

	static final double[] SCORES = { -1.6448536, -1.2815516, -0.6744898, 0, 0.6744898, 1.2815516, 1.6448536 };

	/** The number of levels. */
	public static final int COUNT = LEVELS.length;

	private Normal() {
	}

	/**
	 * The probability of a level.
	 * @param index from 0 to below {@link #COUNT}
	 */
	public static double level(int index) {
		return LEVELS[index];
	}

	/**
	 * The normal score of a level.
	 * @param index from 0 to below {@link #COUNT}
	 */
	public static double scoreOfLevel(int index) {
		return SCORES[index];
	}

	/**
	 * Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17; absolute error
	 * below 7.5e-8.
	 */
	public static double probability(double score) {
		double t = 1 / (1 + 0.2316419 * Math.abs(score));
		double tail = Math.exp(-score * score / 2) / Math.sqrt(2 * Math.PI) * t
				* (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
		return score > 0 ? 1 - tail : tail;
	}

	/**
	 * The normal score of a probability. Abramowitz and Stegun, 26.2.23; absolute error
	 * below 4.5e-4.
	 */
	public static double score(double probability) {
		double tail = Math.clamp(Math.min(probability, 1 - probability), Double.MIN_NORMAL, 0.5);
		double t = Math.sqrt(-2 * Math.log(tail));
		double score = t
				- (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
		return probability < 0.5 ? -score : score;
	}

}
