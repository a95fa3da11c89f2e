package pl.chronobook.forecast.accuracy;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.forecast.domain.ForecastMade;
import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.facts.ReaderFactsCache;
import pl.chronobook.forecast.facts.ReaderFacts;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.WorkTurns;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory.FinishedReading;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Records forecasts and judges each when the last day of its range has passed. Judging a
 * book on the day it is finished would count early books before late ones and overstate
 * the share of ranges that held.
 *
 * <p>
 * Each week the first forecast for each of the next books is recorded. It is set aside,
 * neither a hit nor a miss, if the reader has since changed the order it was made for:
 * the book was dropped, a book that was to come first is still unfinished, or another
 * book was read in between.
 */
@Service
public class Accuracy {

	private static final Logger logger = LoggerFactory.getLogger(Accuracy.class);

	/** The number of next books whose forecasts are recorded. */
	private static final int NEXT_BOOKS = 10;

	/** The horizon in days; a finish beyond it is not recorded. */
	private static final double REACH = 20 * 365.25;

	private static final int KEPT_YEARS = 5;

	private static final Duration TURN = Duration.ofHours(1);

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final JsonMapper json;

	private final ReaderFactsCache factsCache;

	private final Readers readers;

	private final TransactionTemplate transaction;

	private final WorkTurns turns;

	private final Clock clock;

