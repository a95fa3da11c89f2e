package pl.chronobook.identity.domain;

import java.time.Instant;
import java.time.ZoneId;

import pl.chronobook.identity.ReaderId;

/**
 * An account as its owner sees it.
 *
 * @param reader whose it is
 * @param email the address to sign in with; for demo accounts a made-up one
 * @param zone the zone in which the reader's days begin and end
 * @param dayEndsAt hours after midnight, 0 to 6, at which the reader's day ends
 * @param demo whether the account shows a made-up history and has no password
 * @param createdAt since when it exists
 */
public record Account(ReaderId reader, EmailAddress email, ZoneId zone, int dayEndsAt, boolean demo,
		Instant createdAt) {
}
