package pl.chronobook.forecast.model.pace;

/**
 * Follows the level of the pace, ln(pages a day), through a history.
 *
 * <p>
 * The level is the sum of the reader's own long-run mean and two Ornstein-Uhlenbeck
 * drifts, a slow and a fast one. Pages are overdispersed counts around it: their variance
 * is {@code dispersion} times their mean, so that days without reading are observations
 * like any other. The filter is the posterior-mode filter of a dynamic generalised linear
 * model (West, Harrison and Migon 1985; Fahrmeir 1992): each observation moves the level
 * to the mode of its quasi-likelihood times the normal forecast of the level. Cost is
 * constant per observation.
 */
public final class LevelFilter {

	private static final int MAX_NEWTON_STEPS = 60;

	private final double slowVariance;

	private final double fastVariance;

	private final double slowDays;

	private final double fastDays;

	private final double dailySlowDecay;

	private final double dailyFastDecay;

	private double mean;

	private double slow;

	private double fast;

	private double meanMean;

	private double meanSlow;

	private double meanFast;

	private double slowSlow;

	private double slowFast;

	private double fastFast;

	public LevelFilter(Prior prior, double fastSd) {
		slowVariance = prior.slowSd() * prior.slowSd();
		fastVariance = fastSd * fastSd;
		slowDays = prior.slowDays();
		fastDays = prior.fastDays();
		dailySlowDecay = Math.exp(-1 / slowDays);
		dailyFastDecay = Math.exp(-1 / fastDays);
		mean = prior.level();
		meanMean = prior.levelSd() * prior.levelSd();
		slowSlow = slowVariance;
		fastFast = fastVariance;
	}

	public void copyFrom(LevelFilter other) {
		mean = other.mean;
		slow = other.slow;
		fast = other.fast;
		meanMean = other.meanMean;
		meanSlow = other.meanSlow;
		meanFast = other.meanFast;
		slowSlow = other.slowSlow;
		slowFast = other.slowFast;
		fastFast = other.fastFast;
	}

	/** The level at this moment, ln(pages a day). */
	public double level() {
		return mean + slow + fast;
	}

	/** Advances time without an observation. */
	public void advance(double days) {
		double bySlow = days == 1 ? dailySlowDecay : Math.exp(-days / slowDays);
		double byFast = days == 1 ? dailyFastDecay : Math.exp(-days / fastDays);
		slow *= bySlow;
		fast *= byFast;
		meanSlow *= bySlow;
		meanFast *= byFast;
		slowFast *= bySlow * byFast;
		slowSlow = slowSlow * bySlow * bySlow + slowVariance * (1 - bySlow * bySlow);
		fastFast = fastFast * byFast * byFast + fastVariance * (1 - byFast * byFast);
	}

	/**
	 * Updates the level by an observation of {@code pages}.
	 * @param exposure days of average reading in which they were read, above 0
	 * @param dispersion variance of the pages over their mean, pages
	 */
	public void observe(double exposure, double pages, double dispersion) {
		observe(exposure, pages, dispersion, meanMean + meanSlow + meanFast, meanSlow + slowSlow + slowFast,
				meanFast + slowFast + fastFast, level());
	}

	/**
	 * Updates the level by the mean of the {@code pages} read over the {@code days} that
	 * end now; only for a filter without observations.
	 */
	public void observeMean(double days, double pages, double dispersion) {
		observe(days, pages, dispersion, meanMean, slowVariance * Drift.mean(days / slowDays),
				fastVariance * Drift.mean(days / fastDays), level(),
				meanMean + slowVariance * Drift.stationaryMeanVariance(days / slowDays)
						+ fastVariance * Drift.stationaryMeanVariance(days / fastDays));
	}

	private void observe(double exposure, double pages, double dispersion, double gainMean, double gainSlow,
			double gainFast, double expected) {
		observe(exposure, pages, dispersion, gainMean, gainSlow, gainFast, expected, gainMean + gainSlow + gainFast);
	}

