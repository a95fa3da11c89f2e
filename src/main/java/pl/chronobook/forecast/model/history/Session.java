package pl.chronobook.forecast.model.history;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * A reading session.
 *
 * @param start the time at which reading began, in the reader's local time
 * @param end the time at which it ended; after {@code start}
 * @param pages pages read, zero or more, possibly a fraction
 */
public record Session(LocalDateTime start, LocalDateTime end, double pages) {

	/**
	 * @throws IllegalArgumentException if the session does not end after its start, or
	 * the pages are negative
	 */
	public Session {
		if (!start.isBefore(end)) {
			throw new IllegalArgumentException("a session ends after its start: " + start + " to " + end);
		}
		PageLimits.check(pages);
	}

	public double seconds() {
		return seconds(start, end);
	}

	static double seconds(LocalDateTime from, LocalDateTime to) {
		Duration duration = Duration.between(from, to);
		return duration.getSeconds() + duration.getNano() / 1e9;
	}

}
