package pl.chronobook.forecast.model;

import java.util.function.DoubleFunction;

/**
 * The distribution of the days it takes to read a number of pages: a log-normal level of
 * the pace, averaged over just those days, with gamma noise for the unevenness of
 * reading.
 */
final class FinishTime {

	private static final double MIN_LOG_DAYS = Math.log(1e-3);

	private static final double MAX_LOG_DAYS = Math.log(2 * Quantiles.MAX_DAYS);

	private static final double PRECISION = 1e-4;

	private static final int MAX_STEPS = 60;

	/**
	 * A burst that crosses the last page reaches half its variance-to-mean ratio beyond
	 * it; half of that again is inside the day that is counted whole.
	 */
	private static final double OVERSHOOT = 0.25;

	/**
	 * A finish date stands for the middle of its day, so that half a day is over at the
	 * midnight after it.
	 */
	private static final double HALF_DAY = 0.5;

	private static final double MAX_SURPRISE = 3;

	/**
	 * Pages read are counted as at least this share of the expected ones, for their log
	 * to be finite.
	 */
	private static final double LEAST_SHARE = 0.05;

	private final LevelFilter filter;

	private final double noise;

	private final boolean wholeBooks;

	private final double width;

	private final double addedPages;

	private final DoubleFunction<Correction> corrections;

	private final LevelFilter.Outlook outlook = new LevelFilter.Outlook();

	private double logPages;

	private double noiseVariance;

	private double noiseThirdMoment;

	private Correction correction = Correction.NONE;

	/**
	 * @param noise variance of the pages read over their mean, pages
	 * @param wholeBooks whether reading is seen a book at a time, so that the last page
	 * falls on an event
	 * @param width factor on the standard deviation of the log of the days
	 * @param addedPages pages a day on top of the level, which vary as it does
	 */
	FinishTime(LevelFilter filter, double noise, boolean wholeBooks, double width, double addedPages) {
		this(filter, noise, wholeBooks, width, addedPages, horizon -> Correction.NONE);
	}

	/**
	 * A distribution that is corrected.
	 * @param corrections by the horizon, days until the uncorrected median
	 */
	FinishTime(LevelFilter filter, double noise, boolean wholeBooks, double width, double addedPages,
			DoubleFunction<Correction> corrections) {
		this.filter = filter;
		this.noise = noise;
		this.wholeBooks = wholeBooks;
		this.width = width;
		this.addedPages = addedPages;
		this.corrections = corrections;
	}

	/**
	 * Sets each of {@code days} to its quantile for {@code pages}, but never below what
	 * it holds, so that the books of a queue stay in order.
	 */
	void raiseTo(double pages, double[] days) {
		prepare(pages);
		double floor = 0;
		correction = Correction.NONE;
		double guess = solve(0, logPages - filter.level());
		correction = corrections.apply(Math.exp(guess));
		for (int i = 0; i < days.length; i++) {
			guess = solve(Normal.SCORES[i], guess);
			double time = Math.exp(guess);
			double fromMidnight = wholeBooks ? Math.max(time - HALF_DAY, time / 2) : time;
			days[i] = Math.max(Math.max(days[i], floor), fromMidnight);
			floor = days[i];
		}
	}

	/**
	 * By how many standard deviations, at most 3, the forecast was missed when
	 * {@code pages} were read in {@code days}.
	 */
	double surprise(double days, double pages) {
		filter.lookAhead(days, outlook);
		double logExpected = Math.log(days) + outlook.logPace;
		double miss;
		if (wholeBooks) {
			prepare(pages);
			miss = logPages - logExpected;
		}
		else {
			double expected = Math.exp(logExpected);
			prepare(expected);
			miss = Math.log(Math.max(pages, LEAST_SHARE * expected)) - logExpected;
		}
		return Math.min(MAX_SURPRISE, Math.abs(miss) / Math.sqrt(outlook.variance + noiseVariance));
	}