	private void observe(double exposure, double pages, double dispersion, double gainMean, double gainSlow,
			double gainFast, double expected, double variance) {
		double mode = mode(exposure, pages, dispersion, expected, variance);
		double shift = (mode - expected) / variance;
		mean += gainMean * shift;
		slow += gainSlow * shift;
		fast += gainFast * shift;
		double learnt = 1 / (variance + dispersion / (Math.exp(mode) * exposure));
		meanMean -= gainMean * gainMean * learnt;
		meanSlow -= gainMean * gainSlow * learnt;
		meanFast -= gainMean * gainFast * learnt;
		slowSlow -= gainSlow * gainSlow * learnt;
		slowFast -= gainSlow * gainFast * learnt;
		fastFast -= gainFast * gainFast * learnt;
	}

	/**
	 * Maximises (pages x - exposure exp x) / dispersion - (x - expected)^2 / (2
	 * variance), which is concave, by Newton.
	 */
	private static double mode(double exposure, double pages, double dispersion, double expected, double variance) {
		double x = expected;
		for (int i = 0; i < MAX_NEWTON_STEPS; i++) {
			double rate = Math.exp(x) * exposure;
			double gradient = (pages - rate) / dispersion - (x - expected) / variance;
			double step = gradient / (rate / dispersion + 1 / variance);
			x += Math.clamp(step, -1.0, 1.0);
			if (Math.abs(step) < 1e-6) {
				break;
			}
		}
		return x;
	}

	/** Mean and variance of the log of the average pace over the next {@code days}. */
	public void lookAhead(double days, Outlook outlook) {
		double slowTime = days / slowDays;
		double fastTime = days / fastDays;
		double bySlow = Drift.mean(slowTime);
		double byFast = Drift.mean(fastTime);
		double bySlowTwice = Drift.mean(2 * slowTime);
		double byFastTwice = Drift.mean(2 * fastTime);
		double variance = meanMean + 2 * (meanSlow * bySlow + meanFast * byFast + slowFast * bySlow * byFast)
				+ slowSlow * bySlow * bySlow + fastFast * byFast * byFast
				+ slowVariance * Drift.meanVariance(slowTime, bySlow)
				+ fastVariance * Drift.meanVariance(fastTime, byFast);
		double pointVariance = meanMean
				+ 2 * (meanSlow * bySlow + meanFast * byFast + slowFast * Drift.mean(slowTime + fastTime))
				+ slowSlow * bySlowTwice + fastFast * byFastTwice + slowVariance * (1 - bySlowTwice)
				+ fastVariance * (1 - byFastTwice);
		outlook.logPace = mean + slow * bySlow + fast * byFast + Math.max(0, pointVariance - variance) / 2;
		outlook.variance = variance;
	}

	/**
	 * The result of {@link #lookAhead}. It is mutable, so that the search for a quantile
	 * allocates nothing.
	 */
	public static final class Outlook {

		public double logPace;

		public double variance;

	}

	/**
	 * Moments of the time average of an Ornstein-Uhlenbeck process, in units of its
	 * memory and its variance.
	 */
	private static final class Drift {

		private static final double SMALL = 1e-4;

		/**
		 * Share of the present deviation left in the average over the next {@code time};
		 * 1 at 0.
		 */
		static double mean(double time) {
			return time < SMALL ? 1 - time / 2 : -Math.expm1(-time) / time;
		}

		/**
		 * Variance of the average over the next {@code time} when the present value is
		 * known.
		 */
		static double meanVariance(double time, double mean) {
			return time < SMALL ? 2 * time / 3 : Math.max(0, 2 * (1 - mean) / time - mean * mean);
		}

		/** Variance of the average over {@code time} when nothing is known. */
		static double stationaryMeanVariance(double time) {
			return time < SMALL ? 1 - time / 3 : 2 * (1 - mean(time)) / time;
		}

	}

}
