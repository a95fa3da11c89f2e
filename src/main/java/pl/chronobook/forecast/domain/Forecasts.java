package pl.chronobook.forecast.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.forecast.FinishForecastMade;
import pl.chronobook.forecast.facts.ReaderFactsCache;
import pl.chronobook.forecast.facts.ReaderFacts;
import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.plan.Plan;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.forecast.training.ModelInUse;
import pl.chronobook.forecast.training.Models;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Provides readers' forecasts. Each is computed only once for the same facts, plan and
 * day.
 */
@Service
public class Forecasts {

	private final Snapshots snapshots;

	private final Plans plans;

	private final Models models;

	private final ReaderFactsCache factsCache;

	private final ApplicationEventPublisher events;

	private final ReadingHistory history;

	private final Readers readers;

	private final Clock clock;

	private final ObservationRegistry observations;

	Forecasts(Snapshots snapshots, Plans plans, Models models, ReaderFactsCache factsCache,
			ApplicationEventPublisher events, ReadingHistory history, Readers readers, Clock clock,
			ObservationRegistry observations) {
		this.snapshots = snapshots;
		this.plans = plans;
		this.models = models;
		this.factsCache = factsCache;
		this.events = events;
		this.history = history;
		this.readers = readers;
		this.clock = clock;
		this.observations = observations;
	}

	/**
	 * Returns the forecast for the reader's present list: the stored one if nothing has
	 * changed since, else a new one.
	 * @return empty if the reader has neither a history nor an assumed pace
	 */
	@Transactional
	public Optional<Snapshot> forecast(ReaderId reader) {
		return current(reader).snapshot();
	}

	/**
	 * Returns the forecast for the reader's present list with the account, plan and model
	 * that it was computed from, each looked up once.
	 */
	@Transactional
	public Current current(ReaderId reader) {
		Reader account = this.readers.get(reader);
		Plan plan = this.plans.of(reader);
		ModelInUse model = this.models.of(reader);
		return new Current(account, plan, model, stored(account, plan, model, this.history.revisionOf(reader))
			.or(() -> compute(account, plan, model, this.factsCache.of(account))));
	}

	/**
	 * Returns the forecast together with the facts, plan and model that it was computed
	 * from.
	 * @return empty if the reader has neither a history nor an assumed pace
	 */
	public Optional<Context> contextOf(ReaderId reader) {
		Reader account = this.readers.get(reader);
		Plan plan = this.plans.of(reader);
		ReaderFacts facts = this.factsCache.of(account);
		ModelInUse model = this.models.of(reader);
		return stored(account, plan, model, facts.revision()).or(() -> compute(account, plan, model, facts))
			.map(now -> new Context(now, plan, model, facts));
	}

	/**
	 * Computes a forecast for a changed queue, plan or pace. Nothing is stored.
	 * @param pages left in each book of the other queue, in order
	 * @param addedPeriods periods in addition to those of the plan
	 * @param addedPages pages a day on top of the pace
	 */
	public Forecast withChanges(Context context, List<Integer> pages, List<PlannedException> addedPeriods,
			double addedPages) {
		return predict(context.facts(), context.now().origin(), context.plan(), context.model(), pages, addedPeriods,
				addedPages)
			.orElse(context.now().forecast());
	}

	private Optional<Snapshot> stored(Reader account, Plan plan, ModelInUse model, long revision) {
		return this.snapshots.find(account.id(), revision, plan.revision(), model.version(),
				account.dayOf(this.clock.instant()));
	}

	private Optional<Snapshot> compute(Reader account, Plan plan, ModelInUse model, ReaderFacts facts) {
		Instant now = this.clock.instant();
		LocalDate origin = facts.origin(account.dayOf(now));
		List<QueuedBook> queue = facts.queue();
		return predict(facts, origin, plan, model, queue.stream().map(QueuedBook::remainingPages).toList(), List.of(),
				0)
			.map(forecast -> {
				Snapshot snapshot = new Snapshot(now, origin, facts.revision(),
						queue.stream().map(book -> book.entry().value()).toList(),
						(int) queue.stream().map(QueuedBook::pageCount).filter(pages -> pages == null).count(),
						forecast);
				if (this.snapshots.save(account.id(), snapshot, plan.revision(), model.version())) {
					this.events.publishEvent(new ForecastMade(account.id(), account.dayOf(now), snapshot, queue));
					this.events.publishEvent(new FinishForecastMade(account.id()));
				}
				return snapshot;
			});
	}

	private Optional<Forecast> predict(ReaderFacts facts, LocalDate origin, Plan plan, ModelInUse model,
			List<Integer> pages, List<PlannedException> addedPeriods, double addedPages) {
		Integer assumed = plan.assumedPagesPerWeek();
		Observation observation = Observation.createNotStarted("chronobook.forecasts", this.observations)
			.contextualName("forecast")
			.lowCardinalityKeyValue("stage", "none");
		return observation.observe(() -> {
			Optional<Forecast> forecast = ForecastEngine
				.forecast(ForecastRequest.of(facts.past(), origin, pages.stream().map(Integer::doubleValue).toList())
					.withExceptions(Stream.concat(plan.exceptions().stream(), addedPeriods.stream()).toList())
					.withAssumedPace((assumed != null) ? assumed.doubleValue() : null)
					.withAddedPages(addedPages)
					.withModel(model.model()));
			forecast.ifPresent(made -> observation.lowCardinalityKeyValue("stage", made.stage().name()));
			return forecast;
		});
	}

	/**
	 * A reader's forecast and the data that it was computed from.
	 *
	 * @param account the reader
	 * @param plan the reader's plan
	 * @param model the trained model, if there is one
	 * @param snapshot the forecast; empty if the reader has neither a history nor an
	 * assumed pace
	 */
	public record Current(Reader account, Plan plan, ModelInUse model, Optional<Snapshot> snapshot) {
	}

	/**
	 * A forecast and all data that it was computed from.
	 *
	 * @param now the forecast
	 * @param plan the reader's plan
	 * @param model the trained model, if there is one
	 * @param facts the reader's history and queue
	 */
	public record Context(Snapshot now, Plan plan, ModelInUse model, ReaderFacts facts) {
	}

}