	/**
	 * Where the pages that were read in {@code days} lie in the forecast, in standard
	 * deviations of the log above the middle, at most 3 either way. It is the normal
	 * score for which these days would have been the quantile for these pages, with the
	 * opposite sign, if the distribution were not skewed.
	 */
	double score(double days, double pages) {
		prepare(pages);
		filter.lookAhead(days, outlook);
		double ahead = logPages - Math.log(days) - outlook.logPace;
		return Math.clamp(ahead / Math.sqrt(outlook.variance + noiseVariance), -MAX_SURPRISE, MAX_SURPRISE);
	}

	/**
	 * Sessions are a compound Poisson process with exponential bursts of mean noise / 2:
	 * its first passage of a height has the squared coefficient of variation (1 + 2 x) /
	 * (1 + x)^2 for a height of x bursts (Cox, Renewal Theory, 1962). Books are a renewal
	 * process with gamma times. Either way the log of a gamma variable of that shape
	 * gives the moments.
	 */
	private void prepare(double pages) {
		double bursts = 2 * pages / noise;
		double shape = wholeBooks ? Math.max(1, pages / noise) : (1 + bursts) * (1 + bursts) / (1 + 2 * bursts);
		noiseVariance = Gamma.trigamma(shape);
		noiseThirdMoment = Gamma.tetragamma(shape);
		double reach = wholeBooks ? pages : pages + OVERSHOOT * noise;
		logPages = Math.log(reach) + Gamma.digamma(shape) - Math.log(shape);
	}

	/** The log of the days at a normal score, by the Illinois form of false position. */
	private double solve(double score, double guess) {
		double low = Math.clamp(guess, MIN_LOG_DAYS, MAX_LOG_DAYS);
		double lowExcess = excess(low, score);
		double high = low;
		double highExcess = lowExcess;
		for (int i = 0; i < MAX_STEPS && highExcess < 0 && high < MAX_LOG_DAYS; i++) {
			low = high;
			lowExcess = highExcess;
			high = Math.min(MAX_LOG_DAYS, low + Math.max(0.2, -1.3 * lowExcess));
			highExcess = excess(high, score);
		}
		for (int i = 0; i < MAX_STEPS && lowExcess > 0 && low > MIN_LOG_DAYS; i++) {
			high = low;
			highExcess = lowExcess;
			low = Math.max(MIN_LOG_DAYS, high - Math.max(0.2, 1.3 * highExcess));
			lowExcess = excess(low, score);
		}
		if (highExcess <= 0) {
			return high;
		}
		if (lowExcess >= 0) {
			return low;
		}
		for (int i = 0; i < MAX_STEPS; i++) {
			double middle = (low * highExcess - high * lowExcess) / (highExcess - lowExcess);
			double excess = excess(middle, score);
			if (Math.abs(excess) < PRECISION || high - low < PRECISION) {
				return middle;
			}
			if (excess > 0) {
				high = middle;
				highExcess = excess;
				lowExcess /= 2;
			}
			else {
				low = middle;
				lowExcess = excess;
				highExcess /= 2;
			}
		}
		return high;
	}

	/**
	 * Zero at the quantile: the log of the days less the Cornish-Fisher expansion of
	 * their distribution.
	 */
	private double excess(double logDays, double score) {
		filter.lookAhead(Math.exp(logDays), outlook);
		double variance = outlook.variance + noiseVariance;
		double skewness = noiseThirdMoment / (variance * Math.sqrt(variance));
		double skewed = score + skewness * (score * score - 1) / 6;
		return logDays + withAdded(outlook.logPace) - logPages
				- width * Math.sqrt(variance) * (correction.width() * skewed - correction.shift());
	}

	/**
	 * What is added moves the middle of the log of the pace and leaves its variance: a
	 * promise to read more is kept as unevenly as everything else.
	 */
	private double withAdded(double logPace) {
		return addedPages == 0 ? logPace : Math.log(Math.exp(logPace) + addedPages);
	}

}
