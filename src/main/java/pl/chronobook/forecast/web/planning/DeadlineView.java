package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.model.Evidence;
import pl.chronobook.forecast.model.RequiredPace;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.plan.Plan;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * The chance of finishing the list by a day, and the pace it takes.
 *
 * @param by the day
 * @param kept whether the reader has saved this day as the deadline
 * @param likelihood the probability of finishing by then
 * @param pages left to be read
 * @param unknownLength the number of books that count as no pages because their length is
 * unknown
 * @param pace the pace that the deadline takes; null if no day is left to read on
 * @param weekdayPages pages on a day from Monday to Friday, rounded up
 * @param weekendPages the same on a Saturday or Sunday
 * @param weekdayEffort the time that the reader needs for them; null if the speed is
 * unknown
 * @param weekendEffort the same on a Saturday or Sunday
 * @param usualWeekdayPages the pages that the reader reads on such a day at present,
 * rounded
 * @param usualWeekendPages the same on a Saturday or Sunday
 * @param likely the first day by which the list is finished with a probability of 75 %;
 * null if the deadline has a probability of at least 50 %, or if that day is more than
 * twenty years away
 * @param leaveOut titles of the books at the end of the list to leave out so that the
 * deadline has a probability of 50 %, at most {@value #NAMED}; empty if it has that
 * already, or cannot have it
 * @param leaveOutMore the number of further books to leave out
 */
public record DeadlineView(LocalDate by, boolean kept, Likelihood likelihood, int pages, int unknownLength,
		@Nullable RequiredPace pace, long weekdayPages, long weekendPages, @Nullable Effort weekdayEffort,
		@Nullable Effort weekendEffort, long usualWeekdayPages, long usualWeekendPages, @Nullable LocalDate likely,
		List<String> leaveOut, int leaveOutMore) {

	/** The most books to leave out that the page names. */
	private static final int NAMED = 20;

	private static final double MINUTES_PER_HOUR = 60;

	private static final double WAKING_HOURS = 16;

	private static final double AS_LIKELY_AS_NOT = 0.5;

	public static DeadlineView of(LocalDate by, Snapshot snapshot, List<QueuedBook> queue, Plan plan) {
		Evidence evidence = snapshot.forecast().evidence();
		int pages = queue.stream().mapToInt(QueuedBook::remainingPages).sum();
		RequiredPace pace = RequiredPace.by(by, snapshot.origin(), pages, evidence, plan.exceptions()).orElse(null);
		double weekday = (pace != null) ? pace.pagesPerWeekday() : 0;
		double weekend = (pace != null) ? pace.pagesPerWeekendDay() : 0;
		double usual = evidence.currentPagesPerDay();
		Quantiles whole = snapshot.forecast().wholeList();
		boolean unlikely = whole.probabilityBy(snapshot.origin(), by) < AS_LIKELY_AS_NOT;
		List<String> leaveOut = unlikely ? leaveOut(by, snapshot, queue) : List.of();
		return new DeadlineView(by, by.equals(plan.deadline()),
				Likelihood.of(whole.probabilityBy(snapshot.origin(), by)), pages, snapshot.unknownLength(), pace,
				(long) Math.ceil(weekday), (long) Math.ceil(weekend), Effort.of(weekday, evidence),
				Effort.of(weekend, evidence), Math.round(usual * evidence.weekdayFactor()),
				Math.round(usual * evidence.weekendFactor()),
				(unlikely && whole.p75() <= FinishView.REACH) ? snapshot.day(whole.p75()) : null,
				leaveOut.stream().limit(NAMED).toList(), Math.max(0, leaveOut.size() - NAMED));
	}

	private static List<String> leaveOut(LocalDate by, Snapshot snapshot, List<QueuedBook> queue) {
		Map<EntryId, Quantiles> days = snapshot.byEntry();
		List<QueuedBook> counted = queue.stream()
			.filter(book -> book.remainingPages() > 0 && days.containsKey(book.entry()))
			.toList();
		List<String> late = counted.stream()
			.filter(book -> Objects.requireNonNull(days.get(book.entry()))
				.probabilityBy(snapshot.origin(), by) < AS_LIKELY_AS_NOT)
			.map(QueuedBook::title)
			.toList();
		return (late.size() < counted.size()) ? late : List.of();
	}

	/** Returns whether weekdays and weekend days take the same number of pages. */
	public boolean even() {
		return this.weekdayPages == this.weekendPages;
	}

	/**
	 * A reading time in words.
	 *
	 * @param message the message code after {@code forecast.deadline.effort.}
	 * @param amount the time in the unit of the message
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
