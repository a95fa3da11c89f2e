package pl.chronobook.reading.statistics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The stretches of time by which reading is counted. Weeks begin on Monday.
 */
public enum Period {

	DAY(ChronoUnit.DAYS), WEEK(ChronoUnit.WEEKS), MONTH(ChronoUnit.MONTHS);

	private final ChronoUnit unit;

	Period(ChronoUnit unit) {
		this.unit = unit;
	}

	/** The first day of the stretch that a day lies in. */
	public LocalDate startOf(LocalDate day) {
		return switch (this) {
			case DAY -> day;
			case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case MONTH -> day.withDayOfMonth(1);
		};
	}

	/**
	 * The first day of a later stretch, or an earlier one.
	 * @param start the first day of a stretch
	 * @param stretches how many to go on; back if negative
	 */
	public LocalDate step(LocalDate start, long stretches) {
		return start.plus(stretches, this.unit);
	}

	/** The last day of the stretch that begins on {@code start}. */
	public LocalDate endOf(LocalDate start) {
		return step(start, 1).minusDays(1);
	}

	/** The number of periods between two first days. */
	public long between(LocalDate start, LocalDate laterStart) {
		return this.unit.between(start, laterStart);
	}

}
