package pl.chronobook;

import java.time.Duration;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.CompletedEventPublications;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderDeleted;

/**
 * Resubmits events whose listener failed or was killed, and deletes delivered events
 * after a day.
 */
@Component
class EventHousekeeping {

	private static final Duration KEPT = Duration.ofDays(1);

	/**
	 * An event that failed this often stays in the registry until an operator looks at
	 * it.
	 */
	private static final int ATTEMPTS = 20;

	private final FailedEventPublications failed;

	private final CompletedEventPublications completed;

	private final JdbcClient jdbc;

	EventHousekeeping(FailedEventPublications failed, CompletedEventPublications completed, JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.failed = failed;
		this.completed = completed;
	}

	@Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
	void resubmit() {
		this.failed.resubmit(ResubmissionOptions.defaults()
			.withMinAge(Duration.ofMinutes(1))
			.withBatchSize(100)
			.withFilter(publication -> publication.getCompletionAttempts() < ATTEMPTS));
	}

	/** Deletes the events that name a reader whose account is deleted. */
	@EventListener
	void forget(ReaderDeleted deleted) {
		this.jdbc.sql("DELETE FROM event_publication WHERE position(:reader IN serialized_event) > 0")
			.param("reader", deleted.reader().value().toString())
			.update();
	}

	@Scheduled(cron = "0 37 3 * * *")
	void forget() {
		this.completed.deletePublicationsOlderThan(KEPT);
	}

}
