package pl.chronobook.api.web;

import java.time.Instant;

/**
 * The range of moments that the API accepts. The database can store others, but
 * calculations with them would overflow.
 */
final class Moments {

	static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

	static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

	private Moments() {
	}

}
