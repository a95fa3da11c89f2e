package pl.chronobook.identity.session;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

import pl.chronobook.identity.domain.SignedInReader;

/**
 * A sign-in whose password was right and which waits for the second factor. It is stored
 * in the visitor's session for a few minutes.
 *
 * @param reader the reader who wants to sign in
 * @param since the moment at which the password was checked
 * @param remembered whether the reader asked to be remembered
 */
public record PendingSignIn(SignedInReader reader, Instant since, boolean remembered) implements Serializable {

	public static final String ATTRIBUTE = "chronobook.pending-sign-in";

	private static final Duration LIFETIME = Duration.ofMinutes(10);

	public boolean isExpired(Instant now) {
		return this.since.plus(LIFETIME).isBefore(now);
	}

}
