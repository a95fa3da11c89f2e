package pl.chronobook.reading.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Stream;

import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;

/**
 * The times of a sitting with a book.
 *
 * @param start the time at which it began
 * @param end the time at which it ended
 * @param paused the pauses in it
 */
public record Sitting(Instant start, Instant end, Duration paused) {

	/** The shortest session; a shorter one was started by mistake and is not kept. */
	public static final Duration SHORTEST = Duration.ofSeconds(30);

	private static final Duration LONGEST = Duration.ofDays(1);

	/** A longer session without a pause is implausible. */
	private static final Duration DOUBTFUL = Duration.ofHours(12);

	private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

	/**
	 * Checks the times.
	 * @throws ImpossibleSessionException if less than thirty seconds or more than a day
	 * were spent reading, or it began before 1900
	 */
	public Sitting {
		if (start.isBefore(EARLIEST)) {
			throw new ImpossibleSessionException(Reason.TOO_EARLY);
		}
		Duration active = Duration.between(start, end).minus(paused);
		if (paused.isNegative() || active.compareTo(SHORTEST) < 0) {
			throw new ImpossibleSessionException(Reason.TOO_SHORT);
		}
		if (active.compareTo(LONGEST) > 0) {
			throw new ImpossibleSessionException(Reason.TOO_LONG);
		}
	}

	/**
	 * A sitting from one time of a day to another; an end that is not later than the
	 * start is on the next day. In the night in which an hour comes twice, the first of
	 * both is meant, unless only the second lies after the start.
	 * @param day on which it began
	 * @throws ImpossibleSessionException if the clock skips one of the times that night,
	 * or the sitting is impossible
	 */
	public static Sitting between(LocalDate day, LocalTime from, LocalTime to, Duration paused, ZoneId zone) {
		Instant start = first(day.atTime(from), zone, Instant.MIN);
		boolean sameDay = to.isAfter(from) || possible(day.atTime(to), zone).anyMatch(start::isBefore);
		Instant end = first((sameDay ? day : day.plusDays(1)).atTime(to), zone, start);
		return new Sitting(start, end, paused);
	}

	/**
	 * A sitting of a known length.
	 * @param day on which it began
	 * @throws ImpossibleSessionException if the clock skips its start that night, or it
	 * is impossible
	 */
	public static Sitting of(LocalDate day, LocalTime from, Duration active, ZoneId zone) {
		Instant start = first(day.atTime(from), zone, Instant.MIN);
		return new Sitting(start, start.plus(active), Duration.ZERO);
	}

	private static Instant first(LocalDateTime time, ZoneId zone, Instant after) {
		return possible(time, zone).filter(after::isBefore)
			.findFirst()
			.orElseThrow(() -> new ImpossibleSessionException(Reason.NO_SUCH_TIME));
	}

	private static Stream<Instant> possible(LocalDateTime time, ZoneId zone) {
		return zone.getRules().getValidOffsets(time).stream().map(time::toInstant);
	}

	/** The time spent reading. */
	public Duration active() {
		return Duration.between(this.start, this.end).minus(this.paused);
	}

	/** Returns whether it is longer than anybody reads without a pause. */
	public boolean isDoubtful() {
		return this.paused.isZero() && active().compareTo(DOUBTFUL) > 0;
	}

	/**
	 * Returns this sitting if it is over.
	 * @throws ImpossibleSessionException if it ends after {@code now}
	 */
	Sitting notAfter(Instant now) {
		if (this.end.isAfter(now)) {
			throw new ImpossibleSessionException(Reason.IN_THE_FUTURE);
		}
		return this;
	}

}
