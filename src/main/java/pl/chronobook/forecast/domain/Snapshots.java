package pl.chronobook.forecast.domain;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.identity.ReaderId;

/**
 * Stored forecasts, and the pace that a reader without a history assumes.
 */
@Repository
class Snapshots {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	Snapshots(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/** The newest forecast for this revision that was made on {@code day} or for it. */
	Optional<Snapshot> find(ReaderId reader, long revision, LocalDate day) {
		return this.jdbc.sql("""
				SELECT forecast FROM forecast_snapshots
				WHERE user_id = ? AND revision = ? AND origin BETWEEN ? AND ?
				ORDER BY computed_at DESC LIMIT 1""")
			.params(reader.value(), revision, day, day.plusDays(1))
			.query(String.class)
			.optional()
			.map(text -> this.json.readValue(text, Snapshot.class));
	}

	/** Keeps the forecast, unless its reader has gone meanwhile. */
	void save(ReaderId reader, Snapshot snapshot) {
		this.jdbc.sql("""
				INSERT INTO forecast_snapshots (user_id, computed_at, origin, stage, revision, forecast)
				SELECT user_id, ?, ?, ?, ?, ?::jsonb FROM users WHERE user_id = ? FOR KEY SHARE
				ON CONFLICT (user_id, origin, revision) DO UPDATE
				SET computed_at = excluded.computed_at, stage = excluded.stage, forecast = excluded.forecast""")
			.params(Timestamp.from(snapshot.computedAt()), snapshot.origin(), snapshot.forecast().stage().name(),
					snapshot.revision(), this.json.writeValueAsString(snapshot), reader.value())
			.update();
	}

	OptionalInt assumedPagesPerWeek(ReaderId reader) {
		return this.jdbc.sql("SELECT pages_per_week FROM forecast_assumptions WHERE user_id = ?")
			.param(reader.value())
			.query(Integer.class)
			.optional()
			.map(OptionalInt::of)
			.orElseGet(OptionalInt::empty);
	}

	/** Stores the assumed pace; what was computed with another one is forgotten. */
	void assume(ReaderId reader, int pagesPerWeek) {
		this.jdbc.sql("""
				INSERT INTO forecast_assumptions (user_id, pages_per_week) VALUES (?, ?)
				ON CONFLICT (user_id) DO UPDATE SET pages_per_week = excluded.pages_per_week""")
			.params(reader.value(), pagesPerWeek)
			.update();
		this.jdbc.sql(
				"DELETE FROM forecast_snapshots WHERE user_id = ? AND (forecast #>> '{forecast,evidence,assumed}')::boolean")
			.param(reader.value())
			.update();
	}

}
