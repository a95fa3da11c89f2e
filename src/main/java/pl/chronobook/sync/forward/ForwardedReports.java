package pl.chronobook.sync.forward;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.sync.DeviceId;

/**
 * The progress reports that are still to be delivered, one for each document of a device.
 * A report is claimed while it is being sent, so that two instances never send two
 * versions of it at once.
 */
@Repository
@Transactional
class ForwardedReports {

	/** The time for which a report is claimed, longer than a delivery takes. */
	private static final Duration CLAIM = Duration.ofMinutes(1);

	private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

	private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

	/**
	 * The delay after refused credentials: another attempt fails, too, until the reader
	 * changes them.
	 */
	private static final Duration UNAUTHORIZED_PAUSE = Duration.ofDays(1);

	/** The time for which an undelivered report is stored, the same as in KOReader. */
	private static final Duration KEPT = Duration.ofDays(28);

	private static final int AT_ONCE = 20;

	private final JdbcClient jdbc;

	private final Clock clock;

	ForwardedReports(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Queues a report in place of an older one of the same document, which may wait with
	 * another device that is forwarded to the same account.
	 */
	void queue(DeviceId device, String document, String body) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.sql("""
				INSERT INTO forwarded_steps
				  (device_id, user_id, document, body, version, attempts, queued_at, next_attempt_at)
				SELECT device_id, user_id, :document, :body, 1, 0, :now, :now FROM device_forwards
				WHERE device_id = :device
				ON CONFLICT (device_id, document) DO UPDATE SET body = excluded.body, queued_at = excluded.queued_at,
				  version = forwarded_steps.version + 1""")
			.param("device", device.value())
			.param("document", document)
			.param("body", body)
			.param("now", now)
			.update();
		this.jdbc.sql("""
				DELETE FROM forwarded_steps report USING device_forwards mine, device_forwards other
				WHERE mine.device_id = :device AND other.user_id = mine.user_id AND other.server = mine.server
				  AND other.login = mine.login AND other.device_id <> mine.device_id
				  AND report.device_id = other.device_id AND report.document = :document""")
			.param("device", device.value())
			.param("document", document)
			.update();
	}

	/**
	 * Claims reports that are due.
	 * @param device the device whose reports are claimed; null for all
	 */
	List<DueReport> claim(@Nullable DeviceId device) {
		Instant now = this.clock.instant();
		return this.jdbc.sql("""
				UPDATE forwarded_steps report SET claimed_until = :until
				FROM device_forwards target
				WHERE target.device_id = report.device_id AND (report.device_id, report.document) IN (
				    SELECT device_id, document FROM forwarded_steps
				    WHERE next_attempt_at <= :now AND (claimed_until IS NULL OR claimed_until <= :now)
				      AND (CAST(:device AS uuid) IS NULL OR device_id = :device)
				    ORDER BY next_attempt_at LIMIT :limit FOR UPDATE SKIP LOCKED)
				RETURNING report.device_id, report.document, report.version, report.body, target.server, target.login,
				  target.user_key""")
			.param("until", Timestamp.from(now.plus(CLAIM)))
			.param("now", Timestamp.from(now))
			.param("device", (device != null) ? device.value() : null)
			.param("limit", AT_ONCE)
			.query(ForwardedReports::due)
			.list();
	}

	/** Stores the result of an attempt and the time of the next one. */
	void settle(DueReport report, ForwardingState state) {
		Instant now = this.clock.instant();
		boolean done = state == ForwardingState.DELIVERED || state == ForwardingState.REFUSED;
		int gone = !done ? 0
				: this.jdbc.sql("DELETE FROM forwarded_steps WHERE device_id = ? AND document = ? AND version = ?")
					.params(report.device().value(), report.document(), report.version())
					.update();
		if (gone == 0) {
			postpone(report, done, state, now);
		}
		this.jdbc.sql("""
				UPDATE device_forwards SET state = :state,
				  state_since = CASE WHEN state = :state THEN state_since ELSE :now END,
				  delivered_at = CASE WHEN :state = 'DELIVERED' THEN :now ELSE delivered_at END
				WHERE device_id = :device""")
			.param("state", state.name())
			.param("now", Timestamp.from(now))
			.param("device", report.device().value())
			.update();
	}

	private void postpone(DueReport report, boolean done, ForwardingState state, Instant now) {
		Duration least = (state == ForwardingState.UNREACHABLE) ? FIRST_PAUSE : UNAUTHORIZED_PAUSE;
		this.jdbc.sql("""
				UPDATE forwarded_steps SET claimed_until = NULL,
				  attempts = CASE WHEN :done THEN 0 ELSE attempts + 1 END,
				  next_attempt_at = CASE WHEN :done THEN :now
				    ELSE CAST(:now AS timestamptz) + greatest(CAST(:least AS interval),
				      least(CAST(:longest AS interval), CAST(:least AS interval) * (1 << least(attempts, 10)))) END
				WHERE device_id = :device AND document = :document""")
			.param("done", done)
			.param("now", Timestamp.from(now))
			.param("least", least.toString())
			.param("longest", LONGEST_PAUSE.toString())
			.param("device", report.device().value())
			.param("document", report.document())
			.update();
	}

	/** Deletes reports that no server has accepted for four weeks. */
	void purge() {
		this.jdbc.sql("DELETE FROM forwarded_steps WHERE queued_at < ?")
			.param(Timestamp.from(this.clock.instant().minus(KEPT)))
			.update();
	}

	@SuppressWarnings("NullAway") // the columns are not null
	private static DueReport due(ResultSet row, int number) throws SQLException {
		return new DueReport(new DeviceId(row.getObject(1, UUID.class)), row.getString(2), row.getLong(3),
				row.getString(4), row.getString(5), row.getString(6), row.getBytes(7));
	}

	/**
	 * A report that is due for delivery.
	 *
	 * @param device the device that reported it
	 * @param document the document
	 * @param version a number that rises when a newer report replaces it
	 * @param body the report, JSON
	 * @param server the address of the sync server
	 * @param login the user name there
	 * @param key the stored key
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record DueReport(DeviceId device, String document, long version, String body, String server, String login,
			byte[] key) {
	}

}
