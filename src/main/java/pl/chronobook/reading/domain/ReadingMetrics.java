package pl.chronobook.reading.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.DatabaseGauges;

/**
 * Publishes how many readers have read lately, and in how many sessions. Values that
 * cannot be read from the database are absent.
 */
@Component
class ReadingMetrics {

	private static final List<Integer> WINDOWS = List.of(1, 7, 30);

	/**
	 * The time for which the count of a window of several days is reused. That of one day
	 * is cheap and always read.
	 */
	private static final Duration REUSED = Duration.ofHours(1);

	private final Map<Integer, Count> counted = new ConcurrentHashMap<>();

	private final JdbcClient jdbc;

	private final Clock clock;

	private final DatabaseGauges gauges;

	private final MultiGauge readers;

	private final MultiGauge sessions;

	ReadingMetrics(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.gauges = new DatabaseGauges(meters);
		this.readers = this.gauges.add("readers.active", "Readers with a session or a finished book in the window");
		this.sessions = this.gauges.add("sessions.logged", "Sessions that ended in the window");
	}

	@Scheduled(fixedRateString = "PT5M")
	void refresh() {
		this.gauges.refresh(() -> {
			List<Count> counts = WINDOWS.stream().map(this::current).toList();
			this.readers.register(counts.stream().map(count -> count.row(count.readers())).toList(), true);
			this.sessions.register(counts.stream().map(count -> count.row(count.sessions())).toList(), true);
		});
	}

	private Count current(int days) {
		Instant now = this.clock.instant();
		Count known = this.counted.get(days);
		if (known == null || days == 1 || known.at().plus(REUSED).isBefore(now)) {
			known = count(days, now);
			this.counted.put(days, known);
		}
		return known;
	}

	private Count count(int days, Instant now) {
		return this.jdbc.sql("""
				WITH recent AS MATERIALIZED (
				    SELECT user_id FROM reading_sessions WHERE end_time > :since AND end_time <= :now)
				SELECT (SELECT count(*) FROM recent),
				  (SELECT count(*) FROM (
				    SELECT user_id FROM recent
				    UNION SELECT user_id FROM reading_log
				      WHERE end_date > CAST(:since AS date) AND end_date <= CAST(:now AS date)) active)""")
			.param("since", Timestamp.from(now.minus(Duration.ofDays(days))))
			.param("now", Timestamp.from(now))
			.query((row, number) -> new Count(days, now, row.getLong(1), row.getLong(2)))
			.single();
	}

	private record Count(int days, Instant at, long sessions, long readers) {

		MultiGauge.Row<?> row(long number) {
			return MultiGauge.Row.of(Tags.of("window", this.days + "d"), number);
		}

	}

}
