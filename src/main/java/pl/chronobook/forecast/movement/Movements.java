package pl.chronobook.forecast.movement;

import java.sql.Date;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.facts.ReaderFactsCache;
import pl.chronobook.forecast.facts.ReaderFacts;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;
import pl.chronobook.forecast.plan.Plan;
import pl.chronobook.forecast.training.ModelInUse;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory.FinishedReading;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Explains why the finish date has moved since the reader's last visit on an earlier day.
 * It starts from the forecast of that visit and applies the changes one after another,
 * with a new forecast after each: corrections of the history together with today's model
 * and engine, the plan, the lengths of books, the books added and dropped, and last the
 * days that have passed with the reading on them. Each part is the difference that its
 * step makes, so the parts add up to the total; another order would give other parts.
 */
@Service
public class Movements {

	private static final TypeReference<List<StoredBook>> BOOKS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final ReaderFactsCache factsCache;

	private final Clock clock;

	Movements(JdbcClient jdbc, JsonMapper json, ReaderFactsCache factsCache, Clock clock) {
		this.jdbc = jdbc;
		this.json = json;
		this.factsCache = factsCache;
		this.clock = clock;
	}

	/**
	 * Returns the finish day of the list that the reader saw last.
	 * @return empty before the first visit
	 */
	public Optional<LocalDate> lastSeenFinish(ReaderId reader) {
		return this.jdbc.sql("SELECT finish FROM forecast_visits WHERE user_id = ? ORDER BY day DESC LIMIT 1")
			.param(reader.value())
			.query(LocalDate.class)
			.optional();
	}

	/**
	 * Records the forecast that the reader sees now and explains how it differs from that
	 * of the last visit.
	 * @param plan the plan that the forecast used
	 * @param model the model that the forecast used
	 * @param now the forecast that the reader sees
	 * @return empty on the day of the first visit unless the date moves within that day
	 */
	@Transactional
	public Optional<Movement> visit(Reader account, Plan plan, ModelInUse model, Snapshot now) {
		ReaderId reader = account.id();
		LocalDate today = account.dayOf(this.clock.instant());
		List<Visit> visits = this.jdbc.sql("""
				SELECT day, revision, plan_revision, model_version, origin, finish, sessions,
				  plan::text AS plan, books::text AS books, movement::text AS movement
				FROM forecast_visits WHERE user_id = ? ORDER BY day DESC LIMIT 2""")
			.param(reader.value())
			.query((row, number) -> new Visit(row.getObject("day", LocalDate.class), row.getLong("revision"),
					row.getLong("plan_revision"), row.getInt("model_version"), row.getObject("origin", LocalDate.class),
					row.getObject("finish", LocalDate.class), row.getInt("sessions"), row.getString("plan"),
					row.getString("books"), row.getString("movement")))
			.list();
		Optional<Visit> earlier = visits.stream().filter(visit -> visit.day().isBefore(today)).findFirst();
		Optional<Visit> same = visits.stream().filter(visit -> visit.day().equals(today)).findFirst();
		if (same.isPresent() && same.get().isOf(now, plan, model)) {
			String movement = same.get().movement();
			return (movement != null) ? Optional.of(this.json.readValue(movement, Movement.class)) : Optional.empty();
		}
		LocalDate finish = now.day(now.forecast().wholeList().p50());
		ReaderFacts facts = this.factsCache.of(account);
		List<QueuedBook> queue = facts.queue();
		if (earlier.isEmpty() && same.isPresent()) {
			return withinTheFirstDay(reader, same.get(), now, finish, facts, plan, model, queue);
		}
		Optional<Movement> movement = earlier
			.map(visit -> explain(visit, finish, facts, StoredPlan.of(plan), model, queue));
		this.jdbc
			.sql("""
					INSERT INTO forecast_visits
					  (user_id, day, revision, plan_revision, model_version, origin, finish, sessions, plan, books, movement)
					SELECT user_id, :day, :revision, :planRevision, :model, :origin, :finish, :sessions, :plan::jsonb,
					  :books::jsonb, :movement::jsonb
					FROM users WHERE user_id = :reader FOR KEY SHARE
					ON CONFLICT (user_id, day) DO UPDATE SET revision = excluded.revision,
					  plan_revision = excluded.plan_revision, model_version = excluded.model_version,
					  origin = excluded.origin, finish = excluded.finish, sessions = excluded.sessions,
					  plan = excluded.plan, books = excluded.books, movement = excluded.movement""")
			.param("day", today)
			.param("revision", now.revision())
			.param("planRevision", plan.revision())
			.param("model", model.version())
			.param("origin", now.origin())
			.param("finish", finish)
			.param("sessions", facts.past().sessions().stream().filter(session -> endedOn(session, today)).count())
			.param("plan", this.json.writeValueAsString(StoredPlan.of(plan)))
			.param("books", this.json.writeValueAsString(queue.stream().map(StoredBook::of).toList()))
			.param("movement", movement.map(this.json::writeValueAsString).orElse(null))
			.param("reader", reader.value())
			.update();
		this.jdbc.sql("DELETE FROM forecast_visits WHERE user_id = ? AND day < ?")
			.params(reader.value(), earlier.map(Visit::day).orElse(today))
			.update();
		return movement;
	}

