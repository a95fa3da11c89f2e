package pl.chronobook.forecast.model.history;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * The weight of each calendar day, in days of average reading, from the weekly pattern
 * and the planned exceptions. Converts days of average reading to calendar days.
 */
public final class DayCalendar {

	private static final int INITIAL_DAYS = 512;

	private final long origin;

	private final WeeklyPattern pattern;

	private final List<PlannedException> exceptions;

	private final boolean even;

	/** Average days before the end of each calendar day, from the origin on. */
	private double[] elapsed = {};

	private int known;

	public DayCalendar(LocalDate origin, WeeklyPattern pattern, List<PlannedException> exceptions) {
		this.origin = origin.toEpochDay();
		this.pattern = pattern;
		this.exceptions = exceptions;
		even = pattern.isFlat() && exceptions.isEmpty();
	}

	/** The weight of a day, 1 on average when nothing is planned. */
	public double weight(long epochDay) {
		double weight = pattern.factor(epochDay);
		for (PlannedException exception : exceptions) {
			if (exception.from().toEpochDay() <= epochDay && epochDay <= exception.to().toEpochDay()) {
				weight *= exception.factor();
			}
		}
		return weight;
	}

	/**
	 * Calendar days from the origin in which {@code averageDays} of reading pass, at most
	 * a hundred years.
	 */
	public double calendarDays(double averageDays) {
		if (even || averageDays <= 0) {
			return Math.min(averageDays, Quantiles.MAX_DAYS);
		}
		extendTo(averageDays);
		int index = Arrays.binarySearch(elapsed, 0, known, averageDays);
		if (index < 0) {
			index = -index - 1;
		}
		while (index > 0 && elapsed[index - 1] >= averageDays) {
			index--;
		}
		if (index >= known) {
			return Quantiles.MAX_DAYS;
		}
		double before = index == 0 ? 0 : elapsed[index - 1];
		return index + (averageDays - before) / (elapsed[index] - before);
	}

	private void extendTo(double averageDays) {
		while (known < Quantiles.MAX_DAYS && (known == 0 || elapsed[known - 1] < averageDays)) {
			if (known == elapsed.length) {
				elapsed = Arrays.copyOf(elapsed, Math.max(INITIAL_DAYS, 2 * known));
			}
			elapsed[known] = (known == 0 ? 0 : elapsed[known - 1]) + weight(origin + known);
			known++;
		}
	}

}
