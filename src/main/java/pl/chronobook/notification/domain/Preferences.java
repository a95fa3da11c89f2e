package pl.chronobook.notification.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to be told, and when.
 *
 * @param dateSlipped whether the finish of the list has moved away
 * @param slipDays by more than how many days it has to, 1 to {@value #MOST_SLIP_DAYS}
 * @param deadlineAtRisk whether the deadline is more likely to be missed than kept
 * @param sessionForgotten whether the timer runs for longer than the reader ever reads
 * @param bookFinished whether a device has come to the end of a book
 * @param quiet when no message comes; null if messages may always come
 */
public record Preferences(boolean dateSlipped, int slipDays, boolean deadlineAtRisk, boolean sessionForgotten,
		boolean bookFinished, @Nullable QuietHours quiet) {

	/** The most days of a slip. */
	public static final int MOST_SLIP_DAYS = 365;

	/** What holds until a reader chooses. */
	public static final Preferences DEFAULT = new Preferences(true, 7, true, true, true, QuietHours.NIGHT);

	public Preferences {
		if (slipDays < 1 || slipDays > MOST_SLIP_DAYS) {
			throw new IllegalArgumentException("No number of days: " + slipDays);
		}
	}

	/** Returns whether the reader wants to hear of something. */
	boolean wants(NotificationKind kind) {
		return switch (kind) {
			case DATE_SLIPPED -> this.dateSlipped;
			case DEADLINE_AT_RISK -> this.deadlineAtRisk;
			case SESSION_FORGOTTEN -> this.sessionForgotten;
			case BOOK_FINISHED -> this.bookFinished;
			case TEST -> true;
		};
	}

}
