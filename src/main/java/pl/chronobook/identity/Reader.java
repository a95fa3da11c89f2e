package pl.chronobook.identity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The part of a reader's account that other modules may see.
 *
 * @param id the reader's id
 * @param zone the zone in which the reader's days begin and end
 * @param dayEndsAt hours after midnight, 0 to 6, at which the reader's day ends: what
 * happens until then belongs to the day before
 * @param demo whether the account is a visitor's and will be deleted automatically
 * @param guest whether it is a demo account with the visitor's own history
 */
public record Reader(ReaderId id, ZoneId zone, int dayEndsAt, boolean demo, boolean guest) {

	/** Returns the reader's day to which a moment belongs. */
	public LocalDate dayOf(Instant moment) {
		return moment.atZone(this.zone).toLocalDateTime().minusHours(this.dayEndsAt).toLocalDate();
	}

	/** Returns the moment at which one of the reader's days begins. */
	public Instant startOf(LocalDate day) {
		return day.atTime(this.dayEndsAt, 0).atZone(this.zone).toInstant();
	}

}
