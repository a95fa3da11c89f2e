package pl.chronobook.sync.domain;

import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.sync.DeviceId;

/**
 * Stores the devices of readers. Every query is limited to one reader, or to the device
 * that a key belongs to.
 */
@Service
@Transactional
public class Devices {

	/** The most devices of a reader, more than anybody has. */
	public static final int LIMIT = 20;

	private static final int MAX_LOGIN = 40;

	private static final int MAX_KEY = 64;

	/** The resolution of {@code last_seen_at}, which saves a write on most requests. */
	private static final Duration SEEN_WITHIN = Duration.ofMinutes(1);

	private final JdbcClient jdbc;

	private final Readers readers;

	private final Clock clock;

	private final DeviceThrottle throttle;

	Devices(JdbcClient jdbc, Readers readers, Clock clock, DeviceThrottle throttle) {
		this.jdbc = jdbc;
		this.readers = readers;
		this.clock = clock;
		this.throttle = throttle;
	}

	/** Lists the reader's devices, the newest first. */
	@Transactional(readOnly = true)
	public List<Device> of(ReaderId reader) {
		return this.jdbc
			.sql("""
					SELECT device_id, name, kind, login, created_at, last_seen_at, last_document.title, last_document.percentage
					FROM devices LEFT JOIN LATERAL (
					    SELECT coalesce(book.title, document.title) AS title, document.percentage
					    FROM device_documents document
					        LEFT JOIN user_tbr_list USING (tbr_id) LEFT JOIN books book USING (book_id)
					    WHERE document.user_id = devices.user_id AND document.reported_by = devices.device_id
					    ORDER BY document.reported_at DESC LIMIT 1) last_document ON true
					WHERE devices.user_id = ? ORDER BY created_at DESC, device_id DESC""")
			.param(reader.value())
			.query((row, number) -> {
				Double share = row.getObject(8, Double.class);
				return new Device(new DeviceId(row.getObject(1, UUID.class)), row.getString(2),
						DeviceKind.valueOf(row.getString(3)), row.getString(4),
						row.getObject(5, OffsetDateTime.class).toInstant(),
						instant(row.getObject(6, OffsetDateTime.class)), row.getString(7),
						(share != null) ? Progress.percent(share) : null);
			})
			.list();
	}

	/**
	 * Finds one device of the reader.
	 * @throws NoSuchDeviceException if the reader has no such device
	 */
	@Transactional(readOnly = true)
	public Device get(ReaderId reader, DeviceId id) {
		return of(reader).stream()
			.filter(device -> device.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new NoSuchDeviceException(id));
	}

	/**
	 * Adds a device.
	 * @param name 1 to 60 characters
	 * @return its credential, which cannot be shown again; empty if the reader has
	 * {@value #LIMIT} devices already
	 */
	public Optional<Credential> add(ReaderId reader, String name, DeviceKind kind) {
		this.readers.lock(reader);
		if (of(reader).size() >= LIMIT) {
			return Optional.empty();
		}
		Credential credential = Credential.generate();
		this.jdbc.sql("""
				INSERT INTO devices (device_id, user_id, name, kind, login, secret_hash, created_at)
				VALUES (?, ?, ?, ?, ?, ?, ?)""")
			.params(Ids.next(), reader.value(), name, kind.name(), credential.login(), credential.hash(),
					Timestamp.from(this.clock.instant()))
			.update();
		return Optional.of(credential);
	}

	/**
	 * Removes a device. Its reported progress and sessions stay.
	 * @throws NoSuchDeviceException if the reader has no such device
	 */
	public void remove(ReaderId reader, DeviceId id) {
		int removed = this.jdbc.sql("DELETE FROM devices WHERE device_id = ? AND user_id = ?")
			.params(id.value(), reader.value())
			.update();
		if (removed == 0) {
			throw new NoSuchDeviceException(id);
		}
	}

	/**
	 * Authenticates a device by its key. After ten wrong keys for a device from one
	 * network no key is checked for a while.
	 * @param login the user name that it sends
	 * @param key the MD5 of its password, in hexadecimal
	 * @param address the client's address
	 * @return empty if there is no such device or the key is wrong
	 * @throws TooManyRequestsException if the device exceeds its limit of requests
	 */
	public Optional<AuthenticatedDevice> authenticate(String login, String key, String address) {
		if (login.length() > MAX_LOGIN || key.length() > MAX_KEY || login.indexOf('\0') >= 0
				|| this.throttle.isLockedOut(login, address)) {
			return Optional.empty();
		}
		if (!this.throttle.admits(login, address)) {
			throw new TooManyRequestsException();
		}
		byte[] hash = Credential.hashOfKey(key);
		Optional<StoredDevice> device = this.jdbc.sql("""
				SELECT device_id, devices.user_id, secret_hash, last_seen_at, target.device_id IS NOT NULL
				FROM devices LEFT JOIN device_forwards target USING (device_id) WHERE devices.login = ?""")
			.param(login)
			.query((row, number) -> new StoredDevice(
					new AuthenticatedDevice(new DeviceId(row.getObject(1, UUID.class)),
							new ReaderId(row.getObject(2, UUID.class)), row.getBoolean(5)),
					row.getBytes(3), instant(row.getObject(4, OffsetDateTime.class))))
			.optional()
			.filter(stored -> MessageDigest.isEqual(stored.hash(), hash));
		if (device.isEmpty()) {
			this.throttle.failed(login, address);
		}
		device.ifPresent(this::seen);
		return device.map(StoredDevice::device);
	}

	/**
	 * Authenticates a device like {@link #authenticate}, by the password itself, which
	 * WebDAV sends.
	 */
	public Optional<AuthenticatedDevice> authenticateByPassword(String login, String password, String address) {
		return (password.length() <= MAX_KEY) ? authenticate(login, Credential.keyOf(password), address)
				: Optional.empty();
	}

	private void seen(StoredDevice stored) {
		Instant now = this.clock.instant();
		if (stored.lastSeen() == null || !stored.lastSeen().isAfter(now.minus(SEEN_WITHIN))) {
			this.jdbc.sql("UPDATE devices SET last_seen_at = ? WHERE device_id = ?")
				.params(Timestamp.from(now), stored.device().id().value())
				.update();
		}
	}

	private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
		return (time != null) ? time.toInstant() : null;
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record StoredDevice(AuthenticatedDevice device, byte[] hash, @Nullable Instant lastSeen) {
	}

}
