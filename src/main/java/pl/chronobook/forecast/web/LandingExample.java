package pl.chronobook.forecast.web;

import java.time.LocalDate;

/**
 * The example on the landing page: a list, a pace, and the day that plain division gives.
 * The same division runs in {@code landing.js} while the slider is moved.
 *
 * @param today the first day of the future
 * @param books how many books wait
 * @param pages their pages
 * @param pagesPerHour how fast the reader is
 * @param minutes how long the reader reads a day
 */
record LandingExample(LocalDate today, int books, int pages, int pagesPerHour, int minutes) {

	private static final double MINUTES_PER_HOUR = 60;

	static LandingExample on(LocalDate today) {
		return new LandingExample(today, 12, 4_312, 38, 25);
	}

	/** The day on which the last page is read. */
	public LocalDate finish() {
		return this.today.plusDays((long) Math.ceil(this.pages * MINUTES_PER_HOUR / this.pagesPerHour / this.minutes));
	}

}
