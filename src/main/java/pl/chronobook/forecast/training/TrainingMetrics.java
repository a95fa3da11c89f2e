package pl.chronobook.forecast.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.forecast.training.OwnTraining.TrainingRun;
import pl.chronobook.identity.DatabaseGauges;

/**
 * Publishes metrics of training: the last run, its outcomes, and the error of the models
 * in use. The gauges are absent while the database does not answer.
 */
@Component
class TrainingMetrics {

	private static final Duration REUSED = Duration.ofHours(1);

	private final JdbcClient jdbc;

	private final Clock clock;

	private final OwnTraining ownTraining;

	private final DatabaseGauges gauges;

	private final MultiGauge lastSuccess;

	private final MultiGauge duration;

	private final MultiGauge outcomes;

	private final MultiGauge errors;

	private final MultiGauge models;

	/** The last run when the readers were counted; null if they have to be counted. */
	private volatile @Nullable List<TrainingRun> counted;

	private volatile Instant countedAt = Instant.EPOCH;

	TrainingMetrics(JdbcClient jdbc, OwnTraining ownTraining, MeterRegistry meters, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.ownTraining = ownTraining;
		this.gauges = new DatabaseGauges(meters);
		this.lastSuccess = this.gauges.add("training.last.success.timestamp.seconds",
				"When the last training that all partitions completed ended");
		this.duration = this.gauges.add("training.last.run.duration.seconds", "How long its longest partition took");
		this.outcomes = this.gauges.add("training.readers", "Readers by the outcome of their last training");
		this.errors = this.gauges.add("training.error",
				"Mean error (integrated Brier score) on the readers' past, of the models in use");
		this.models = this.gauges.add("models", "Models in use");
	}

	@Scheduled(fixedRateString = "PT1M")
	void refreshTraining() {
		Instant now = this.clock.instant();
		this.gauges.refresh(() -> {
			@Nullable List<TrainingRun> known = this.counted;
			// A failure clears the gauges, so the readers have to be counted after it
			this.counted = null;
			List<TrainingRun> run = lastRun().or(this.ownTraining::lastRun).stream().toList();
			this.lastSuccess.register(run.stream().map(last -> row(last.ended().toEpochMilli() / 1_000.0)).toList(),
					true);
			this.duration.register(run.stream().map(last -> row(last.took().toMillis() / 1_000.0)).toList(), true);
			// Reads the rows of all readers, which hardly change between two runs
			if (run.equals(known) && this.countedAt.plus(REUSED).isAfter(now)) {
				this.counted = known;
				return;
			}
			this.outcomes.register(this.jdbc.sql(
					"SELECT lower(outcome) AS outcome, count(*) AS readers FROM training_progress GROUP BY outcome").<MultiGauge
							.Row<?>>query(
									(row, number) -> DatabaseGauges.row("outcome", row.getString("outcome"),
											row.getLong("readers")))
				.list(), true);
			BacktestErrors backtests = backtestErrors();
			DatabaseGauges.set(this.models, backtests.models());
			List<MultiGauge.Row<?>> stages = new ArrayList<>();
			Optional.ofNullable(backtests.without())
				.ifPresent(error -> stages.add(DatabaseGauges.row("stage", "CONTEXT", error)));
			Optional.ofNullable(backtests.with())
				.ifPresent(error -> stages.add(DatabaseGauges.row("stage", "MODEL", error)));
			this.errors.register(stages, true);
			this.counted = run;
			this.countedAt = now;
		});
	}

	/** Returns the last nightly run all of whose partitions completed. */
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

	private BacktestErrors backtestErrors() {
		return this.jdbc
			.sql("""
					SELECT count(*) AS models,
					  sum(CAST(metrics ->> 'without' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS without,
					  sum(CAST(metrics ->> 'with' AS float8)) / sum(CAST(metrics ->> 'observations' AS float8)) AS with
					FROM training_progress progress
					JOIN reader_models model ON model.user_id = progress.user_id AND model.version = progress.model_version
					WHERE CAST(metrics ->> 'observations' AS float8) > 0""")
			.query((row, number) -> new BacktestErrors(row.getLong("models"), row.getObject("without", Double.class),
					row.getObject("with", Double.class)))
			.single();
	}

	private static MultiGauge.Row<?> row(Number number) {
		return MultiGauge.Row.of(Tags.empty(), number);
	}

	private record BacktestErrors(long models, @Nullable Double without, @Nullable Double with) {
	}

}
