package pl.chronobook.notification.domain;

import java.time.LocalTime;

import org.jspecify.annotations.Nullable;

/**
 * A reader's notification preferences in an archive.
 *
 * @param dateSlipped whether the reader wants messages about a later finish of the list
 * @param slipDays by how many days the finish must slip for a message, 1 to
 * {@value Preferences#MOST_SLIP_DAYS}
 * @param deadlineAtRisk whether the reader wants messages about a deadline at risk
 * @param sessionForgotten whether the reader wants messages about a forgotten timer
 * @param bookFinished whether the reader wants messages about the end of a book on a
 * device
 * @param quietFrom the start of the quiet hours; null without any
 * @param quietUntil the end of the quiet hours; null without any
 */
record ArchivedPreferences(boolean dateSlipped, int slipDays, boolean deadlineAtRisk, boolean sessionForgotten,
		boolean bookFinished, @Nullable LocalTime quietFrom, @Nullable LocalTime quietUntil) {

	/** Checks the quiet hours and the range of the days. */
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
