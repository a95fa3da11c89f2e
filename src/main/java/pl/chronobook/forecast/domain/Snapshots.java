package pl.chronobook.forecast.domain;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.identity.ReaderId;

/**
 * Stores forecasts.
 */
@Repository
class Snapshots {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	Snapshots(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * Returns the newest forecast for these versions of list, plan and model that was
	 * computed on {@code day} or starts on it.
	 */
	Optional<Snapshot> find(ReaderId reader, long revision, long planRevision, int modelVersion, LocalDate day) {
		return this.jdbc.sql("""
				SELECT forecast FROM forecast_snapshots
				WHERE user_id = ? AND revision = ? AND plan_revision = ? AND model_version = ?
				  AND origin BETWEEN ? AND ?
				ORDER BY computed_at DESC LIMIT 1""")
			.params(reader.value(), revision, planRevision, modelVersion, day, day.plusDays(1))
			.query(String.class)
			.optional()
			.map(text -> this.json.readValue(text, Snapshot.class));
	}

	/**
	 * Stores the forecast in place of older ones, unless the account was deleted in the
	 * meantime.
	 * @return whether the account still exists
	 */
	boolean save(ReaderId reader, Snapshot snapshot, long planRevision, int modelVersion) {
		boolean saved = this.jdbc.sql("""
				INSERT INTO forecast_snapshots
				  (user_id, computed_at, origin, stage, revision, plan_revision, model_version, forecast)
				SELECT user_id, ?, ?, ?, ?, ?, ?, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE
				ON CONFLICT (user_id, origin, revision, plan_revision, model_version) DO UPDATE
				SET computed_at = excluded.computed_at, stage = excluded.stage, forecast = excluded.forecast""")
			.params(Timestamp.from(snapshot.computedAt()), snapshot.origin(), snapshot.forecast().stage().name(),
					snapshot.revision(), planRevision, modelVersion, this.json.writeValueAsString(snapshot),
					reader.value())
			.update() == 1;
		// A slower computation of older facts must not replace a newer forecast
		this.jdbc.sql("""
				DELETE FROM forecast_snapshots WHERE user_id = :reader
				  AND revision <= :revision AND plan_revision <= :plan AND model_version <= :model AND origin <= :origin
				  AND (revision, plan_revision, model_version, origin) <> (:revision, :plan, :model, :origin)""")
			.param("reader", reader.value())
			.param("revision", snapshot.revision())
			.param("plan", planRevision)
			.param("model", modelVersion)
			.param("origin", snapshot.origin())
			.update();
		return saved;
	}

}
