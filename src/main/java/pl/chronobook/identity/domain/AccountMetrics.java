package pl.chronobook.identity.domain;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Says how many readers there are and how many sign-ins are open. What cannot be read
 * from the database is absent.
 */
@Component
class AccountMetrics {

	private static final Logger log = LoggerFactory.getLogger(AccountMetrics.class);

	private final JdbcClient jdbc;

	private final Clock clock;

	private final MultiGauge readers;

	private final MultiGauge signIns;

	AccountMetrics(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.readers = MultiGauge.builder("chronobook.readers.registered")
			.description("Accounts, without those made up to look around")
			.register(meters);
		this.signIns = MultiGauge.builder("chronobook.sign.ins").description("Open sign-ins").register(meters);
	}

	@Scheduled(fixedRateString = "PT1M")
	void refresh() {
		try {
			register(this.readers,
					this.jdbc.sql("SELECT count(*) FROM users WHERE NOT demo").query(Long.class).single());
			register(this.signIns,
					this.jdbc
						.sql("SELECT count(*) FROM spring_session WHERE principal_name IS NOT NULL AND expiry_time > ?")
						.param(this.clock.millis())
						.query(Long.class)
						.single());
		}
		catch (DataAccessException ex) {
			log.debug("Accounts cannot be counted", ex);
			this.readers.register(List.of(), true);
			this.signIns.register(List.of(), true);
		}
	}

	private static void register(MultiGauge gauge, long value) {
		gauge.register(List.of(MultiGauge.Row.of(Tags.empty(), value)), true);
	}

}
