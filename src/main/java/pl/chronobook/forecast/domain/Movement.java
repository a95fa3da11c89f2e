package pl.chronobook.forecast.domain;

import java.time.LocalDate;

/**
 * Why the date of the whole list has moved since an earlier day. All parts are in days,
 * later is positive, and they add up to the whole.
 *
 * @param since the day of the earlier visit
 * @param reading more or less was read than foretold
 * @param books books were added or dropped
 * @param added how many came
 * @param dropped how many went unfinished
 * @param pages lengths of books were corrected
 * @param settings the plan, the model, the past or the way of forecasting changed
 */
public record Movement(LocalDate since, long reading, long books, int added, int dropped, long pages, long settings) {

	/** How much later than on the earlier visit. */
	public long total() {
		return this.reading + this.books + this.pages + this.settings;
	}

	/** Whether there is anything to explain, even if it adds up to nothing. */
	public boolean isMoved() {
		return this.reading != 0 || this.books != 0 || this.pages != 0 || this.settings != 0;
	}

}
