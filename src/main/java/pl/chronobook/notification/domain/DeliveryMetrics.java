package pl.chronobook.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts attempts to deliver messages by their outcome, and gauges how long the oldest
 * one that is due has waited. While the database is down the gauge has no value.
 */
@Component
class DeliveryMetrics {

	static final String PUSH = "push";

	static final String WEBHOOK = "webhook";

	private static final Logger log = LoggerFactory.getLogger(DeliveryMetrics.class);

	private final MeterRegistry meters;

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile double overdueSeconds = Double.NaN;

	DeliveryMetrics(MeterRegistry meters, JdbcClient jdbc, Clock clock) {
		this.meters = meters;
		this.jdbc = jdbc;
		this.clock = clock;
		for (String channel : List.of(PUSH, WEBHOOK)) {
			for (Outcome outcome : Outcome.values()) {
				deliveries(channel, outcome);
			}
		}
		Gauge.builder("chronobook.notifications.overdue", () -> this.overdueSeconds)
			.baseUnit("seconds")
			.description("How long the oldest message that is due has waited to be sent")
			.register(meters);
	}

	/**
	 * Counts an attempt.
	 * @param channel {@value #PUSH} or {@value #WEBHOOK}
	 */
	void count(String channel, Outcome outcome) {
		deliveries(channel, outcome).increment();
	}

	private Counter deliveries(String channel, Outcome outcome) {
		return Counter.builder("chronobook.notifications.deliveries")
			.description("Attempts to deliver a message")
			.tag("channel", channel)
			.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
			.register(this.meters);
	}

	@Scheduled(fixedRateString = "PT30S")
	void refresh() {
		try {
			this.overdueSeconds = this.jdbc.sql("""
					SELECT coalesce(extract(epoch FROM ?::timestamptz - min(next_attempt_at)), 0)
					FROM notification_deliveries WHERE state = 'WAITING' AND next_attempt_at <= ?""")
				.params(Timestamp.from(this.clock.instant()), Timestamp.from(this.clock.instant()))
				.query(Double.class)
				.single();
		}
		catch (DataAccessException ex) {
			log.debug("The deliveries cannot be read", ex);
			this.overdueSeconds = Double.NaN;
		}
	}

	/**
	 * The outcome of an attempt.
	 */
	enum Outcome {

		/** The other side accepted the message. */
		DELIVERED,

		/** It will be tried again later. */
		RETRIED,

		/** The message was given up. */
		FAILED,

		/** The browser or the webhook no longer exists and was disabled. */
		GONE

	}

}
