package pl.chronobook.api;

import java.time.Duration;

import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.ReaderId;

/**
 * Creates access tokens for tests.
 */
public final class TestTokens {

	private TestTokens() {
	}

	/** The value of the Authorization header for a new token of the reader. */
	public static String bearer(AccessTokens tokens, ReaderId reader, TokenScope scope) {
		return "Bearer " + tokens.create(reader, "test", scope, Duration.ofDays(30)).orElseThrow();
	}

}
