package pl.chronobook.forecast.accuracy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * A forecast of a finish and its outcome.
 *
 * @param origin the first day of the future when it was foretold
 * @param what the book, or the number of pages or books
 * @param early the day before which it was to be with a probability of 10 %
 * @param middle the median day
 * @param late the day before which it was to be with a probability of 90 %
 * @param naive what pages divided by the mean pages a day foretold; null without a
 * history
 * @param actual the day it really was; null if it had not come when the range was over
 */
public record RecordedForecast(LocalDate origin, String what, LocalDate early, LocalDate middle, LocalDate late,
		@Nullable LocalDate naive, @Nullable LocalDate actual) {

	/** Returns whether the actual day lies in the range, both ends included. */
	public boolean cameTrue() {
		return this.actual != null && !this.actual.isBefore(this.early) && !this.actual.isAfter(this.late);
	}

	/**
	 * Returns the error in days: positive if the finish came later than the median day.
	 * @return null if it had not come when the range was over
	 */
	public @Nullable Long error() {
		return (this.actual != null) ? ChronoUnit.DAYS.between(this.middle, this.actual) : null;
	}

	/**
	 * Returns the error of the naive average in days.
	 */
	public @Nullable Long naiveError() {
		return (this.actual != null && this.naive != null) ? ChronoUnit.DAYS.between(this.naive, this.actual) : null;
	}

}
