package pl.chronobook.notification.domain;

import org.jspecify.annotations.Nullable;

/**
 * A reader's notification preferences.
 *
 * @param dateSlipped whether to send a message when the finish of the list moves to a
 * later day
 * @param slipDays the number of days that the finish has to exceed, 1 to
 * {@value #MOST_SLIP_DAYS}
 * @param deadlineAtRisk whether to send a message when the deadline is more likely to be
 * missed than met
 * @param sessionForgotten whether to send a message when the timer runs for longer than
 * the reader ever reads
 * @param bookFinished whether to send a message when a device reports the end of a book
 * @param quiet the hours without messages; null if messages may always be sent
 */
public record Preferences(boolean dateSlipped, int slipDays, boolean deadlineAtRisk, boolean sessionForgotten,
		boolean bookFinished, @Nullable QuietHours quiet) {

	/** The largest number of days that a reader can choose for a slip. */
	public static final int MOST_SLIP_DAYS = 365;

	/** The preferences of a reader who has not chosen any. */
	public static final Preferences DEFAULT = new Preferences(true, 7, true, true, true, QuietHours.NIGHT);

	public Preferences {
		if (slipDays < 1 || slipDays > MOST_SLIP_DAYS) {
			throw new IllegalArgumentException("No number of days: " + slipDays);
		}
	}

	/** Returns whether the reader wants messages of this kind. */
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
