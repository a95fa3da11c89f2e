package pl.chronobook.reading.domain;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.PageFacts;
import pl.chronobook.identity.ReaderId;

/**
 * Contributes the version of the list and the sessions to the cache of pages. Every
 * change of them updates the reader's row in {@code reading_lists} and with it the row's
 * {@code xmin}. Pages with a running timer are not cached, because the time on it changes
 * every second.
 */
@Component
class ReadingPageFacts implements PageFacts {

	private final JdbcClient jdbc;

	ReadingPageFacts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Optional<String> version(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT coalesce((SELECT xmin::text FROM reading_lists WHERE user_id = :reader), '-')
				WHERE NOT EXISTS (SELECT FROM timed_sessions
				    WHERE user_id = :reader AND stopped_at IS NULL AND discarded_at IS NULL)""")
			.param("reader", reader.value())
			.query(String.class)
			.optional();
	}

}