	/**
	 * Explains what has moved since the reader's very first visit, which was today. The
	 * facts of that visit stay stored unchanged, because later days are compared with
	 * them.
	 */
	private Optional<Movement> withinTheFirstDay(ReaderId reader, Visit first, Snapshot now, LocalDate finish,
			ReaderFacts facts, Plan plan, ModelInUse model, List<QueuedBook> queue) {
		Optional<Movement> movement = Optional.of(explain(first, finish, facts, StoredPlan.of(plan), model, queue))
			.filter(Movement::isMoved);
		this.jdbc.sql("""
				UPDATE forecast_visits SET revision = ?, plan_revision = ?, model_version = ?, movement = ?::jsonb
				WHERE user_id = ? AND day = ?""")
			.params(now.revision(), plan.revision(), model.version(),
					new SqlParameterValue(Types.VARCHAR, movement.map(this.json::writeValueAsString).orElse(null)),
					reader.value(), Date.valueOf(first.day()))
			.update();
		return movement;
	}

	private Movement explain(Visit then, LocalDate finish, ReaderFacts facts, StoredPlan planNow, ModelInUse model,
			List<QueuedBook> queue) {
		Map<EntryId, StoredBook> seen = new LinkedHashMap<>();
		this.json.readValue(then.books(), BOOKS).forEach(book -> seen.put(new EntryId(book.entry()), book));
		Map<EntryId, QueuedBook> queued = new HashMap<>();
		queue.forEach(book -> queued.put(book.entry(), book));
		Set<EntryId> finished = facts.finished()
			.stream()
			.filter(reading -> isSince(reading, then.day()))
			.map(FinishedReading::entry)
			.collect(Collectors.toSet());

		ReaderHistory past = then.past(facts, seen.keySet());
		StoredPlan planThen = this.json.readValue(then.plan(), StoredPlan.class);
		LocalDate again = date(past, then.origin(), planThen, model, pages(seen.values()), then.finish());
		LocalDate asPlanned = planNow.equals(planThen) ? again
				: date(past, then.origin(), planNow, model, pages(seen.values()), again);

		Map<EntryId, StoredBook> corrected = new LinkedHashMap<>();
		seen.forEach((entry, book) -> {
			QueuedBook present = queued.get(entry);
			corrected.put(entry, (present != null) ? book.withLength(present.pageCount()) : book);
		});
		LocalDate measured = corrected.equals(seen) ? asPlanned
				: date(past, then.origin(), planNow, model, pages(corrected.values()), asPlanned);

		Map<EntryId, StoredBook> changed = new LinkedHashMap<>(corrected);
		changed.keySet().removeIf(entry -> !queued.containsKey(entry) && !finished.contains(entry));
		int dropped = corrected.size() - changed.size();
		queue.forEach(book -> changed.putIfAbsent(book.entry(), StoredBook.of(book)));
		int added = changed.size() + dropped - corrected.size();
		LocalDate chosen = (dropped + added == 0) ? measured
				: date(past, then.origin(), planNow, model, pages(changed.values()), measured);

		return new Movement(then.day(), ChronoUnit.DAYS.between(chosen, finish),
				ChronoUnit.DAYS.between(measured, chosen), added, dropped, ChronoUnit.DAYS.between(asPlanned, measured),
				ChronoUnit.DAYS.between(again, asPlanned), ChronoUnit.DAYS.between(then.finish(), again));
	}

