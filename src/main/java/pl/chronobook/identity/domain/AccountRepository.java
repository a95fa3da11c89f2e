package pl.chronobook.identity.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;

/**
 * The tables {@code users} and {@code spring_session}. Sessions are found by their
 * principal, whose name is the reader's id; they are deleted here and not through Spring
 * Session, so that they end in the same transaction as the password they rest on.
 */
@Repository
class AccountRepository {

	private final JdbcClient jdbc;

	AccountRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Stores a new account.
	 * @return its reader, or nothing when the address has an account already
	 */
	Optional<ReaderId> insert(EmailAddress email, String hashedPassword, ZoneId zone, boolean demo, Instant createdAt) {
		return this.jdbc.sql("""
				INSERT INTO users (email, hashed_password, time_zone, demo, created_at)
				VALUES (:email, :password, :zone, :demo, :createdAt)
				ON CONFLICT (email) DO NOTHING RETURNING user_id""")
			.param("email", email.value())
			.param("password", hashedPassword)
			.param("zone", zone.getId())
			.param("demo", demo)
			.param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
			.query(UUID.class)
			.optional()
			.map(ReaderId::new);
	}

	Optional<Account> find(ReaderId reader) {
		return this.jdbc.sql("SELECT * FROM users WHERE user_id = :reader")
			.param("reader", reader.value())
			.query(AccountRepository::account)
			.optional();
	}

	Optional<SignedInReader> findPrincipal(EmailAddress email) {
		return this.jdbc.sql("SELECT user_id, demo, hashed_password FROM users WHERE email = :email")
			.param("email", email.value())
			.query((row, at) -> new SignedInReader(new ReaderId(row.getObject("user_id", UUID.class)),
					row.getBoolean("demo"), row.getString("hashed_password")))
			.optional();
	}

	void updatePassword(ReaderId reader, String hashedPassword) {
		this.jdbc.sql("UPDATE users SET hashed_password = :password WHERE user_id = :reader")
			.param("password", hashedPassword)
			.param("reader", reader.value())
			.update();
	}

	/**
	 * Replaces a password's hash by a better one of the same password, unless the
	 * password was changed meanwhile.
	 */
	void upgradePassword(ReaderId reader, String from, String to) {
		this.jdbc.sql("UPDATE users SET hashed_password = :to WHERE user_id = :reader AND hashed_password = :from")
			.param("to", to)
			.param("reader", reader.value())
			.param("from", from)
			.update();
	}

	void updateTimeZone(ReaderId reader, ZoneId zone) {
		this.jdbc.sql("UPDATE users SET time_zone = :zone, time_zone_chosen = true WHERE user_id = :reader")
			.param("zone", zone.getId())
			.param("reader", reader.value())
			.update();
	}

	void updateDayEnd(ReaderId reader, int hours) {
		this.jdbc.sql("UPDATE users SET day_ends_at = :hours, day_end_chosen = true WHERE user_id = :reader")
			.param("hours", hours)
			.param("reader", reader.value())
			.update();
	}

	Optional<ReaderSettings> settings(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT time_zone, time_zone_chosen, day_ends_at, day_end_chosen FROM users WHERE user_id = ?""")
			.param(reader.value())
			.query((row, at) -> new ReaderSettings(ZoneId.of(row.getString(1)), row.getBoolean(2), row.getInt(3),
					row.getBoolean(4)))
			.optional();
	}

	void updateSettings(ReaderId reader, ReaderSettings settings) {
		this.jdbc.sql("""
				UPDATE users SET time_zone = ?, time_zone_chosen = ?, day_ends_at = ?, day_end_chosen = ?
				WHERE user_id = ?""")
			.params(settings.zone().getId(), settings.zoneChosen(), settings.dayEndsAt(), settings.dayEndChosen(),
					reader.value())
			.update();
	}

	/**
	 * Deletes an account; everything that refers to it goes with it.
	 */
	void delete(ReaderId reader) {
		this.jdbc.sql("DELETE FROM users WHERE user_id = :reader").param("reader", reader.value()).update();
	}

	List<ReaderId> deleteDemosCreatedBefore(Instant time) {
		return this.jdbc.sql("DELETE FROM users WHERE demo AND created_at < :time RETURNING user_id")
			.param("time", time.atOffset(ZoneOffset.UTC))
			.query(UUID.class)
			.list()
			.stream()
			.map(ReaderId::new)
			.toList();
	}

	void deleteSessions(ReaderId reader) {
		this.jdbc.sql("DELETE FROM spring_session WHERE principal_name = :reader")
			.param("reader", reader.value().toString())
			.update();
	}

	void deleteSessionsExcept(ReaderId reader, String kept) {
		this.jdbc.sql("DELETE FROM spring_session WHERE principal_name = :reader AND session_id <> :kept")
			.param("reader", reader.value().toString())
			.param("kept", kept)
			.update();
	}

	private static Account account(ResultSet row, int at) throws SQLException {
		return new Account(new ReaderId(row.getObject("user_id", UUID.class)), new EmailAddress(row.getString("email")),
				ZoneId.of(row.getString("time_zone")), row.getInt("day_ends_at"), row.getBoolean("demo"),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

}
