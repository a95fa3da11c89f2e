package pl.chronobook.forecast.accuracy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * A recorded forecast of one finish, with its outcome.
 *
 * @param origin the first day that the forecast covered
 * @param what the title of the book; in a backtest the end of a key of the messages, such
 * as {@code pages.300} or {@code books.1}
 * @param early the 10 % quantile of the finish day
 * @param middle the median day
 * @param late the 90 % quantile of the finish day
 * @param naive the finish day by the naive average: the pages left divided by the mean
 * pages a day; null without a history
 * @param actual the day of the finish; null if the range ended before it
 */
public record RecordedForecast(LocalDate origin, String what, LocalDate early, LocalDate middle, LocalDate late,
		@Nullable LocalDate naive, @Nullable LocalDate actual) {

	/** Returns whether the actual day lies in the range, both ends included. */
	public boolean cameTrue() {
		return this.actual != null && !this.actual.isBefore(this.early) && !this.actual.isAfter(this.late);
	}

	/**
	 * Returns the error in days: positive if the finish came later than the median day.
	 * @return null if the range ended before the finish
	 */
	public @Nullable Long error() {
		return (this.actual != null) ? ChronoUnit.DAYS.between(this.middle, this.actual) : null;
	}

	/**
	 * Returns the error of the naive average in days, positive if the finish came later.
	 */
	public @Nullable Long naiveError() {
		return (this.actual != null && this.naive != null) ? ChronoUnit.DAYS.between(this.naive, this.actual) : null;
	}

}
