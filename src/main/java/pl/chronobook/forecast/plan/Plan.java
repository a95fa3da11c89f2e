package pl.chronobook.forecast.plan;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.history.PlannedException;

/**
 * A reader's plan. The assumed pace and the periods are input of the forecast; the
 * deadline and the goal are only compared with it.
 *
 * @param revision a number that rises with every change that affects the forecast; 0
 * before the first
 * @param assumedPagesPerWeek the pace that a reader without a history assumes
 * @param deadline the day by which the reader would like to finish the list
 * @param goal what the reader would like to read in each year
 * @param periods days with less reading or more, the earliest first
 */
public record Plan(long revision, @Nullable Integer assumedPagesPerWeek, @Nullable LocalDate deadline,
		@Nullable Goal goal, List<PlannedPeriod> periods) {

	public Plan {
		periods = List.copyOf(periods);
	}

	/** Converts the periods into the engine's form. */
	public List<PlannedException> exceptions() {
		return this.periods.stream().map(PlannedPeriod::exception).toList();
	}

}
