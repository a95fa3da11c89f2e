package pl.chronobook.reading.statistics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The calendar units by which reading is counted. One day, week or month is called a
 * stretch. Weeks begin on Monday.
 */
public enum Period {

	DAY(ChronoUnit.DAYS), WEEK(ChronoUnit.WEEKS), MONTH(ChronoUnit.MONTHS);

	private final ChronoUnit unit;

	Period(ChronoUnit unit) {
		this.unit = unit;
	}

	/** Returns the first day of the stretch that contains a day. */
	public LocalDate startOf(LocalDate day) {
		return switch (this) {
			case DAY -> day;
			case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case MONTH -> day.withDayOfMonth(1);
		};
	}

	/**
	 * Returns the first day of a later or an earlier stretch.
	 * @param start the first day of a stretch
	 * @param stretches the number of stretches to go forward; negative to go back
	 */
	public LocalDate step(LocalDate start, long stretches) {
		return start.plus(stretches, this.unit);
	}

	/** The last day of the stretch that begins on {@code start}. */
	public LocalDate endOf(LocalDate start) {
		return step(start, 1).minusDays(1);
	}

	/** Returns the number of stretches between the first days of two of them. */
	public long between(LocalDate start, LocalDate laterStart) {
		return this.unit.between(start, laterStart);
	}

}
