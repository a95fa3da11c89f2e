package pl.chronobook.forecast.movement;

import java.time.LocalDate;

/**
 * The reasons why the list's finish date has moved since an earlier day. All parts are in
 * days, positive for later, and add up to the total.
 *
 * @param since the day of the earlier visit
 * @param reading the part that comes from reading more or less than forecast
 * @param books the part that comes from added and dropped books
 * @param added the number of books added
 * @param dropped the number of books dropped unfinished
 * @param pages the part that comes from corrected lengths of books
 * @param plan the part that comes from changed periods or another assumed pace
 * @param method the part that comes from a corrected history, another model or another
 * version of the engine
 */
public record Movement(LocalDate since, long reading, long books, int added, int dropped, long pages, long plan,
		long method) {

	/** Returns the sum of the parts in days, positive if the date is now later. */
	public long total() {
		return this.reading + this.books + this.pages + this.plan + this.method;
	}

	/** Returns whether any part differs from zero, even if the parts cancel out. */
	public boolean isMoved() {
		return this.reading != 0 || this.books != 0 || this.pages != 0 || this.plan != 0 || this.method != 0;
	}

}
