package pl.chronobook.forecast.model.pace;

/**
 * The prior of a reader without history: the pace of the population, its drift, and the
 * unevenness of reading.
 *
 * @param level mean of the reader's long-run log pace, ln(pages a day)
 * @param levelSd spread of that mean between readers
 * @param slowSd standard deviation of the slow drift of log pace
 * @param slowDays its memory, days
 * @param fastSd standard deviation of the fast drift of log pace, seen in sessions
 * @param fastDays its memory, days
 * @param dispersion variance of the pages of a few days over their mean, pages
 * @param overshoot pages by which the last day of reading passes the goal, over the
 * dispersion
 * @param bookFastSd the fast drift that is still seen when only finish dates are known
 * @param bookDispersion variance of the books finished over their mean, when only finish
 * dates are known
 * @param bookElasticity by what power the time a book takes grows with its pages
 * @param trust how many independent past forecasts of the reader weigh as much as the
 * population's width
 * @param width factor on the standard deviation of forecasts that readers in general need
 * @param patience a gap between finishes that is longer than this many expected ones says
 * no more about the pace than one of that length
 * @param ownShare share of the reader's own latest gaps in the forecast when only finish
 * dates are known
 */
public record Prior(double level, double levelSd, double slowSd, double slowDays, double fastSd, double fastDays,
		double dispersion, double overshoot, double bookFastSd, double bookDispersion, double bookElasticity,
		double trust, double width, double patience, double ownShare) {

	/** The prior of a reader of whom only a mean or a guess is known. */
	public static final Prior USUAL = new Prior(3.0, 0.3, 0.55, 365, 0.6, 14, 25, 0.25, 0.3, 0.8, 0.45, 8, 1, 5, 0);

	/**
	 * The prior of a reader of whom only finish dates are known. The output of
	 * {@code java -jar ml-training-exec.jar fit --books=FILE,FILE --tasks=FILE,FILE
	 * --every=4} on 39 readers, in the order in which it is printed.
	 */
	public static final Prior FINISHES = ofBooks(
			new double[] { 2.41, 0.3, 0.639, 424.069, 0.3, 0.8, 0.387, 1.041, 5, 0.2 });

	/** The prior with the constants that are fitted, in the order of {@code BookFit}. */
	public static Prior ofBooks(double[] fitted) {
		return new Prior(fitted[0], fitted[1], fitted[2], fitted[3], USUAL.fastSd, USUAL.fastDays, USUAL.dispersion,
				USUAL.overshoot, fitted[4], fitted[5], fitted[6], USUAL.trust, fitted[7], fitted[8], fitted[9]);
	}

	/**
	 * Returns this prior with its pace expected to be {@code pagesPerDay} on average.
	 */
	public Prior withMeanPace(double pagesPerDay) {
		double newLevel = Math.log(pagesPerDay) - (slowSd * slowSd + fastSd * fastSd) / 2;
		return new Prior(newLevel, levelSd, slowSd, slowDays, fastSd, fastDays, dispersion, overshoot, bookFastSd,
				bookDispersion, bookElasticity, trust, width, patience, ownShare);
	}

}
