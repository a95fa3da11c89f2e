package pl.chronobook;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.EventPublication.Status;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import pl.chronobook.identity.DatabaseGauges;

/**
 * Counts the events that modules publish, and gauges those that the registry has not
 * delivered yet.
 */
@Component
class EventMetrics implements ApplicationListener<PayloadApplicationEvent<?>> {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final MeterRegistry meters;

	private final DatabaseGauges gauges;

	private final MultiGauge publications;

	private final MultiGauge oldest;

	EventMetrics(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.meters = meters;
		this.gauges = new DatabaseGauges(meters);
		this.publications = this.gauges.add("events.publications", "Events that are not delivered yet");
		this.oldest = this.gauges.add("events.oldest.age.seconds", "Age of the oldest event that is not delivered yet");
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<?> event) {
		Class<?> type = event.getPayload().getClass();
		if (!type.getPackageName().startsWith(getClass().getPackageName())) {
			return;
		}
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					count(type);
				}

			});
		}
		else {
			count(type);
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	private void count(Class<?> type) {
		this.meters.counter("chronobook.events.published", "event", type.getSimpleName()).increment();
	}

	@Scheduled(fixedRateString = "PT30S")
	void refresh() {
		this.gauges.refresh(() -> {
			Map<String, Waiting> waiting = this.jdbc.sql("""
					SELECT status, count(*) AS number, min(publication_date) AS since FROM event_publication
					WHERE completion_date IS NULL GROUP BY status""")
				.query((row, number) -> new Waiting(row.getString("status"), row.getLong("number"),
						row.getObject("since", OffsetDateTime.class)))
				.list()
				.stream()
				.collect(Collectors.toMap(Waiting::status, found -> found));
			this.publications.register(Stream.of(Status.values())
				.filter(status -> status != Status.COMPLETED)
				.map(status -> row(status, waiting.get(status.name())))
				.toList(), true);
			DatabaseGauges.set(this.oldest, waiting.values()
				.stream()
				.mapToDouble(
						found -> Duration.between(found.since().toInstant(), this.clock.instant()).toMillis() / 1_000.0)
				.max()
				.orElse(0));
		});
	}

	private static MultiGauge.Row<?> row(Status status, @Nullable Waiting waiting) {
		return DatabaseGauges.row("status", status.name().toLowerCase(Locale.ROOT),
				(waiting != null) ? waiting.number() : 0);
	}

	private record Waiting(String status, long number, OffsetDateTime since) {
	}

}
