package pl.chronobook.forecast.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import pl.chronobook.forecast.domain.KnownReading.Known;
import pl.chronobook.forecast.model.ModelCodec;
import pl.chronobook.forecast.model.Population;
import pl.chronobook.forecast.model.Trainer;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingListChanged;

/**
 * Trains models in this process where no training job runs: of a reader whose history has
 * grown at a stroke, as an import makes it, and once a day of everybody with new data.
 */
@Component
@EnableConfigurationProperties(OwnTrainingProperties.class)
class OwnTraining {

	private static final Logger log = LoggerFactory.getLogger(OwnTraining.class);

	/** So many sessions more or fewer than training has seen are a stroke. */
	private static final long MANY = 20;

	private static final long SHARE = 10;

	private final Trainer trainer = new Trainer(Population.NONE);

	private final boolean enabled;

	private final Models models;

	private final KnownReading known;

	private final Readers readers;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final AtomicReference<@Nullable TrainingRun> lastRun = new AtomicReference<>();

	OwnTraining(OwnTrainingProperties properties, Environment environment, Models models, KnownReading known,
			Readers readers, JdbcClient jdbc, Clock clock) {
		this.enabled = (properties.enabled() != null) ? properties.enabled()
				: !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
		this.models = models;
		this.known = known;
		this.readers = readers;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@ApplicationModuleListener
	void on(ReadingListChanged event) {
		if (this.enabled) {
			Reader account = this.readers.get(event.reader());
			Known facts = this.known.of(account);
			long seen = this.models.sessionsSeen(event.reader());
			if (Math.abs(facts.past().sessions().size() - seen) >= Math.max(MANY, seen / SHARE)) {
				train(account, facts);
			}
		}
	}

	/** The last time that everybody was trained here; empty before the first. */
	Optional<TrainingRun> lastRun() {
		return Optional.ofNullable(this.lastRun.get());
	}

	/** Trains everybody with new data; one reader's failure is not another's. */
	@Scheduled(cron = "0 7 4 * * *")
	void trainAll() {
		if (!this.enabled) {
			return;
		}
		Instant start = this.clock.instant();
		List<UUID> changed = this.jdbc.sql("""
				SELECT user_id FROM reading_lists list LEFT JOIN training_progress seen USING (user_id)
				WHERE seen.revision IS DISTINCT FROM list.revision OR seen.feature_version <> ?""")
			.param(ModelCodec.VERSION)
			.query(UUID.class)
			.list();
		for (UUID reader : changed) {
			try {
				Reader account = this.readers.get(new ReaderId(reader));
				train(account, this.known.of(account));
			}
			catch (RuntimeException ex) {
				log.warn("A reader's model was not trained", ex);
			}
		}
		Instant end = this.clock.instant();
		this.lastRun.set(new TrainingRun(end, Duration.between(start, end)));
	}

	private void train(Reader account, Known facts) {
		LocalDate origin = account.dayOf(this.clock.instant());
		this.models.keep(account.id(), facts.revision(), facts.past().sessions().size(), origin,
				this.trainer.train(facts.past(), origin), this.clock.instant());
	}

	/**
	 * A training of everybody.
	 */
	record TrainingRun(Instant ended, Duration took) {
	}

}
