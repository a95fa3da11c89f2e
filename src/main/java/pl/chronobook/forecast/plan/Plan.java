package pl.chronobook.forecast.domain;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.PlannedException;

/**
 * What a reader tells the forecast.
 *
 * @param revision rises with every change that makes another forecast; 0 for a reader who
 * has told nothing
 * @param assumedPagesPerWeek the pace that a reader without a history assumes
 * @param deadline by when the reader would like to finish the list
 * @param periods days with less reading or more, the earliest first
 */
public record Plan(long revision, @Nullable Integer assumedPagesPerWeek, @Nullable LocalDate deadline,
		List<PlannedPeriod> periods) {

	public Plan {
		periods = List.copyOf(periods);
	}

	/** The periods as the engine reckons with them. */
	public List<PlannedException> exceptions() {
		return this.periods.stream().map(PlannedPeriod::exception).toList();
	}

}
