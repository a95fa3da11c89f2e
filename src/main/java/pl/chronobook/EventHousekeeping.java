package pl.chronobook;

import java.time.Duration;

import org.springframework.modulith.events.CompletedEventPublications;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Delivers again what a listener could not handle, or what a killed application left half
 * done, and forgets what is long delivered.
 */
@Component
class EventHousekeeping {

	private static final Duration KEPT = Duration.ofDays(1);

	/** What fails this often stays in the registry, to be looked at. */
	private static final int ATTEMPTS = 20;

	private final FailedEventPublications failed;

	private final CompletedEventPublications completed;

	EventHousekeeping(FailedEventPublications failed, CompletedEventPublications completed) {
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

	@Scheduled(cron = "0 37 3 * * *")
	void forget() {
		this.completed.deletePublicationsOlderThan(KEPT);
	}

}
