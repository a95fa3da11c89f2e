package pl.chronobook.forecast.model.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Turns stored moments into a reader's own days. Training and serving both convert by
 * this class, so that a model is used on the same history that it was trained on.
 *
 * @param zone the reader's time zone
 * @param dayEndsAt hours after midnight at which the reader's day ends
 */
public record ReaderDays(ZoneId zone, int dayEndsAt) {

	/**
	 * Converts a stored session: it starts in the reader's day and lasts as long as was
	 * read, so that pauses and changes of the clock do not stretch it.
	 * @param start the time at which reading began
	 * @param active time read, without pauses; above 0
	 * @param pages pages read, zero or more
	 * @throws IllegalArgumentException if {@code active} is not above 0 or the pages are
	 * negative
	 */
	public Session session(Instant start, Duration active, double pages) {
		LocalDateTime from = LocalDateTime.ofInstant(start, zone).minusHours(dayEndsAt);
		return new Session(from, from.plus(active), pages);
	}

}
