package pl.chronobook.identity.domain;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.DatabaseGauges;

/**
 * Publishes the number of registered readers and of open sign-ins as metrics.
 */
@Component
class AccountMetrics {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final DatabaseGauges gauges;

	private final MultiGauge readers;

	private final MultiGauge signIns;

	AccountMetrics(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.gauges = new DatabaseGauges(meters);
		this.readers = this.gauges.add("readers.registered", "Accounts, without those made up to look around");
		this.signIns = this.gauges.add("sign.ins", "Open sign-ins");
	}

	@Scheduled(fixedRateString = "PT1M")
	void refresh() {
		this.gauges.refresh(() -> {
			DatabaseGauges.set(this.readers, DatabaseGauges.count(this.jdbc, "users", "FROM users WHERE NOT demo"));
			DatabaseGauges.set(this.signIns, DatabaseGauges.count(this.jdbc, "spring_session",
					"FROM spring_session WHERE principal_name IS NOT NULL AND expiry_time > " + this.clock.millis()));
		});
	}

}
