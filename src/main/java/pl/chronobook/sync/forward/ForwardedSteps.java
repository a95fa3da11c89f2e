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
 * The steps that are still to be delivered, one for each document of a device. A step is
 * claimed while it is being sent, so that two instances never send two versions of it at
 * once.
 */
@Repository
@Transactional
class ForwardedSteps {

	/** The time for which a step is claimed, longer than a delivery takes. */
	private static final Duration CLAIM = Duration.ofMinutes(1);

	private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

	private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

	/**
	 * The delay after refused credentials, which earlier attempts would not make valid.
	 */
	private static final Duration UNAUTHORIZED_PAUSE = Duration.ofDays(1);

	/** The time for which a step is kept, as KOReader does. */
	private static final Duration KEPT = Duration.ofDays(28);

	private static final int AT_ONCE = 20;

	private final JdbcClient jdbc;

	private final Clock clock;

	ForwardedSteps(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Queues a step in place of an older one of the same document, which may wait with
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
				DELETE FROM forwarded_steps step USING device_forwards mine, device_forwards other
				WHERE mine.device_id = :device AND other.user_id = mine.user_id AND other.server = mine.server
				  AND other.login = mine.login AND other.device_id <> mine.device_id
				  AND step.device_id = other.device_id AND step.document = :document""")
			.param("device", device.value())
			.param("document", document)
			.update();
	}

	/**
	 * Claims steps that are due.
	 * @param device the device whose steps are claimed; null for all
	 */
	List<DueStep> claim(@Nullable DeviceId device) {
		Instant now = this.clock.instant();
		return this.jdbc.sql("""
				UPDATE forwarded_steps step SET claimed_until = :until
				FROM device_forwards target
				WHERE target.device_id = step.device_id AND (step.device_id, step.document) IN (
				    SELECT device_id, document FROM forwarded_steps
				    WHERE next_attempt_at <= :now AND (claimed_until IS NULL OR claimed_until <= :now)
				      AND (CAST(:device AS uuid) IS NULL OR device_id = :device)
				    ORDER BY next_attempt_at LIMIT :limit FOR UPDATE SKIP LOCKED)
				RETURNING step.device_id, step.document, step.version, step.body, target.server, target.login,
				  target.user_key""")
			.param("until", Timestamp.from(now.plus(CLAIM)))
			.param("now", Timestamp.from(now))
			.param("device", (device != null) ? device.value() : null)
			.param("limit", AT_ONCE)
			.query(ForwardedSteps::due)
			.list();
	}

	/** Stores the result of an attempt and the time of the next one. */
	void settle(DueStep step, ForwardingState state) {
		Instant now = this.clock.instant();
		boolean done = state == ForwardingState.DELIVERED || state == ForwardingState.REFUSED;
		int gone = !done ? 0
				: this.jdbc.sql("DELETE FROM forwarded_steps WHERE device_id = ? AND document = ? AND version = ?")
					.params(step.device().value(), step.document(), step.version())
					.update();
		if (gone == 0) {
			postpone(step, done, state, now);
		}
		this.jdbc.sql("""
				UPDATE device_forwards SET state = :state,
				  state_since = CASE WHEN state = :state THEN state_since ELSE :now END,
				  delivered_at = CASE WHEN :state = 'DELIVERED' THEN :now ELSE delivered_at END
				WHERE device_id = :device""")
			.param("state", state.name())
			.param("now", Timestamp.from(now))
			.param("device", step.device().value())
			.update();
	}

	private void postpone(DueStep step, boolean done, ForwardingState state, Instant now) {
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
			.param("device", step.device().value())
			.param("document", step.document())
			.update();
	}

	/** Deletes steps that no server has accepted for four weeks. */
	void purge() {
		this.jdbc.sql("DELETE FROM forwarded_steps WHERE queued_at < ?")
			.param(Timestamp.from(this.clock.instant().minus(KEPT)))
			.update();
	}

	@SuppressWarnings("NullAway") // the columns are not null
	private static DueStep due(ResultSet row, int number) throws SQLException {
		return new DueStep(new DeviceId(row.getObject(1, UUID.class)), row.getString(2), row.getLong(3),
				row.getString(4), row.getString(5), row.getString(6), row.getBytes(7));
	}

	/**
	 * A step that is being sent.
	 *
	 * @param device the device that reported it
	 * @param document the document
	 * @param version a number that rises when a newer step replaces it
	 * @param body the step, JSON
	 * @param server the address of the sync server
	 * @param login the user name there
	 * @param key the stored key
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record DueStep(DeviceId device, String document, long version, String body, String server, String login,
			byte[] key) {
	}

}
