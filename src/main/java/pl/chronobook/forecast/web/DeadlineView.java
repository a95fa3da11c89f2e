package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.domain.Plan;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.model.Evidence;
import pl.chronobook.forecast.model.RequiredPace;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * What it takes to finish the list by a day.
 *
 * @param by the day
 * @param kept whether it is the reader's kept deadline
 * @param likelihood of finishing by then
 * @param pages left to be read
 * @param unknownLength books that count as nothing because their length is unknown
 * @param pace what it takes; null if there is no day left to read on
 * @param weekdayPages pages on a day from Monday to Friday, rounded up
 * @param weekendPages the same on a Saturday or Sunday
 * @param weekdayEffort how long that takes the reader; null if the speed is not known
 * @param weekendEffort the same on a Saturday or Sunday
 * @param usualWeekdayPages what the reader reads on such a day as things are, rounded
 * @param usualWeekendPages the same on a Saturday or Sunday
 */
record DeadlineView(LocalDate by, boolean kept, Likelihood likelihood, int pages, int unknownLength,
		@Nullable RequiredPace pace, long weekdayPages, long weekendPages, @Nullable Effort weekdayEffort,
		@Nullable Effort weekendEffort, long usualWeekdayPages, long usualWeekendPages) {

	private static final double MINUTES_PER_HOUR = 60;

	private static final double WAKING_HOURS = 16;

	static DeadlineView of(LocalDate by, Snapshot snapshot, List<QueuedBook> queue, Plan plan) {
		Evidence evidence = snapshot.forecast().evidence();
		int pages = queue.stream().mapToInt(QueuedBook::remainingPages).sum();
		RequiredPace pace = RequiredPace.by(by, snapshot.origin(), pages, evidence, plan.exceptions()).orElse(null);
		double weekday = (pace != null) ? pace.pagesPerWeekday() : 0;
		double weekend = (pace != null) ? pace.pagesPerWeekendDay() : 0;
		double usual = evidence.currentPagesPerDay();
		return new DeadlineView(by, by.equals(plan.deadline()),
				Likelihood.of(snapshot.forecast().wholeList().probabilityBy(snapshot.origin(), by)), pages,
				snapshot.unknownLength(), pace, (long) Math.ceil(weekday), (long) Math.ceil(weekend),
				Effort.of(weekday, evidence), Effort.of(weekend, evidence),
				Math.round(usual * evidence.weekdayFactor()), Math.round(usual * evidence.weekendFactor()));
	}

	/** Whether weekdays and weekend days take the same. */
	public boolean even() {
		return this.weekdayPages == this.weekendPages;
	}

	/**
	 * How long reading takes.
	 *
	 * @param message its code, after {@code forecast.deadline.effort.}
	 * @param amount in the unit of the message
	 */
	record Effort(String message, double amount) {

		private static @Nullable Effort of(double pages, Evidence evidence) {
			Double speed = evidence.pagesPerHour();
			if (speed == null || speed <= 0) {
				return null;
			}
			double hours = pages / speed;
			if (hours > WAKING_HOURS) {
				return new Effort("impossible", hours);
			}
			return (hours < 2) ? new Effort("minutes", Math.round(MINUTES_PER_HOUR * hours))
					: new Effort("hours", hours);
		}

	}

}
