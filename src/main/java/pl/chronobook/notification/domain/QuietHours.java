package pl.chronobook.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Hours of each day without messages, in the reader's local time.
 *
 * @param from the time at which they begin
 * @param until the time at which they end, on the next day unless it is later than
 * {@code from}
 */
public record QuietHours(LocalTime from, LocalTime until) {

	/** The hours of sleep. */
	public static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));

	/**
	 * @throws IllegalArgumentException if they begin when they end
	 */
	public QuietHours {
		if (from.equals(until)) {
			throw new IllegalArgumentException("Quiet hours end at another time than they begin");
		}
	}

	/**
	 * Finds the moment at which the quiet hours around {@code now} end. A clock that is
	 * set forward shortens them, one that is set back makes them longer: an hour that
	 * comes twice is quiet both times.
	 * @return a moment after {@code now}; empty if it is not quiet
	 */
	public Optional<Instant> end(Instant now, ZoneId zone) {
		LocalDate today = now.atZone(zone).toLocalDate();
		return endOfThoseOf(today.minusDays(1), now, zone).or(() -> endOfThoseOf(today, now, zone));
	}

	private Optional<Instant> endOfThoseOf(LocalDate day, Instant now, ZoneId zone) {
		LocalDate last = this.until.isAfter(this.from) ? day : day.plusDays(1);
		Instant start = day.atTime(this.from).atZone(zone).withEarlierOffsetAtOverlap().toInstant();
		Instant end = last.atTime(this.until).atZone(zone).withLaterOffsetAtOverlap().toInstant();
		return (!now.isBefore(start) && now.isBefore(end)) ? Optional.of(end) : Optional.empty();
	}

}
