package pl.chronobook.forecast.model;

/** The standard normal distribution at the seven levels of a forecast. */
final class Normal {

	static final double[] LEVELS = { 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95 };

	static final double[] SCORES = { -1.6448536, -1.2815516, -0.6744898, 0, 0.6744898, 1.2815516, 1.6448536 };

	private Normal() {
	}

	/**
	 * Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17; absolute error
	 * below 7.5e-8.
	 */
	static double probability(double score) {
		double t = 1 / (1 + 0.2316419 * Math.abs(score));
		double tail = Math.exp(-score * score / 2) / Math.sqrt(2 * Math.PI) * t
				* (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
		return score > 0 ? 1 - tail : tail;
	}

}
