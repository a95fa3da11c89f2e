package pl.chronobook.sync.forward;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.sync.DeviceId;
import pl.chronobook.sync.ReportQueued;

/**
 * Stores which devices forward their progress reports to a reader's own sync server.
 * Every query is limited to one reader, or to one authenticated device.
 */
@Service
@Transactional
public class Forwardings {

	/**
	 * The header of forwarded reports. A report with this header is not forwarded again,
	 * so that two installations that forward to each other do not send it back and forth
	 * for ever.
	 */
	public static final String HEADER = "X-ChronoBook-Forwarded";

	/** The longest user name. */
	public static final int MAX_LOGIN = 100;

	/** The longest address of a server, in characters. */
	public static final int MAX_SERVER = 500;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ServerKeys keys;

	private final SyncServer server;

	private final ForwardedReports reports;

	private final ApplicationEventPublisher events;

	Forwardings(JdbcClient jdbc, Clock clock, ServerKeys keys, SyncServer server, ForwardedReports reports,
			ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.keys = keys;
		this.server = server;
		this.reports = reports;
		this.events = events;
	}

	/** Returns the forwardings of the reader's devices, in no order. */
	@Transactional(readOnly = true)
	public List<Forwarding> of(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT device_id, server, login, state, state_since, delivered_at,
				       (SELECT count(*) FROM forwarded_steps report WHERE report.device_id = target.device_id)
				FROM device_forwards target WHERE user_id = ?""").param(reader.value()).query((row, number) -> {
			OffsetDateTime delivered = row.getObject(6, OffsetDateTime.class);
			return new Forwarding(new DeviceId(row.getObject(1, UUID.class)), Objects.requireNonNull(row.getString(2)),
					Objects.requireNonNull(row.getString(3)), ForwardingState.valueOf(row.getString(4)),
					row.getObject(5, OffsetDateTime.class).toInstant(),
					(delivered != null) ? delivered.toInstant() : null, row.getInt(7));
		}).list();
	}

	/**
	 * Asks a server whether it accepts the credentials.
	 * @param server the address as the reader typed it
	 * @param key the MD5 of the password there, in hexadecimal
	 */
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	public ForwardingState check(String server, String login, String key) {
		return this.server.authorize(server, login, key);
	}

	/**
	 * Starts to forward the reports of a device. Reports that are still waiting are sent
	 * to the new server.
	 * @param state the result of {@link #check}
	 * @return false if the reader has no such device
	 */
	public boolean start(ReaderId reader, DeviceId device, String server, String login, String key,
			ForwardingState state) {
		Instant now = this.clock.instant();
		int stored = this.jdbc
			.sql("""
					INSERT INTO device_forwards (device_id, user_id, server, login, user_key, state, state_since)
					SELECT device_id, user_id, :server, :login, :key, :state, :now FROM devices
					WHERE device_id = :device AND user_id = :reader
					ON CONFLICT (device_id) DO UPDATE SET server = excluded.server, login = excluded.login,
					  user_key = excluded.user_key, state = excluded.state, state_since = excluded.state_since,
					  delivered_at = CASE WHEN device_forwards.server = excluded.server THEN device_forwards.delivered_at END""")
			.param("device", device.value())
			.param("reader", reader.value())
			.param("server", server)
			.param("login", login)
			.param("key", this.keys.seal(key))
			.param("state", state.name())
			.param("now", Timestamp.from(now))
			.update();
		int waiting = this.jdbc
			.sql("UPDATE forwarded_steps SET next_attempt_at = ?, attempts = 0 WHERE device_id = ? AND user_id = ?")
			.params(Timestamp.from(now), device.value(), reader.value())
			.update();
		if (waiting > 0) {
			this.events.publishEvent(new ReportQueued(reader, device));
		}
		return stored > 0;
	}

	/** Stops forwarding, and deletes the credentials. Idempotent. */
	public void stop(ReaderId reader, DeviceId device) {
		this.jdbc.sql("DELETE FROM device_forwards WHERE device_id = ? AND user_id = ?")
			.params(device.value(), reader.value())
			.update();
	}

	/**
	 * Queues a report of a device whose reports are forwarded.
	 * @param document the document
	 * @param body the report as the device sent it, JSON
	 */
	public void queue(ReaderId reader, DeviceId device, String document, String body) {
		this.reports.queue(device, document, body);
		this.events.publishEvent(new ReportQueued(reader, device));
	}

}
