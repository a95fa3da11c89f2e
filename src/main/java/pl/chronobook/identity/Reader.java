package pl.chronobook.identity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What other modules may know of a reader.
 *
 * @param id whose it is
 * @param zone the zone in which the reader's days begin and end
 * @param dayEndsAt hours after midnight, 0 to 6, at which the reader's day ends: what
 * happens until then belongs to the day before
 * @param demo whether the account shows a made-up history
 */
public record Reader(ReaderId id, ZoneId zone, int dayEndsAt, boolean demo) {

	/** The reader's day that a moment belongs to. */
	public LocalDate dayOf(Instant moment) {
		return moment.atZone(this.zone).toLocalDateTime().minusHours(this.dayEndsAt).toLocalDate();
	}

	/** The moment at which one of the reader's days begins. */
	public Instant startOf(LocalDate day) {
		return day.atTime(this.dayEndsAt, 0).atZone(this.zone).toInstant();
	}

}