	/**
	 * Forecasts the finish date; the engine ignores any history on or after the origin.
	 */
	private LocalDate date(ReaderHistory past, LocalDate origin, StoredPlan planNow, ModelInUse model,
			List<Double> pages, LocalDate fallback) {
		return ForecastEngine
			.forecast(ForecastRequest.of(past, origin, pages)
				.withExceptions(planNow.exceptions())
				.withAssumedPace(planNow.pagesPerWeek())
				.withModel(model.model()))
			.map(forecast -> Quantiles.date(origin, forecast.wholeList().p50()))
			.orElse(fallback);
	}

	private static List<Double> pages(Iterable<StoredBook> books) {
		List<Double> pages = new ArrayList<>();
		books.forEach(book -> pages.add((double) book.remaining()));
		return pages;
	}

	private static boolean endedOn(Session session, LocalDate day) {
		return session.end().toLocalDate().equals(day);
	}

	private static boolean isSince(FinishedReading reading, LocalDate day) {
		LocalDate end = reading.dates().end();
		return end != null && !end.isBefore(day);
	}

	/**
	 * The forecast that a reader saw on a day, and the facts that it was computed from.
	 */
	private record Visit(LocalDate day, long revision, long planRevision, int modelVersion, LocalDate origin,
			LocalDate finish, int sessions, String plan, String books, @Nullable String movement) {

		boolean isOf(Snapshot now, Plan plan, ModelInUse model) {
			return this.revision == now.revision() && this.planRevision == plan.revision()
					&& this.modelVersion == model.version() && this.origin.equals(now.origin());
		}

		/**
		 * Returns the history as of the visit, with the corrections that the reader has
		 * made to it since. Reading that took place after the visit is left out, because
		 * it is not a correction.
		 */
		ReaderHistory past(ReaderFacts facts, Set<EntryId> waiting) {
			List<Session> sessions = new ArrayList<>();
			int ofThatDay = 0;
			for (Session session : facts.past().sessions()) {
				if (!endedOn(session, this.day) || ofThatDay++ < this.sessions) {
					sessions.add(session);
				}
			}
			List<FinishedBook> books = ReaderFacts.books(facts.finished()
				.stream()
				.filter(reading -> !(isSince(reading, this.day) && waiting.contains(reading.entry())))
				.toList());
			return new ReaderHistory(sessions, books);
		}

	}

	/**
	 * A plan, as far as the forecast depends on it; it is stored with a visit.
	 *
	 * @param pagesPerWeek the assumed pace
	 * @param exceptions the planned periods
	 */
	private record StoredPlan(@Nullable Double pagesPerWeek, List<PlannedException> exceptions) {

		static StoredPlan of(Plan plan) {
			Integer assumed = plan.assumedPagesPerWeek();
			return new StoredPlan((assumed != null) ? assumed.doubleValue() : null, plan.exceptions());
		}

	}

	/**
	 * A book of the queue, as it is stored with a visit.
	 */
	private record StoredBook(UUID entry, @Nullable Integer pageCount, int currentPage) {

		static StoredBook of(QueuedBook book) {
			return new StoredBook(book.entry().value(), book.pageCount(), book.currentPage());
		}

		StoredBook withLength(@Nullable Integer length) {
			return new StoredBook(this.entry, length, this.currentPage);
		}

		int remaining() {
			return (this.pageCount != null) ? Math.max(0, this.pageCount - this.currentPage) : 0;
		}

	}

}
