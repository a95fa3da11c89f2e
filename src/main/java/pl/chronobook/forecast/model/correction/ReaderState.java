package pl.chronobook.forecast.model.correction;

import pl.chronobook.forecast.model.history.DailyPages;

/**
 * The state of a reader at the start of a day, as far as a model uses it.
 *
 * @param pause the days since something was last read, on a logarithmic scale from 0 to
 * 1; 1 means two months or more
 * @param activity the share of the last four weeks' days with reading, from 0 to 1
 */
public record ReaderState(double pause, double activity) {

	private static final int WINDOW = 28;

	private static final double LONGEST_PAUSE = 60;

	/**
	 * Returns the state at the start of a day.
	 * @param day from the first one of the history; only the days before it are used
	 */
	public static ReaderState at(DailyPages daily, int day) {
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
		return new ReaderState(Math.log1p(quiet) / Math.log1p(LONGEST_PAUSE),
				window == 0 ? 0 : (double) active / window);
	}

}
