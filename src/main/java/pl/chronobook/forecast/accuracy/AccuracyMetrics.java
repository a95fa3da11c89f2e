package pl.chronobook.forecast.accuracy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.DatabaseGauges;

/**
 * Publishes, for each stage, the share of the past year's forecast ranges that held. The
 * gauges are absent while the database does not answer.
 */
@Component
class AccuracyMetrics {

	/**
	 * The largest number of forecasts that are read; of more, a random sample of this
	 * size.
	 */
	private static final int SAMPLE = 200_000;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final HeldRanges heldRanges;

	private final DatabaseGauges gauges;

	private final MultiGauge coverage;

	private final MultiGauge judged;

	AccuracyMetrics(JdbcClient jdbc, Clock clock, HeldRanges heldRanges, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.heldRanges = heldRanges;
		this.gauges = new DatabaseGauges(meters);
		this.coverage = this.gauges.add("forecast.coverage.ratio",
				"Share of the past year's 80 % ranges that held, of those whose time has come");
		this.judged = this.gauges.add("forecast.judged", "Ranges of the past year whose time has come");
	}

	/** Hourly is enough, because forecasts are judged once a night. */
	@Scheduled(fixedRateString = "PT1H")
	void refresh() {
		this.gauges.refresh(() -> {
			double share = share();
			List<Coverage> stages = byStage(share);
			this.heldRanges.set(HeldRanges.Count.of(stages.stream().mapToLong(Coverage::judged).sum(),
					stages.stream().mapToDouble(stage -> stage.judged() * stage.held()).sum(), share < 1));
			this.coverage.register(stages.stream().map(stage -> stage.row(stage.held())).toList(), true);
			this.judged.register(stages.stream().map(stage -> stage.row(stage.judged())).toList(), true);
		});
	}

	/** Returns the share of the recorded forecasts that a sample contains. */
	private double share() {
		return this.jdbc
			.sql("SELECT least(1, ? / greatest(reltuples, 1)) FROM pg_class WHERE oid = 'foretold_finishes'::regclass")
			.param(SAMPLE)
			.query(Double.class)
			.single();
	}

	/**
	 * Counts the forecasts that this installation has made for its accounts. Those up to
	 * the day after the account was created may come from an archive, which may say
	 * anything; {@link AccuracyArchivePart} adds no later ones.
	 */
	private List<Coverage> byStage(double share) {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		return this.jdbc.sql("""
				SELECT stage, round(count(*) / CAST(:share AS float8)) AS judged,
				  avg(CASE WHEN finished_on BETWEEN early AND late THEN 1.0 ELSE 0.0 END) AS held
				FROM foretold_finishes TABLESAMPLE SYSTEM (100 * :share) JOIN users USING (user_id)
				WHERE verdict IN ('FINISHED', 'UNFINISHED') AND late >= :since AND late < :today
				  AND made_on > %s AND NOT demo
				GROUP BY stage""".formatted(AccuracyArchivePart.LAST_IMPORTED_DAY))
			.param("share", share)
			.param("since", today.minusYears(1))
			.param("today", today)
			.query((row, number) -> new Coverage(row.getString("stage"), row.getLong("judged"), row.getDouble("held")))
			.list();
	}

	private record Coverage(String stage, long judged, double held) {

		MultiGauge.Row<?> row(Number value) {
			return DatabaseGauges.row("stage", this.stage, value);
		}

	}

}
