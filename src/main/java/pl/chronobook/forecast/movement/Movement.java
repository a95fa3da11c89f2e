package pl.chronobook.forecast.movement;

import java.time.LocalDate;

/**
 * The reasons why the list's date has moved since an earlier day. All parts are in days,
 * positive for later, and add up to the whole.
 *
 * @param since the day of the earlier visit
 * @param reading more or less was read than foretold
 * @param books books were added or dropped
 * @param added how many came
 * @param dropped how many went unfinished
 * @param pages lengths of books were corrected
 * @param plan holidays or the assumed pace changed
 * @param method the past was corrected, or the model or the way of forecasting changed
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
