package pl.chronobook.forecast.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.forecast.domain.OwnTraining.TrainingRun;

/**
 * Says how good forecasts were and how training goes. What cannot be read from the
 * database is absent.
 */
@Component
class ForecastMetrics {

	private static final Logger log = LoggerFactory.getLogger(ForecastMetrics.class);

	private final JdbcClient jdbc;

	private final OwnTraining ownTraining;

	private final Clock clock;

	private final MultiGauge coverage;

	private final MultiGauge judged;

	private final MultiGauge lastSuccess;

	private final MultiGauge duration;

	private final MultiGauge outcomes;

	private final MultiGauge errors;

	private final MultiGauge models;

	ForecastMetrics(JdbcClient jdbc, OwnTraining ownTraining, Clock clock, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.ownTraining = ownTraining;
		this.clock = clock;
		this.coverage = gauge(meters, "forecast.coverage.ratio",
				"Share of the past year's 80 % ranges that held, of those whose time has come");
		this.judged = gauge(meters, "forecast.judged", "Ranges of the past year whose time has come");
		this.lastSuccess = gauge(meters, "training.last.success.timestamp.seconds",
				"When the last training that all partitions completed ended");
		this.duration = gauge(meters, "training.last.run.duration.seconds", "How long its longest partition took");
		this.outcomes = gauge(meters, "training.readers", "Readers by what came of training their model last");
		this.errors = gauge(meters, "training.error",
				"Mean error (integrated Brier score) on the readers' past, of the models in use");
		this.models = gauge(meters, "models", "Models in use");
	}

	private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
		return MultiGauge.builder("chronobook." + name).description(description).register(meters);
	}

	/** Judged is at night; so no oftener than it takes to notice. */
	@Scheduled(fixedRateString = "PT1H")
	void refreshCoverage() {
		refresh(() -> {
			List<Coverage> stages = coverage();
			this.coverage.register(stages.stream().map(stage -> row("stage", stage.stage(), stage.held())).toList(),
					true);
			this.judged.register(stages.stream().map(stage -> row("stage", stage.stage(), stage.judged())).toList(),
					true);
		}, this.coverage, this.judged);
	}

	@Scheduled(fixedRateString = "PT1M")
	void refreshTraining() {
		refresh(() -> {
			List<TrainingRun> run = lastRun().or(this.ownTraining::lastRun).stream().toList();
			this.lastSuccess.register(run.stream().map(last -> row(last.ended().toEpochMilli() / 1_000.0)).toList(),
					true);
			this.duration.register(run.stream().map(last -> row(last.took().toMillis() / 1_000.0)).toList(), true);
			this.outcomes.register(this.jdbc.sql(
					"SELECT lower(outcome) AS outcome, count(*) AS readers FROM training_progress GROUP BY outcome").<MultiGauge
							.Row<?>>query(
									(row, number) -> row("outcome", row.getString("outcome"), row.getLong("readers")))
				.list(), true);
			Trials trials = trials();
			this.models.register(List.of(row(trials.models())), true);
			List<MultiGauge.Row<?>> stages = new ArrayList<>();
			Optional.ofNullable(trials.without()).ifPresent(error -> stages.add(row("stage", "CONTEXT", error)));
			Optional.ofNullable(trials.with()).ifPresent(error -> stages.add(row("stage", "MODEL", error)));
			this.errors.register(stages, true);
		}, this.lastSuccess, this.duration, this.outcomes, this.models, this.errors);
	}

	private static void refresh(Runnable reading, MultiGauge... gauges) {
		try {
			reading.run();
		}
		catch (DataAccessException ex) {
			log.debug("Forecasts cannot be counted", ex);
			Stream.of(gauges).forEach(gauge -> gauge.register(List.of(), true));
		}
	}

	private List<Coverage> coverage() {
		LocalDate since = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).minusYears(1);
		return this.jdbc.sql("""
				SELECT stage, count(*) AS judged,
				  avg(CASE WHEN finished_on BETWEEN early AND late THEN 1.0 ELSE 0.0 END) AS held
				FROM foretold_finishes
				WHERE verdict IN ('FINISHED', 'UNFINISHED') AND late >= ? GROUP BY stage""")
			.param(since)
			.query((row, number) -> new Coverage(row.getString("stage"), row.getLong("judged"), row.getDouble("held")))
			.list();
	}

	/** The training of a night is over when its last partition is. */
	private Optional<TrainingRun> lastRun() {
		return this.jdbc
			.sql("""
					WITH runs AS (
					    SELECT execution.job_execution_id AS id, status, part.parameter_value AS part,
					      split_part(part.parameter_value, '/', 2) AS parts, end_time - start_time AS took,
					      CAST(began.parameter_value AS timestamptz) AS began
					    FROM batch_job_execution execution
					    JOIN batch_job_execution_params part ON part.job_execution_id = execution.job_execution_id
					      AND part.parameter_name = 'partition'
					    JOIN batch_job_execution_params began ON began.job_execution_id = execution.job_execution_id
					      AND began.parameter_name = 'startedAt'),
					completed AS (
					    SELECT DISTINCT ON (part) parts, began + took AS ended, took FROM runs
					    WHERE status = 'COMPLETED' AND parts = (SELECT parts FROM runs ORDER BY id DESC LIMIT 1)
					    ORDER BY part, id DESC)
					SELECT min(ended) AS ended, CAST(1000 * extract(epoch FROM max(took)) AS bigint) AS millis FROM completed
					GROUP BY parts HAVING count(*) = CAST(parts AS integer)""")
			.query((row, number) -> new TrainingRun(row.getObject("ended", OffsetDateTime.class).toInstant(),
					Duration.ofMillis(row.getLong("millis"))))
			.optional();
	}

	private Trials trials() {
		return this.jdbc
			.sql("""
					SELECT count(*) AS models,
					  sum(CAST(metrics ->> 'without' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS without,
					  sum(CAST(metrics ->> 'with' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS with
					FROM training_progress progress
					JOIN reader_models model ON model.user_id = progress.user_id AND model.version = progress.model_version
					WHERE CAST(metrics ->> 'observations' AS float8) > 0""")
			.query((row, number) -> new Trials(row.getLong("models"), row.getObject("without", Double.class),
					row.getObject("with", Double.class)))
			.single();
	}

	private static MultiGauge.Row<?> row(String tag, String value, Number number) {
		return MultiGauge.Row.of(Tags.of(tag, value), number);
	}

	private static MultiGauge.Row<?> row(Number number) {
		return MultiGauge.Row.of(Tags.empty(), number);
	}

	private record Coverage(String stage, long judged, double held) {
	}

	private record Trials(long models, @Nullable Double without, @Nullable Double with) {
	}

}
