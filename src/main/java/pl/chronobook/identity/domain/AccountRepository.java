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

import org.springframework.dao.DuplicateKeyException;
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
	 * @return its reader; empty if the address has an account already
	 */
	Optional<ReaderId> insert(EmailAddress email, String hashedPassword, ZoneId zone, Kind kind, Instant createdAt) {
		return this.jdbc.sql("""
				INSERT INTO users (email, hashed_password, time_zone, demo, guest, created_at)
				VALUES (:email, :password, :zone, :demo, :guest, :createdAt)
				ON CONFLICT (email) DO NOTHING RETURNING user_id""")
			.param("email", email.value())
			.param("password", hashedPassword)
			.param("zone", zone.getId())
			.param("demo", kind != Kind.REGISTERED)
			.param("guest", kind == Kind.GUEST)
			.param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
			.query(UUID.class)
			.optional()
			.map(ReaderId::new);
	}

	/**
	 * Turns a guest's account into a registered one.
	 * @return whether the guest's account existed
	 * @throws DuplicateKeyException if another account has the address
	 */
	boolean keepGuest(ReaderId guest, EmailAddress email, String hashedPassword, ZoneId zone) {
		return this.jdbc.sql("""
				UPDATE users SET email = :email, hashed_password = :password, time_zone = :zone, demo = false,
				  guest = false
				WHERE user_id = :reader AND guest""")
			.param("email", email.value())
			.param("password", hashedPassword)
			.param("zone", zone.getId())
			.param("reader", guest.value())
			.update() > 0;
	}

	Optional<Account> find(ReaderId reader) {
		return this.jdbc.sql("SELECT * FROM users WHERE user_id = :reader")
			.param("reader", reader.value())
			.query(AccountRepository::account)
			.optional();
	}

	/**
	 * Locks an account until the end of the transaction.
	 * @return its address; empty if the account is gone
	 */
	Optional<EmailAddress> lock(ReaderId reader) {
		return this.jdbc.sql("SELECT email FROM users WHERE user_id = :reader FOR UPDATE")
			.param("reader", reader.value())
			.query(String.class)
			.optional()
			.map(EmailAddress::new);
	}

	Optional<SignedInReader> findPrincipal(EmailAddress email) {
		return this.jdbc.sql("SELECT user_id, demo, hashed_password FROM users WHERE email = :email")
			.param("email", email.value())
			.query((row, at) -> new SignedInReader(new ReaderId(row.getObject("user_id", UUID.class)),
					row.getBoolean("demo"), row.getString("hashed_password")))
			.optional();
	}

	/**
	 * Counts the ways in which a reader can sign in. Locks the account until the end of
	 * the transaction: of two concurrent removals, each counting on the other's way, one
	 * has to wait.
	 */
	int lockAndCountWaysIn(ReaderId reader) {
		return this.jdbc.sql("SELECT hashed_password FROM users WHERE user_id = :reader FOR UPDATE")
			.param("reader", reader.value())
			.query(String.class)
			.optional()
			.map((password) -> password.startsWith(ReaderPasswordEncoder.NO_PASSWORD) ? 0 : 1)
			.orElse(0) + this.jdbc.sql("""
					SELECT (SELECT count(*) FROM provider_links WHERE user_id = :reader)
					  + (SELECT count(*) FROM user_credentials JOIN user_entities ON id = user_entity_user_id
					     WHERE user_id = :reader)""").param("reader", reader.value()).query(Integer.class).single();
	}

	void updatePassword(ReaderId reader, String hashedPassword) {
		this.jdbc.sql("UPDATE users SET hashed_password = :password WHERE user_id = :reader")
			.param("password", hashedPassword)
			.param("reader", reader.value())
			.update();
	}

	/**
	 * Replaces a password's hash by a stronger one of the same password, unless the
	 * password was changed meanwhile.
	 */
	void upgradePassword(ReaderId reader, String from, String to) {
		this.jdbc.sql("UPDATE users SET hashed_password = :to WHERE user_id = :reader AND hashed_password = :from")
			.param("to", to)
			.param("reader", reader.value())
			.param("from", from)
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

	/**
	 * Deletes demo accounts by their age.
	 * @param demos demos created before this moment are deleted
	 * @param guests guests created before this moment are deleted
	 */
	List<ReaderId> deleteDemosCreatedBefore(Instant demos, Instant guests) {
		return this.jdbc.sql("""
				DELETE FROM users WHERE demo AND created_at < CASE WHEN guest THEN CAST(:guests AS timestamptz)
				    ELSE CAST(:demos AS timestamptz) END
				RETURNING user_id""")
			.param("demos", demos.atOffset(ZoneOffset.UTC))
			.param("guests", guests.atOffset(ZoneOffset.UTC))
			.query(UUID.class)
			.list()
			.stream()
			.map(ReaderId::new)
			.toList();
	}

	/**
	 * Deletes the demo accounts that were idle longest, until no more than {@code kept}
	 * are left. Locks out other calls until the end of the transaction.
	 */
	List<ReaderId> deleteIdlestDemos(int kept) {
		this.jdbc.sql("SELECT pg_advisory_xact_lock(7247600138)").query((row) -> {
		});
		return this.jdbc.sql("""
				DELETE FROM users WHERE user_id IN (
				    SELECT user_id FROM users LEFT JOIN spring_session ON principal_name = user_id::text WHERE demo
				    GROUP BY user_id
				    ORDER BY max(greatest(last_access_time, extract(epoch FROM created_at) * 1000)) DESC, user_id DESC
				    OFFSET :kept) RETURNING user_id""")
			.param("kept", kept)
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
				row.getBoolean("guest"),
				!row.getString("hashed_password").startsWith(ReaderPasswordEncoder.NO_PASSWORD),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	/** The purpose of an account. */
	enum Kind {

		/** A reader's account under an e-mail address. */
		REGISTERED,
		/** A visitor's account with a made-up history. */
		DEMO,
		/** A visitor's account with the visitor's own history. */
		GUEST

	}

}
