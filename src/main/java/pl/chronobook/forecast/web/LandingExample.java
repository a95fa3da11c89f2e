package pl.chronobook.forecast.web;

import java.time.LocalDate;

/**
 * The example on the landing page: a list, a pace, and the finish day that plain division
 * gives. The script {@code landing.js} divides the same way when the slider or the line
 * of the picture moves.
 *
 * @param today the first day of the future
 * @param books the number of waiting books
 * @param pages their pages
 * @param pagesPerHour the reader's speed
 * @param minutes the reader's minutes of reading a day
 */
record LandingExample(LocalDate today, int books, int pages, int pagesPerHour, int minutes) {

	private static final double MINUTES_PER_HOUR = 60;

	static LandingExample on(LocalDate today) {
		return new LandingExample(today, 12, 4_312, 38, 25);
	}

	/** Returns the day on which the last page is read. */
	public LocalDate finish() {
		return this.today.plusDays((long) Math.ceil(this.pages * MINUTES_PER_HOUR / this.pagesPerHour / this.minutes));
	}

}
