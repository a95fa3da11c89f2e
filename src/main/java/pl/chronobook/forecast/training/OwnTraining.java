package pl.chronobook.forecast.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import pl.chronobook.forecast.facts.ReaderFactsCache;
import pl.chronobook.forecast.facts.ReaderFacts;
import pl.chronobook.forecast.model.learning.Population;
import pl.chronobook.forecast.model.learning.Trainer;
import pl.chronobook.identity.DemoStarted;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.WorkTurns;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingListChanged;

/**
 * Trains models in this process where no training job runs: at once for a reader whose
 * history has grown much, as by an import, and once a day for every reader with new data.
 */
@Component
@EnableConfigurationProperties(OwnTrainingProperties.class)
class OwnTraining {

	private static final Logger log = LoggerFactory.getLogger(OwnTraining.class);

	/**
	 * A change of this many sessions since the last training starts a training at once.
	 */
	private static final long MANY = 20;

	/**
	 * A long history is trained at once only after a change of one session in this many.
	 */
	private static final long SHARE = 10;

	private static final Duration TURN = Duration.ofHours(1);

	private final Trainer trainer = new Trainer(Population.NONE);

	private final boolean enabled;

	private final Models models;

	private final ReaderFactsCache factsCache;

	private final Readers readers;

	private final ReadingHistory history;

	private final WorkTurns turns;

	private final Clock clock;

	private final AtomicReference<@Nullable TrainingRun> lastRun = new AtomicReference<>();

	OwnTraining(OwnTrainingProperties properties, Environment environment, Models models, ReaderFactsCache factsCache,
			Readers readers, ReadingHistory history, WorkTurns turns, Clock clock) {
		this.turns = turns;
		this.enabled = (properties.enabled() != null) ? properties.enabled()
				: !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
		this.models = models;
		this.factsCache = factsCache;
		this.readers = readers;
		this.history = history;
		this.clock = clock;
	}

	@ApplicationModuleListener
	void on(ReadingListChanged event) {
		if (this.enabled) {
			Reader account = this.readers.get(event.reader());
			ReaderFacts facts = this.factsCache.of(account);
			long seen = this.models.sessionsSeen(event.reader());
			if (Math.abs(facts.past().sessions().size() - seen) >= Math.max(MANY, seen / SHARE)) {
				train(account, facts);
			}
		}
	}

	/**
	 * Trains a demo account's model before its visitor sees the first date, which then
	 * does not move during the visit. Runs after the listener that brings the history.
	 */
	@EventListener
	@Order(0)
	void on(DemoStarted event) {
		Reader account = this.readers.get(event.reader());
		train(account, this.factsCache.of(account));
	}

	/** Returns the last daily training; empty before the first. */
	Optional<TrainingRun> lastRun() {
		return Optional.ofNullable(this.lastRun.get());
	}

	@Scheduled(cron = "0 7 4 * * *")
	void trainInTurn() {
		if (this.enabled && this.turns.take("training", TURN)) {
			trainAll();
		}
	}

	/** Trains every reader with new data; the failure of one does not stop the others. */
	void trainAll() {
		if (!this.enabled) {
			return;
		}
		Instant start = this.clock.instant();
		for (ReaderId reader : this.history.changedSince(this.models.revisionsSeen())) {
			try {
				Reader account = this.readers.get(reader);
				train(account, this.factsCache.of(account));
			}
			catch (RuntimeException ex) {
				log.warn("A reader's model was not trained", ex);
			}
		}
		Instant end = this.clock.instant();
		this.lastRun.set(new TrainingRun(end, Duration.between(start, end)));
	}

	private void train(Reader account, ReaderFacts facts) {
		LocalDate origin = account.dayOf(this.clock.instant());
		this.models.keep(account.id(), facts.revision(), facts.past().sessions().size(), origin,
				this.trainer.train(facts.past(), origin), this.clock.instant());
	}

	/**
	 * A finished daily training of all readers.
	 */
	record TrainingRun(Instant ended, Duration took) {
	}

}
