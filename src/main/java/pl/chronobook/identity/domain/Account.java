package pl.chronobook.identity.domain;

import java.time.Instant;
import java.time.ZoneId;

import pl.chronobook.identity.ReaderId;

/**
 * An account as its owner sees it.
 *
 * @param reader its owner
 * @param email the address to sign in with; for demo accounts a made-up one
 * @param zone the zone in which the reader's days begin and end
 * @param dayEndsAt hours after midnight, 0 to 6, at which the reader's day ends
 * @param demo whether the account is a visitor's and will be deleted automatically
 * @param guest whether it is a demo account with the visitor's own history
 * @param hasPassword whether its reader can sign in with a password; demos and accounts
 * that a provider's sign-in made have none
 * @param createdAt the moment of its creation
 */
public record Account(ReaderId reader, EmailAddress email, ZoneId zone, int dayEndsAt, boolean demo, boolean guest,
		boolean hasPassword, Instant createdAt) {
}
