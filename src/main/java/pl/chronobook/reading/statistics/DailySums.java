package pl.chronobook.reading.statistics;

import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Recomputes the daily sums of all readers at the start of the application. Triggers
 * maintain the sums, so this is needed only after sessions were changed while the
 * triggers were disabled.
 */
@Component
@ConditionalOnBooleanProperty("chronobook.reading.rebuild-days")
class DailySums implements ApplicationRunner {

	private static final Logger log = LoggerFactory.getLogger(DailySums.class);

	private final JdbcClient jdbc;

	DailySums(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Recomputes one reader after the other, each in a transaction of its own. */
	@Override
	public void run(ApplicationArguments arguments) {
		List<UUID> readers = this.jdbc.sql("SELECT user_id FROM users").query(UUID.class).list();
		long days = 0;
		for (UUID reader : readers) {
			days += this.jdbc.sql("SELECT rebuild_reading_days(?)").param(reader).query(Integer.class).single();
		}
		log.info("Counted the reading of {} readers anew: {} days of a book", readers.size(), days);
	}

}
