package pl.chronobook.forecast.plan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.plan.ImpossiblePeriodException.Reason;

/**
 * Days on which a reader reads less than usual, or more: a holiday, a busy week.
 *
 * @param id among the periods of its reader
 * @param from the first day
 * @param to the last day
 * @param reading how much is read on them
 * @param label what it is, at most {@value #LONGEST_LABEL} characters, possibly none
 */
public record PlannedPeriod(UUID id, LocalDate from, LocalDate to, Amount reading, String label) {

	/** Days of the longest period. */
	public static final int LONGEST = 366;

	/** Characters of the longest label. */
	public static final int LONGEST_LABEL = 100;

	private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

	private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

	/**
	 * Refuses days that make no sense.
	 * @throws ImpossiblePeriodException if they are out of order, too many, or outside
	 * this century, or the label is too long
	 */
	public PlannedPeriod {
		Objects.requireNonNull(id);
		Objects.requireNonNull(reading);
		label = label.strip();
		if (to.isBefore(from)) {
			throw new ImpossiblePeriodException(Reason.END_BEFORE_START);
		}
		if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
			throw new ImpossiblePeriodException(Reason.OUT_OF_RANGE);
		}
		if (ChronoUnit.DAYS.between(from, to) >= LONGEST) {
			throw new ImpossiblePeriodException(Reason.TOO_LONG);
		}
		if (label.length() > LONGEST_LABEL) {
			throw new ImpossiblePeriodException(Reason.LONG_LABEL);
		}
	}

	/** Returns whether the two periods share a day. */
	boolean overlaps(PlannedPeriod other) {
		return !this.from.isAfter(other.to) && !other.from.isAfter(this.to);
	}

	/** Converts the period into the engine's form. */
	public PlannedException exception() {
		return new PlannedException(this.from, this.to, this.reading.factor);
	}

	/**
	 * The amount of reading compared with a usual day.
	 */
	public enum Amount {

		/** Nothing. */
		NONE(0),
		/** Half of it. */
		LESS(0.5),
		/** Twice as much. */
		MORE(2);

		private final double factor;

		Amount(double factor) {
			this.factor = factor;
		}

	}

}
