package pl.chronobook.reading.domain;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.PageFacts;
import pl.chronobook.identity.ReaderId;

/**
 * The list and the sessions. Every change of them takes the reader's row in
 * {@code reading_lists}, whose {@code xmin} is another one then. The face of a running
 * timer is another one each second.
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
