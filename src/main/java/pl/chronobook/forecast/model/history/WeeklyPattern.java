package pl.chronobook.forecast.model.history;

/**
 * The weights of weekdays and weekend days, relative to an average day.
 *
 * @param weekday factor of a day from Monday to Friday
 * @param weekend factor of Saturday and Sunday
 */
public record WeeklyPattern(double weekday, double weekend) {

	public static final WeeklyPattern FLAT = new WeeklyPattern(1, 1);

	/**
	 * The weight of the prior, an even week, in pages divided by their dispersion. It
	 * corresponds to a spread between readers of about 0.2 in the log of the weekend
	 * factor.
	 */
	private static final double PRIOR_WEIGHT = 25;

	private static final double WEEKEND_SHARE = 2.0 / 7;

	/**
	 * The pattern of a history, shrunk towards an even week: the mean of a gamma
	 * posterior.
	 * @param weekendPages pages read on weekends in whole weeks
	 * @param allPages pages read in the same weeks
	 * @param dispersion variance of the pages over their mean, pages
	 */
	static WeeklyPattern estimate(double weekendPages, double allPages, double dispersion) {
		double weekend = (weekendPages / dispersion + PRIOR_WEIGHT)
				/ (allPages * WEEKEND_SHARE / dispersion + PRIOR_WEIGHT);
		return new WeeklyPattern((1 - WEEKEND_SHARE * weekend) / (1 - WEEKEND_SHARE), weekend);
	}

	boolean isFlat() {
		return weekday == 1 && weekend == 1;
	}

	double factor(long epochDay) {
		return isWeekend(epochDay) ? weekend : weekday;
	}

	/** Day 0 of the epoch was a Thursday. */
	public static boolean isWeekend(long epochDay) {
		return Math.floorMod(epochDay + 3, 7) >= 5;
	}

}
