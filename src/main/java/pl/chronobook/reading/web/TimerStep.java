package pl.chronobook.reading.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;

/**
 * The time of a step of the timer and the reader who took it. A phone that had no network
 * sends it later, with two times of its own clock, so that a wrong clock does no harm.
 *
 * @param at the time at which it was taken, in milliseconds of the phone's clock
 * @param sent the time at which it was sent, by the same clock; null if a page sent it at
 * once
 * @param reader who took it, as the phone remembers
 */
record TimerStep(@Nullable Long at, @Nullable Long sent, @Nullable UUID reader) {

	private static final Duration LATEST = Duration.ofDays(365);

	/** Returns the time of the step by the server's clock; null for now. */
	@Nullable Instant taken(Clock clock) {
		return (this.at != null && this.sent != null)
				? clock.instant().minusMillis(Math.clamp(this.sent - this.at, 0, LATEST.toMillis())) : null;
	}

	boolean isOfAnother(ReaderId current) {
		return this.reader != null && !this.reader.equals(current.value());
	}

}
