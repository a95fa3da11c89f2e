package pl.chronobook.forecast.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.forecast.domain.KnownReading.Known;
import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.PlannedException;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Forecasts for readers, each computed once for the same facts and the same plan on the
 * same day.
 */
@Service
public class Forecasts {

	private final ForecastEngine engine = new ForecastEngine();

	private final Snapshots snapshots;

	private final Plans plans;

	private final Models models;

	private final KnownReading known;

	private final Accuracy accuracy;

	private final ReadingHistory history;

	private final Readers readers;

	private final Clock clock;

	private final ObservationRegistry observations;

	Forecasts(Snapshots snapshots, Plans plans, Models models, KnownReading known, Accuracy accuracy,
			ReadingHistory history, Readers readers, Clock clock, ObservationRegistry observations) {
		this.snapshots = snapshots;
		this.plans = plans;
		this.models = models;
		this.known = known;
		this.accuracy = accuracy;
		this.history = history;
		this.readers = readers;
		this.clock = clock;
		this.observations = observations;
	}

	/**
	 * The forecast for the reader's list as it stands now: the stored one if nothing has
	 * changed since, else a new one.
	 * @return empty if the reader has neither a history nor an assumed pace
	 */
	@Transactional
	public Optional<Snapshot> forecast(ReaderId reader) {
		Reader account = this.readers.get(reader);
		Plan plan = this.plans.of(reader);
		ModelInUse model = this.models.of(reader);
		return stored(account, plan, model, this.history.revisionOf(reader))
			.or(() -> compute(account, plan, model, this.known.of(account)));
	}

	/**
	 * The same with all that it rests on.
	 * @return empty if the reader has neither a history nor an assumed pace
	 */
	Optional<Standing> standing(ReaderId reader) {
		Reader account = this.readers.get(reader);
		Plan plan = this.plans.of(reader);
		Known facts = this.known.of(account);
		ModelInUse model = this.models.of(reader);
		return stored(account, plan, model, facts.revision()).or(() -> compute(account, plan, model, facts))
			.map(now -> new Standing(now, plan, model, facts));
	}

	/**
	 * What the forecast would be if some things were different.
	 * @param pages left in each book of the other queue, in order
	 * @param besides periods that are not in the plan
	 * @param addedPages pages a day on top of the pace
	 */
	Forecast otherwise(Standing standing, List<Integer> pages, List<PlannedException> besides, double addedPages) {
		return foresee(standing.facts(), standing.now().origin(), standing.plan(), standing.model(), pages, besides,
				addedPages)
			.orElse(standing.now().forecast());
	}

	private Optional<Snapshot> stored(Reader account, Plan plan, ModelInUse model, long revision) {
		return this.snapshots.find(account.id(), revision, plan.revision(), model.version(),
				account.dayOf(this.clock.instant()));
	}

	private Optional<Snapshot> compute(Reader account, Plan plan, ModelInUse model, Known facts) {
		Instant now = this.clock.instant();
		LocalDate origin = facts.origin(account.dayOf(now));
		List<QueuedBook> queue = facts.queue();
		return foresee(facts, origin, plan, model, queue.stream().map(QueuedBook::remainingPages).toList(), List.of(),
				0)
			.map(forecast -> {
				Snapshot snapshot = new Snapshot(now, origin, facts.revision(),
						queue.stream().map(book -> book.entry().value()).toList(),
						(int) queue.stream().map(QueuedBook::pageCount).filter(pages -> pages == null).count(),
						forecast);
				if (this.snapshots.save(account.id(), snapshot, plan.revision(), model.version())) {
					this.accuracy.keep(account.id(), snapshot, account.dayOf(now), queue);
				}
				return snapshot;
			});
	}

	private Optional<Forecast> foresee(Known facts, LocalDate origin, Plan plan, ModelInUse model, List<Integer> pages,
			List<PlannedException> besides, double addedPages) {
		Integer assumed = plan.assumedPagesPerWeek();
		Observation observation = Observation.createNotStarted("chronobook.forecasts", this.observations)
			.contextualName("forecast")
			.lowCardinalityKeyValue("stage", "none");
		return observation.observe(() -> {
			Optional<Forecast> forecast = this.engine
				.forecast(new ForecastRequest(facts.past(), origin, pages.stream().map(Integer::doubleValue).toList(),
						Stream.concat(plan.exceptions().stream(), besides.stream()).toList(),
						(assumed != null) ? assumed.doubleValue() : null, null, addedPages, model.model()));
			forecast.ifPresent(made -> observation.lowCardinalityKeyValue("stage", made.stage().name()));
			return forecast;
		});
	}

	/**
	 * A forecast and all that it rests on.
	 *
	 * @param now the forecast
	 * @param plan what the reader told
	 * @param model the trained model, if there is one
	 * @param facts what the reader has read and is going to read
	 */
	record Standing(Snapshot now, Plan plan, ModelInUse model, Known facts) {
	}

}
