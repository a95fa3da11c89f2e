package pl.chronobook.forecast.model.finish;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.distribution.Normal;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.pace.LevelFilter;
import pl.chronobook.forecast.model.pace.Noise;
import pl.chronobook.forecast.model.pace.OwnGaps;

/**
 * The distribution of the days it takes to read a number of pages: a log-normal level of
 * the pace, averaged over just those days, with gamma noise for the unevenness of
 * reading.
 */
final class FinishTime implements FinishDistribution {

	private static final double MIN_LOG_DAYS = Math.log(1e-3);

	private static final double MAX_LOG_DAYS = Math.log(2 * Quantiles.MAX_DAYS);

	private static final int MAX_STEPS = 60;

	/** The sixth of the skewness below which the distribution counts as normal. */
	private static final double LEAST_BEND = 1e-6;

	/**
	 * A finish date stands for the middle of its day, so that half a day is over at the
	 * midnight after it.
	 */
	private static final double HALF_DAY = 0.5;

	private static final double MAX_SURPRISE = 3;

	private final LevelFilter filter;

	private final double dispersion;

	private final double overshoot;

	private final boolean wholeBooks;

	private final double width;

	private final double addedPages;

	private final @Nullable OwnGaps gaps;

	private final LevelFilter.Outlook outlook = new LevelFilter.Outlook();

	private final Noise spread = new Noise();

	/**
	 * @param dispersion variance of the pages read over their mean, pages
	 * @param overshoot pages by which the last day of reading passes the goal
	 * @param wholeBooks whether reading is seen a book at a time, so that the last page
	 * falls on an event
	 * @param width factor on the standard deviation of the log of the days
	 * @param addedPages pages a day on top of the level, which vary as it does
	 * @param gaps a second estimate, which is mixed in; null without one
	 */
	FinishTime(LevelFilter filter, double dispersion, double overshoot, boolean wholeBooks, double width,
			double addedPages, @Nullable OwnGaps gaps) {
		this.filter = filter;
		this.dispersion = dispersion;
		this.overshoot = overshoot;
		this.wholeBooks = wholeBooks;
		this.width = width;
		this.addedPages = addedPages;
		this.gaps = gaps;
	}

	@Override
	public void raiseTo(double pages, double[] days) {
		prepare(pages, overshoot);
		double floor = 0;
		double guess = solve(0, spread.logPages() - filter.level());
		for (int i = 0; i < days.length; i++) {
			guess = solve(Normal.scoreOfLevel(i), guess);
			double time = Math
				.exp(gaps == null || gaps.share() == 0 ? guess : mixed(gaps, Normal.scoreOfLevel(i), guess, pages));
			double fromMidnight = wholeBooks ? Math.max(time - HALF_DAY, time / 2) : time;
			days[i] = Math.max(Math.max(days[i], floor), fromMidnight);
			floor = days[i];
		}
	}

	/**
	 * Returns the error of the forecast in standard deviations, at most 3, given that
	 * books of {@code pages} were finished after {@code days}.
	 */
	double surprise(double days, double pages) {
		filter.lookAhead(days, outlook);
		prepare(pages, 0);
		double miss = spread.logPages() - Math.log(days) - outlook.logPace;
		return Math.min(MAX_SURPRISE, Math.abs(miss) / Math.sqrt(outlook.variance + spread.variance()));
	}

	/** Finished books are a renewal process with gamma intervals. */
	private void prepare(double pages, double beyond) {
		if (wholeBooks) {
			spread.ofShape(Math.max(1, pages / dispersion), pages + beyond);
		}
		else {
			spread.prepare(pages, pages + beyond, dispersion);
		}
	}

	/** The log of the days at a normal score. */
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
		return FalsePosition.root(logDays -> excess(logDays, score), low, lowExcess, high, highExcess);
	}

	/**
	 * Returns the log of the days at a normal score of the mixture with the reader's own
	 * gaps. It lies between the quantiles of both parts.
	 * @param quantile the log of the days without the gaps
	 */
	private double mixed(OwnGaps own, double score, double quantile, double pages) {
		double other = own.logDays(score, pages, addedPages);
		double low = Math.clamp(Math.min(quantile, other), MIN_LOG_DAYS, MAX_LOG_DAYS);
		double high = Math.clamp(Math.max(quantile, other), MIN_LOG_DAYS, MAX_LOG_DAYS);
		double level = Normal.probability(score);
		return FalsePosition.root(logDays -> probability(own, logDays, pages) - level, low,
				probability(own, low, pages) - level, high, probability(own, high, pages) - level);
	}

	private double probability(OwnGaps own, double logDays, double pages) {
		return (1 - own.share()) * Normal.probability(score(logDays))
				+ own.share() * own.probability(logDays, pages, addedPages);
	}

	/**
	 * The normal score at which the days are the quantile: the Cornish-Fisher expansion,
	 * solved for the score on the branch where it increases.
	 */
	private double score(double logDays) {
		filter.lookAhead(Math.exp(logDays), outlook);
		double variance = outlook.variance + spread.variance();
		double skewness = spread.thirdMoment() / (variance * Math.sqrt(variance));
		double skewed = (logDays + withAdded(outlook.logPace) - spread.logPages()) / (width * Math.sqrt(variance));
		double bend = skewness / 6;
		if (Math.abs(bend) < LEAST_BEND) {
			return skewed;
		}
		double root = Math.sqrt(Math.max(0, 1 + 4 * bend * (skewed + bend)));
		return (root - 1) / (2 * bend);
	}

	/**
	 * Zero at the quantile: the log of the days less the Cornish-Fisher expansion of
	 * their distribution.
	 */
	private double excess(double logDays, double score) {
		filter.lookAhead(Math.exp(logDays), outlook);
		double variance = outlook.variance + spread.variance();
		double skewness = spread.thirdMoment() / (variance * Math.sqrt(variance));
		double skewed = score + skewness * (score * score - 1) / 6;
		return logDays + withAdded(outlook.logPace) - spread.logPages() - width * Math.sqrt(variance) * skewed;
	}

	/**
	 * Added pages move the mean of the log of the pace and leave its variance unchanged,
	 * because additional reading is taken to be as uneven as the rest.
	 */
	private double withAdded(double logPace) {
		return addedPages == 0 ? logPace : Math.log(Math.exp(logPace) + addedPages);
	}

}
