package pl.chronobook.forecast.model.pace;

import pl.chronobook.forecast.model.distribution.Gamma;

/**
 * The variance of the days that some pages take, given the level of the pace. Sessions
 * are a compound Poisson process with exponential jumps of mean dispersion / 2: its first
 * passage of a height has the squared coefficient of variation (1 + 2 x) / (1 + x)^2 for
 * a height of x mean jumps (Cox, Renewal Theory, 1962). The log of a gamma variable of
 * that shape gives the moments.
 */
public final class Noise {

	private static final double MAX_SURPRISE = 3;

	/**
	 * Pages read are counted as at least this share of the expected ones, for their log
	 * to be finite.
	 */
	private static final double LEAST_SHARE = 0.05;

	private double logPages;

	private double variance;

	private double thirdMoment;

	/**
	 * Computes the moments for a number of pages.
	 * @param reach pages that have to be read for {@code pages} to be passed
	 * @param dispersion variance of the pages read over their mean, pages
	 */
	public void prepare(double pages, double reach, double dispersion) {
		double jumps = 2 * pages / dispersion;
		ofShape((1 + jumps) * (1 + jumps) / (1 + 2 * jumps), reach);
	}

	/** Computes the moments of a gamma variable of the given shape. */
	public void ofShape(double shape, double reach) {
		variance = Gamma.trigamma(shape);
		thirdMoment = Gamma.tetragamma(shape);
		logPages = Math.log(reach) + Gamma.digamma(shape) - Math.log(shape);
	}

	public double logPages() {
		return logPages;
	}

	public double variance() {
		return variance;
	}

	public double thirdMoment() {
		return thirdMoment;
	}

	/**
	 * Returns the error of a forecast in standard deviations, at most 3.
	 * @param logExpected log of the pages that were expected
	 * @param levelVariance variance of that log
	 * @param pages the pages that were read
	 */
	double surprise(double logExpected, double levelVariance, double pages, double dispersion) {
		double expected = Math.exp(logExpected);
		prepare(expected, expected, dispersion);
		double miss = Math.log(Math.max(pages, LEAST_SHARE * expected)) - logExpected;
		return Math.min(MAX_SURPRISE, Math.abs(miss) / Math.sqrt(levelVariance + variance));
	}

}
