package pl.chronobook.identity.session;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.PageFacts;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;

/**
 * Contributes the version of the account and the reader's day to the cache of pages. No
 * page is cached while a notice is open, because only some sessions show it.
 */
@Component
class AccountPageFacts implements PageFacts {

	private final JdbcClient jdbc;

	private final Clock clock;

	AccountPageFacts(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The row's {@code xmin} changes with every update of it. */
	@Override
	public Optional<String> version(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT xmin::text AS version, time_zone, day_ends_at FROM users
				WHERE user_id = ? AND NOT EXISTS (SELECT FROM account_notices WHERE user_id = users.user_id)""")
			.param(reader.value())
			.query((row, number) -> row.getString("version") + ' '
					+ new Reader(reader, ZoneId.of(row.getString("time_zone")), row.getInt("day_ends_at"), false, false)
						.dayOf(this.clock.instant()))
			.optional();
	}

}
