package pl.chronobook.forecast.plan;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.plan.Goal.Unit;

/**
 * A reader's plan in an archive.
 *
 * @param pagesPerWeek the pace that a reader without a history assumes, 1 to 5,000; null
 * without one
 * @param deadline the day by which the reader would like to finish the list; null without
 * one
 * @param goalBooks the number of books that the reader would like to finish in each year,
 * 1 to 1,000; null without such a goal
 * @param goalPages the number of pages that the reader would like to read in each year, 1
 * to 100,000; null without such a goal, and if there is one in books
 * @param periods days with less reading or more, at most {@value Plans#MOST_PERIODS}
 */
record ArchivedPlan(@Nullable Integer pagesPerWeek, @Nullable LocalDate deadline, @Nullable Integer goalBooks,
		@Nullable Integer goalPages, List<PlannedPeriod> periods) {

	/** Checks the range of every value. */
	ArchivedPlan {
		periods = (periods != null) ? List.copyOf(periods) : List.of();
		if (pagesPerWeek != null && (pagesPerWeek < 1 || pagesPerWeek > Plans.MOST_PAGES_PER_WEEK)) {
			throw new IllegalArgumentException("No pace: " + pagesPerWeek);
		}
		if (deadline != null && (deadline.getYear() < 2000 || deadline.getYear() > 2099)) {
			throw new IllegalArgumentException("No deadline: " + deadline);
		}
		if (periods.size() > Plans.MOST_PERIODS) {
			throw new IllegalArgumentException("Too many periods: " + periods.size());
		}
		if (periods.stream().anyMatch(period -> period.label().indexOf('\0') >= 0)) {
			throw new IllegalArgumentException("No label");
		}
		Goal.of(goalBooks, goalPages);
	}

	static ArchivedPlan of(Plan plan) {
		return new ArchivedPlan(plan.assumedPagesPerWeek(), plan.deadline(), Goal.amount(plan.goal(), Unit.BOOKS),
				Goal.amount(plan.goal(), Unit.PAGES), plan.periods());
	}

	boolean isNothing() {
		return this.pagesPerWeek == null && this.deadline == null && this.goalBooks == null && this.goalPages == null
				&& this.periods.isEmpty();
	}

}
