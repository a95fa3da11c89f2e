package pl.chronobook.forecast.plan;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.history.PlannedException;

/**
 * A reader's plan: the assumed pace, the deadline and planned periods, as input of the
 * forecast.
 *
 * @param revision rises with every change that makes another forecast; 0 for a reader
 * without any
 * @param assumedPagesPerWeek the pace that a reader without a history assumes
 * @param deadline by when the reader would like to finish the list
 * @param goalBooks how many books the reader would like to finish in each year
 * @param periods days with less reading or more, the earliest first
 */
public record Plan(long revision, @Nullable Integer assumedPagesPerWeek, @Nullable LocalDate deadline,
		@Nullable Integer goalBooks, List<PlannedPeriod> periods) {

	public Plan {
		periods = List.copyOf(periods);
	}

	/** Converts the periods into the engine's form. */
	public List<PlannedException> exceptions() {
		return this.periods.stream().map(PlannedPeriod::exception).toList();
	}

}