	Accuracy(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json, ReaderFactsCache factsCache, Readers readers,
			TransactionTemplate transaction, WorkTurns turns, Clock clock) {
		this.turns = turns;
		this.jdbc = jdbc;
		this.batches = batches;
		this.json = json;
		this.factsCache = factsCache;
		this.readers = readers;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Records a new forecast for the next books. Idempotent within a week: the first
	 * forecast of a week for a book is kept.
	 */
	@EventListener
	void on(ForecastMade made) {
		ReaderId reader = made.reader();
		Snapshot snapshot = made.snapshot();
		List<QueuedBook> queue = made.queue();
		LocalDate week = snapshot.origin().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
		double pagesPerDay = snapshot.forecast().evidence().pagesPerDay();
		List<Object[]> rows = new ArrayList<>();
		List<EntryId> ahead = new ArrayList<>();
		int pages = 0;
		for (int i = 0; i < Math.min(NEXT_BOOKS, queue.size()); i++) {
			QueuedBook book = queue.get(i);
			Quantiles days = snapshot.forecast().books().get(i);
			pages += book.remainingPages();
			if (book.remainingPages() > 0 && days.p90() <= REACH) {
				double naive = (pagesPerDay > 0) ? pages / pagesPerDay : REACH + 1;
				rows.add(new @Nullable Object[] { reader.value(), book.entry().value(), Date.valueOf(week),
						Date.valueOf(made.today()), Date.valueOf(snapshot.origin()), snapshot.forecast().stage().name(),
						book.title(), Date.valueOf(snapshot.day(days.p10())), Date.valueOf(snapshot.day(days.p50())),
						Date.valueOf(snapshot.day(days.p90())),
						(naive <= REACH) ? Date.valueOf(snapshot.day(naive)) : null,
						ahead.stream().map(EntryId::toString).collect(Collectors.joining(",", "{", "}")) });
			}
			ahead.add(book.entry());
		}
		this.batches.batchUpdate("""
				INSERT INTO foretold_finishes
				  (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[]) ON CONFLICT DO NOTHING""", rows);
	}

	/** Judges a reader's due forecasts and returns the scores of all of them. */
	@Transactional
	public TrackRecord of(ReaderId reader) {
		Reader account = this.readers.get(reader);
		ReaderFacts facts = this.factsCache.of(account);
		LocalDate today = account.dayOf(this.clock.instant());
		judge(reader, facts, today);
		List<RecordedForecast> judged = this.jdbc.sql("""
				SELECT origin, title, early, middle, late, naive, finished_on FROM foretold_finishes
				WHERE user_id = ? AND verdict IN ('FINISHED', 'UNFINISHED') ORDER BY origin, late""")
			.param(reader.value())
			.query(Accuracy::recorded)
			.list();
		Counts rest = this.jdbc.sql("""
				SELECT count(*) FILTER (WHERE verdict IS NULL), count(*) FILTER (WHERE verdict = 'PLAN_CHANGED'),
				  min(late) FILTER (WHERE verdict IS NULL)
				FROM foretold_finishes WHERE user_id = ?""")
			.param(reader.value())
			.query((row, number) -> new Counts(row.getInt(1), row.getInt(2), row.getObject(3, LocalDate.class)))
			.single();
		return new TrackRecord(judged, rest.open(), rest.first(), rest.setAside(), hindsight(reader, facts, today));
	}

	@Scheduled(cron = "0 47 3 * * *")
	void judgeInTurn() {
		if (this.turns.take("judging of forecasts", TURN)) {
			judgeAll();
		}
	}

	/** Judges the due forecasts of every reader and deletes those that are too old. */
	void judgeAll() {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		List<ReaderId> due = this.jdbc
			.sql("SELECT DISTINCT user_id FROM foretold_finishes WHERE verdict IS NULL AND late < ?")
			.param(today)
			.query((row, number) -> new ReaderId(row.getObject(1, UUID.class)))
			.list();
		for (ReaderId reader : due) {
			try {
				this.transaction.executeWithoutResult(status -> {
					Reader account = this.readers.get(reader);
					judge(account.id(), this.factsCache.of(account), account.dayOf(this.clock.instant()));
				});
			}
			catch (RuntimeException ex) {
				// One reader's failure must not stop the others; the reader's next
				// visit or the next night tries again
				logger.warn("Forecasts of a reader could not be judged", ex);
			}
		}
		this.jdbc.sql("DELETE FROM foretold_finishes WHERE week < ?").param(today.minusYears(KEPT_YEARS)).update();
	}

	private void judge(ReaderId reader, ReaderFacts facts, LocalDate today) {
		List<PendingForecast> due = this.jdbc.sql("""
				SELECT tbr_id, week, made_on, late, verdict IS NULL AS fresh, ahead FROM foretold_finishes
				WHERE user_id = ? AND late < ? AND (verdict IS NULL OR verdict = 'UNFINISHED')""")
			.params(reader.value(), today)
			.query(Accuracy::open)
			.list();
		if (due.isEmpty()) {
			return;
		}
		Set<EntryId> queued = facts.queue().stream().map(QueuedBook::entry).collect(Collectors.toSet());
		List<Object[]> verdicts = new ArrayList<>();
		for (PendingForecast open : due) {
			Optional<LocalDate> finished = finish(facts.finished(), open.entry(), open.madeOn());
			if (!open.fresh() && finished.isEmpty()) {
				continue;
			}
			boolean asPlanned = !open.fresh()
					|| open.followsThePlan(facts.finished(), queued, finished.orElse(open.late()));
			ForecastVerdict verdict = !asPlanned ? ForecastVerdict.PLAN_CHANGED
					: finished.isPresent() ? ForecastVerdict.FINISHED : ForecastVerdict.UNFINISHED;
			verdicts.add(new @Nullable Object[] { verdict.name(),
					asPlanned ? finished.map(Date::valueOf).orElse(null) : null, reader.value(), open.entry().value(),
					Date.valueOf(open.week()) });
		}
		this.batches.batchUpdate("""
				UPDATE foretold_finishes SET verdict = ?, finished_on = ?
				WHERE user_id = ? AND tbr_id = ? AND week = ?""", verdicts);
	}

	private static Optional<LocalDate> finish(Collection<FinishedReading> finished, EntryId entry, LocalDate madeOn) {
		return finished.stream()
			.filter(reading -> reading.entry().equals(entry))
			.flatMap(reading -> Stream.ofNullable(reading.dates().end()))
			.filter(end -> !end.isBefore(madeOn))
			.min(LocalDate::compareTo);
	}

	/** Returns the backtest; it is computed again only when the past has changed. */
	private List<RecordedForecast> hindsight(ReaderId reader, ReaderFacts facts, LocalDate today) {
		Hindsight hindsight = new Hindsight(facts.past(), today);
		String fingerprint = hindsight.fingerprint();
		Optional<List<RecordedForecast>> kept = this.jdbc
			.sql("SELECT forecasts FROM hindsights WHERE user_id = ? AND fingerprint = ?")
			.params(reader.value(), fingerprint)
			.query(String.class)
			.optional()
			.map(text -> this.json.readValue(text, new TypeReference<List<RecordedForecast>>() {
			}));
		return kept.orElseGet(() -> {
			List<RecordedForecast> forecasts = hindsight.forecasts();
			this.jdbc.sql("""
					INSERT INTO hindsights (user_id, fingerprint, forecasts)
					SELECT user_id, ?, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE
					ON CONFLICT (user_id) DO UPDATE
					SET fingerprint = excluded.fingerprint, forecasts = excluded.forecasts""")
				.params(fingerprint, this.json.writeValueAsString(forecasts), reader.value())
				.update();
			return forecasts;
		});
	}

	private static RecordedForecast recorded(ResultSet row, int number) throws SQLException {
		return new RecordedForecast(row.getObject(1, LocalDate.class), row.getString(2),
				row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class), row.getObject(5, LocalDate.class),
				row.getObject(6, LocalDate.class), row.getObject(7, LocalDate.class));
	}

