package pl.chronobook.reading.domain;

import java.util.OptionalDouble;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;

/**
 * Computes the speed of readers from their sessions with counted pages.
 */
@Component
public class ReadingSpeed {

	private static final double SLOWEST = 10;

	private static final double FASTEST = 150;

	private final JdbcClient jdbc;

	ReadingSpeed(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Returns the pages an hour; empty if the sessions last less than an hour. */
	public OptionalDouble measured(ReaderId reader) {
		Double pace = this.jdbc.sql("""
				SELECT CASE WHEN sum(seconds) >= 3600 THEN sum(pages_read) * 3600 / sum(seconds) END
				FROM (SELECT pages_read, date_part('epoch', end_time - start_time) - paused_seconds AS seconds
				      FROM reading_sessions WHERE user_id = ? AND NOT pages_estimated) AS measured""")
			.param(reader.value())
			.query(Double.class)
			.optional()
			.orElse(null);
		return (pace != null && pace > 0) ? OptionalDouble.of(pace) : OptionalDouble.empty();
	}

	/** Returns the pages that an hour of listening counts as. */
	double ofListening(ReaderId reader) {
		return Math.clamp(measured(reader).orElse(ReadingArchive.USUAL_PAGES_PER_HOUR), SLOWEST, FASTEST);
	}

}
