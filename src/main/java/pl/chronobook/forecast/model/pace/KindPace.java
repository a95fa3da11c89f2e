package pl.chronobook.forecast.model.pace;

import pl.chronobook.forecast.model.history.DailyPages;

/**
 * A reader's pace as one kind of reader would have it, followed day by day, and how well
 * the kind has forecast the days that have passed.
 *
 * <p>
 * Every week the kind forecasts the next 7 and 28 days. When they are over, the log of
 * the predictive density of the pages is added to the evidence for the kind, and evidence
 * loses half of its weight in 60 days (Raftery, Karny and Ettler 2010, Online prediction
 * under model uncertainty via dynamic model averaging).
 */
public final class KindPace {

	private static final int WEEK = 7;

	private static final int MONTH = 28;

	private static final int FIRST_CHECK = 14;

	/**
	 * The weight with which the dispersion of a reader is shrunk to that of the prior, in
	 * pages divided by the latter.
	 */
	private static final double DISPERSION_WEIGHT = 4;

	private static final double MEMORY = Math.exp(-Math.log(2) / 60);

	/**
	 * Degrees of freedom of the predictive density; few, so that a single surprise does
	 * not decide.
	 */
	private static final double FREEDOM = 5;

	/**
	 * The share of the dispersion that is added to pages, so that their log is finite.
	 */
	private static final double UNSEEN = 0.25;

	private final ReaderKind kind;

	private final LevelFilter filter;

	private final LevelFilter.Outlook outlook = new LevelFilter.Outlook();

	private final Noise noise = new Noise();

	private final WidthCalibration calibration;

	private final PastForecasts week;

	private final PastForecasts month;

	private double squares;

	private double sum;

	private double evidence;

	/**
	 * @param kinds all kinds, with the powers of the evidence
	 * @param filter the level at the start of the first day
	 * @param days the number of days that will be followed
	 */
	public KindPace(ReaderKind kind, ReaderKinds kinds, LevelFilter filter, int days) {
		this.kind = kind;
		this.filter = filter;
		Prior prior = kind.prior();
		calibration = new WidthCalibration(prior);
		sum = DISPERSION_WEIGHT * prior.dispersion();
		squares = prior.dispersion() * sum;
		week = new PastForecasts(WEEK, days, kinds.weekPower());
		month = new PastForecasts(MONTH, days, kinds.monthPower());
	}

	public ReaderKind kind() {
		return kind;
	}

	public LevelFilter filter() {
		return filter;
	}

	/** Variance of the pages of a day over their mean, pages. */
	public double dispersion() {
		return squares / sum;
	}

	public double width() {
		return calibration.width();
	}

	/** Log of the weight of the kind for this reader. */
	public double logWeight() {
		return Math.log(kind.weight()) + evidence;
	}

	/** Starts a day: discounts old evidence and scores the forecasts that are due. */
	public void startDay(DailyPages daily, int day) {
		evidence *= MEMORY;
		if (day == 0 || day % WEEK != 0) {
			return;
		}
		addToDispersion(daily, day);
		week.resolve(daily, day);
		month.resolve(daily, day);
		if (day >= FIRST_CHECK) {
			week.expect(day);
			month.expect(day);
		}
	}

	/** Observes the pages of a day; a day with exposure 0 is skipped. */
	public void observe(double exposure, double pages) {
		filter.advance(1);
		if (exposure > 0) {
			filter.observe(exposure, pages, dispersion());
		}
	}

	private void addToDispersion(DailyPages daily, int day) {
		double read = daily.sum(day - WEEK, day);
		double mean = read / WEEK;
		double deviation = 0;
		for (int i = day - WEEK; i < day; i++) {
			deviation += (daily.pages(i) - mean) * (daily.pages(i) - mean);
		}
		sum += read;
		squares += deviation * WEEK / (WEEK - 1);
	}

	/** Weekly forecasts of one horizon, scored when their days have passed. */
	private final class PastForecasts {

		private final int days;

		private final double power;

		private final double[] logPace;

		private final double[] variance;

		private final double[] dispersion;

		PastForecasts(int days, int total, double power) {
			this.days = days;
			this.power = power;
			int weeks = total / WEEK + 1;
			logPace = new double[weeks];
			variance = new double[weeks];
			dispersion = new double[weeks];
		}

		void expect(int day) {
			filter.lookAhead(days, outlook);
			logPace[day / WEEK] = outlook.logPace;
			variance[day / WEEK] = outlook.variance;
			dispersion[day / WEEK] = dispersion();
		}

		void resolve(DailyPages daily, int day) {
			int made = day - days;
			if (made < FIRST_CHECK) {
				return;
			}
			int slot = made / WEEK;
			double read = daily.sum(made, day);
			double share = (double) WEEK / days;
			evidence += power * share * logDensity(slot, read);
			if (days == MONTH) {
				calibration.add(noise.surprise(Math.log(days) + logPace[slot], variance[slot], read, dispersion[slot]),
						share);
			}
		}

		/** Log of a t density of the log of the pages, up to a constant. */
		private double logDensity(int slot, double read) {
			double reach = read + UNSEEN * dispersion[slot];
			noise.prepare(read, reach, dispersion[slot]);
			double spread = variance[slot] + noise.variance();
			double miss = noise.logPages() - Math.log(days) - logPace[slot];
			return -(FREEDOM + 1) / 2 * Math.log1p(miss * miss / spread / FREEDOM) - Math.log(spread) / 2
					+ Math.log((read + 1) / reach);
		}

	}

}
