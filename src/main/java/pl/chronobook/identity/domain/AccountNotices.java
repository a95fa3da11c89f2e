package pl.chronobook.identity.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

import pl.chronobook.identity.SecretHash;
import pl.chronobook.identity.ReaderId;

/**
 * Notifies readers, on their next visit, of changes to the security of their account.
 */
@Service
public class AccountNotices {

	/** The time after which an unseen browser counts as new. */
	private static final Duration BROWSER_KEPT = Duration.ofDays(400);

	private final JdbcClient jdbc;

	private final SecurityLog log;

	private final Clock clock;

	AccountNotices(JdbcClient jdbc, SecurityLog log, Clock clock) {
		this.jdbc = jdbc;
		this.log = log;
		this.clock = clock;
	}

	/**
	 * Records an event in the security log and, if readers are notified of its kind, as a
	 * notice.
	 * @param device the browser that caused it, in words
	 * @param signIn the sign-in that caused it, which is not notified
	 */
	public void happened(SecurityEvent event, ReaderId reader, String device, @Nullable UUID signIn) {
		this.log.record(event, reader);
		if (event.isNoticed()) {
			this.jdbc.sql("""
					INSERT INTO account_notices (user_id, kind, device, sign_in, happened_at)
					SELECT user_id, :kind, :device, :signIn, :now FROM users WHERE user_id = :reader""")
				.param("kind", event.name())
				.param("device", device)
				.param("signIn", signIn)
				.param("now", now())
				.param("reader", reader.value())
				.update();
		}
	}

	/** Returns the unconfirmed notices, newest first, at most ten. */
	public List<Notice> open(ReaderId reader, @Nullable UUID signIn) {
		return this.jdbc.sql("""
				SELECT kind, device, happened_at FROM account_notices
				WHERE user_id = :reader AND sign_in IS DISTINCT FROM :signIn ORDER BY notice_id DESC LIMIT 10""")
			.param("reader", reader.value())
			.param("signIn", signIn)
			.query((row, number) -> new Notice(SecurityEvent.valueOf(row.getString("kind")), row.getString("device"),
					row.getObject("happened_at", OffsetDateTime.class).toInstant()))
			.list();
	}

	/**
	 * Deletes the notices that the reader has confirmed. Those that this sign-in itself
	 * caused stay: an intruder must not be able to dismiss the notice of the intrusion.
	 */
	public void confirm(ReaderId reader, @Nullable UUID signIn) {
		this.jdbc.sql("DELETE FROM account_notices WHERE user_id = :reader AND sign_in IS DISTINCT FROM :signIn")
			.param("reader", reader.value())
			.param("signIn", signIn)
			.update();
	}

	/**
	 * Records that the reader signed in with a browser.
	 * @param token the random value of its cookie
	 * @return whether the browser is known; the first one of an account always is, so
	 * that a registration causes no warning
	 */
	public boolean recordBrowser(ReaderId reader, String token) {
		return this.jdbc.sql("""
				WITH known AS (SELECT browser_hash FROM known_browsers WHERE user_id = :reader),
				stored AS (INSERT INTO known_browsers (user_id, browser_hash, seen_at) VALUES (:reader, :browser, :now)
				  ON CONFLICT (user_id, browser_hash) DO UPDATE SET seen_at = excluded.seen_at)
				SELECT :browser IN (SELECT * FROM known) OR NOT EXISTS (SELECT * FROM known)""")
			.param("reader", reader.value())
			.param("browser", SecretHash.of(token))
			.param("now", now())
			.query(Boolean.class)
			.single();
	}

	@Scheduled(cron = "0 17 4 * * *")
	void purge() {
		this.jdbc.sql("DELETE FROM known_browsers WHERE seen_at < ?").param(now().minus(BROWSER_KEPT)).update();
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	/**
	 * An event of which a reader is notified.
	 *
	 * @param event the event
	 * @param device the browser that caused it, in words
	 * @param at the moment of the event
	 */
	public record Notice(SecurityEvent event, String device, Instant at) {
	}

}