	private static PendingForecast open(ResultSet row, int number) throws SQLException {
		Array ahead = row.getArray("ahead");
		return new PendingForecast(new EntryId(row.getObject("tbr_id", UUID.class)),
				row.getObject("week", LocalDate.class), row.getObject("made_on", LocalDate.class),
				row.getObject("late", LocalDate.class), row.getBoolean("fresh"),
				Stream.of((UUID[]) ahead.getArray()).map(EntryId::new).collect(Collectors.toSet()));
	}

	/**
	 * Scores of a reader's forecasts.
	 *
	 * @param judged the forecasts whose range has ended, the earliest first
	 * @param open the number of forecasts that cannot be judged yet
	 * @param next the earliest last day of their ranges; null without any
	 * @param setAside the number of forecasts for a plan that the reader has changed
	 * since
	 * @param hindsight the backtest on the reader's own past
	 */
	public record TrackRecord(List<RecordedForecast> judged, int open, @Nullable LocalDate next, int setAside,
			List<RecordedForecast> hindsight) {
	}

	private record Counts(int open, int setAside, @Nullable LocalDate first) {
	}

	/**
	 * A forecast whose range has ended: one without a verdict, or a miss whose book may
	 * have been logged as finished since.
	 *
	 * @param madeOn the day, in the reader's time zone, on which it was made; a finish
	 * before that day belongs to an earlier reading of the book
	 * @param fresh whether it has no verdict yet; a miss stays a miss even if the book is
	 * dropped later
	 */
	private record PendingForecast(EntryId entry, LocalDate week, LocalDate madeOn, LocalDate late, boolean fresh,
			Set<EntryId> ahead) {

		boolean followsThePlan(List<FinishedReading> finished, Set<EntryId> queued, LocalDate until) {
			Map<Boolean, Long> others = finished.stream().filter(reading -> {
				LocalDate end = reading.dates().end();
				return end != null && !end.isBefore(this.madeOn) && !end.isAfter(until)
						&& !reading.entry().equals(this.entry);
			})
				.collect(Collectors.partitioningBy(reading -> this.ahead.contains(reading.entry()),
						Collectors.counting()));
			boolean nothingElse = others.getOrDefault(false, 0L) == 0;
			boolean finishedItself = finish(finished, this.entry, this.madeOn).isPresent();
			boolean aheadFinished = others.getOrDefault(true, 0L) >= this.ahead.size();
			return nothingElse && (finishedItself ? aheadFinished : queued.contains(this.entry));
		}

	}

}
