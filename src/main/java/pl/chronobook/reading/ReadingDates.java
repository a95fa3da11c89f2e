package pl.chronobook.reading;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * The days between which a book was read, in the reader's time zone.
 *
 * @param start the first day; null if the reader does not remember
 * @param end the last day; null while the reading goes on
 */
public record ReadingDates(@Nullable LocalDate start, @Nullable LocalDate end) {

	/** The earliest day of any reading. */
	public static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

	/**
	 * Refuses dates that make no sense.
	 * @throws ImpossibleDatesException if both are missing, the end comes before the
	 * start, or one lies before 1900
	 */
	public ReadingDates {
		if (start == null && end == null) {
			throw new ImpossibleDatesException(ImpossibleDatesException.Reason.MISSING);
		}
		if (start != null && end != null && end.isBefore(start)) {
			throw new ImpossibleDatesException(ImpossibleDatesException.Reason.END_BEFORE_START);
		}
		if ((start != null && start.isBefore(EARLIEST)) || (end != null && end.isBefore(EARLIEST))) {
			throw new ImpossibleDatesException(ImpossibleDatesException.Reason.TOO_EARLY);
		}
	}

	/**
	 * Returns these dates if none of them lies after {@code today}.
	 * @throws ImpossibleDatesException if one does
	 */
	public ReadingDates notAfter(LocalDate today) {
		if ((this.start != null && this.start.isAfter(today)) || (this.end != null && this.end.isAfter(today))) {
			throw new ImpossibleDatesException(ImpossibleDatesException.Reason.IN_THE_FUTURE);
		}
		return this;
	}

}
