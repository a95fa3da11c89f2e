package pl.chronobook.forecast.model;

/**
 * What a model is told of a reader at the start of a day, besides how far it shall look.
 *
 * @param pause how long nothing has been read: the log of the days, 0 to 1 for two months
 * and more
 * @param activity the share of the last four weeks' days with reading, from 0 to 1
 */
record Standing(double pause, double activity) {

	private static final int WINDOW = 28;

	private static final double LONGEST_PAUSE = 60;

	/**
	 * Where the reader stood at the start of a day.
	 * @param day from the first one of the history; only the days before it are looked at
	 */
	static Standing at(DailyPages daily, int day) {
		int quiet = 0;
		while (quiet < Math.min(day, LONGEST_PAUSE) && daily.pages(day - 1 - quiet) <= 0) {
			quiet++;
		}
		int window = Math.min(day, WINDOW);
		int active = 0;
		for (int i = 1; i <= window; i++) {
			if (daily.pages(day - i) > 0) {
				active++;
			}
		}
		return new Standing(Math.log1p(quiet) / Math.log1p(LONGEST_PAUSE), window == 0 ? 0 : (double) active / window);
	}

}
