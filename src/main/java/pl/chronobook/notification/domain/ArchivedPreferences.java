package pl.chronobook.notification.domain;

import java.time.LocalTime;

import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to be told, in an archive.
 *
 * @param dateSlipped whether the finish of the list has moved away
 * @param slipDays by more than how many days, 1 to {@value Preferences#MOST_SLIP_DAYS}
 * @param deadlineAtRisk whether the deadline is at risk
 * @param sessionForgotten whether the timer was forgotten
 * @param bookFinished whether a device has come to the end of a book
 * @param quietFrom when the quiet hours begin; null without any
 * @param quietUntil when they end; null without any
 */
record ArchivedPreferences(boolean dateSlipped, int slipDays, boolean deadlineAtRisk, boolean sessionForgotten,
		boolean bookFinished, @Nullable LocalTime quietFrom, @Nullable LocalTime quietUntil) {

	/** Checks that these can be somebody's preferences. */
	ArchivedPreferences {
		if ((quietFrom == null) != (quietUntil == null)) {
			throw new IllegalArgumentException("Quiet hours have a beginning and an end");
		}
		preferences(dateSlipped, slipDays, deadlineAtRisk, sessionForgotten, bookFinished, quietFrom, quietUntil);
	}

	static ArchivedPreferences of(Preferences preferences) {
		QuietHours quiet = preferences.quiet();
		return new ArchivedPreferences(preferences.dateSlipped(), preferences.slipDays(), preferences.deadlineAtRisk(),
				preferences.sessionForgotten(), preferences.bookFinished(), (quiet != null) ? quiet.from() : null,
				(quiet != null) ? quiet.until() : null);
	}

	Preferences preferences() {
		return preferences(this.dateSlipped, this.slipDays, this.deadlineAtRisk, this.sessionForgotten,
				this.bookFinished, this.quietFrom, this.quietUntil);
	}

	private static Preferences preferences(boolean dateSlipped, int slipDays, boolean deadlineAtRisk,
			boolean sessionForgotten, boolean bookFinished, @Nullable LocalTime quietFrom,
			@Nullable LocalTime quietUntil) {
		return new Preferences(dateSlipped, slipDays, deadlineAtRisk, sessionForgotten, bookFinished,
				(quietFrom != null && quietUntil != null) ? new QuietHours(quietFrom, quietUntil) : null);
	}

}
