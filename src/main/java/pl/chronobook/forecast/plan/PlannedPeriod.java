package pl.chronobook.forecast.plan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.plan.ImpossiblePeriodException.Reason;

/**
 * A period, such as a holiday or a busy week, in which the reader reads less than usual
 * or more.
 *
 * @param id unique among the periods of the reader
 * @param from the first day
 * @param to the last day
 * @param reading the amount of reading on each of its days
 * @param label the reader's name for it, at most {@value #LONGEST_LABEL} characters,
 * possibly empty
 */
public record PlannedPeriod(UUID id, LocalDate from, LocalDate to, Amount reading, String label) {

	/** The length of the longest period in days. */
	public static final int LONGEST = 366;

	/** The length of the longest label in characters. */
	public static final int LONGEST_LABEL = 100;

	private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

	private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

	/**
	 * Checks the days and the label.
	 * @throws ImpossiblePeriodException if the days are out of order, too many, or
	 * outside this century, or the label is too long
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

		/** No reading at all. */
		NONE(0),
		/** Half of a usual day. */
		LESS(0.5),
		/** Twice a usual day. */
		MORE(2);

		private final double factor;

		Amount(double factor) {
			this.factor = factor;
		}

	}

}
