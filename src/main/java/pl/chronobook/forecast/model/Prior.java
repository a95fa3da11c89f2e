package pl.chronobook.forecast.model;

/**
 * What is believed of a reader before the first page: the population's pace, how it
 * moves, and how uneven reading is.
 *
 * @param level mean of the reader's long-run log pace, ln(pages a day)
 * @param levelSd spread of that mean between readers
 * @param slowSd standard deviation of the slow drift of log pace
 * @param slowDays its memory, days
 * @param fastSd standard deviation of the fast drift of log pace, seen in sessions
 * @param fastDays its memory, days
 * @param burst variance of the pages of a few days over their mean, pages
 * @param bookFastSd the fast drift that is still seen when only finish dates are known
 * @param bookBurst the burst when only finish dates are known, in mean books
 * @param bookElasticity by what power the time a book takes grows with its pages
 * @param trust how many independent past forecasts of the reader weigh as much as the
 * population's width
 */
record Prior(double level, double levelSd, double slowSd, double slowDays, double fastSd, double fastDays, double burst,
		double bookFastSd, double bookBurst, double bookElasticity, double trust) {

	static final Prior POPULATION = new Prior(3.0, 0.3, 0.55, 365, 0.6, 14, 25, 0.3, 0.8, 0.45, 8);

	/**
	 * The same belief about drift and unevenness, with the pace expected to be
	 * {@code pagesPerDay} on average.
	 */
	Prior withMeanPace(double pagesPerDay) {
		double newLevel = Math.log(pagesPerDay) - (slowSd * slowSd + fastSd * fastSd) / 2;
		return new Prior(newLevel, levelSd, slowSd, slowDays, fastSd, fastDays, burst, bookFastSd, bookBurst,
				bookElasticity, trust);
	}

}
