package pl.chronobook.forecast.domain;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a reader has told the forecast, as an archive keeps it.
 *
 * @param pagesPerWeek the pace that a reader without a history assumes, 1 to 5,000; null
 * if never told
 * @param deadline by when the reader would like to finish the list; null without one
 * @param periods days with less reading or more, at most {@value Plans#MOST_PERIODS}
 */
record ToldPlan(@Nullable Integer pagesPerWeek, @Nullable LocalDate deadline, List<PlannedPeriod> periods) {

	/** Refuses what no plan can be. */
	ToldPlan {
		periods = (periods != null) ? List.copyOf(periods) : List.of();
		if (pagesPerWeek != null && (pagesPerWeek < 1 || pagesPerWeek > 5_000)) {
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
	}

	boolean isNothing() {
		return this.pagesPerWeek == null && this.deadline == null && this.periods.isEmpty();
	}

}
