package pl.chronobook.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.notification.SubscriptionId;
import pl.chronobook.notification.WebhookId;

/**
 * Stores messages to readers. A message and its deliveries are stored in the transaction
 * that noticed the occasion, so none is lost or sent twice.
 */
@Service
@Transactional
public class Notifications {

	/** The most messages to a reader a day. */
	static final int MOST_A_DAY = 4;

	private static final int MOST_TESTS = 5;

	private static final Duration TEST_PERIOD = Duration.ofMinutes(10);

	/** The time for which an occasion is remembered. */
	private static final Duration KEPT = Duration.ofDays(90);

	private final JdbcClient jdbc;

	private final VapidKeyStore vapid;

	private final JsonMapper json;

	private final Clock clock;

	Notifications(JdbcClient jdbc, VapidKeyStore vapid, JsonMapper json, Clock clock) {
		this.jdbc = jdbc;
		this.vapid = vapid;
		this.json = json;
		this.clock = clock;
	}

	/** Returns whether the reader has a browser or an enabled webhook. */
	@Transactional(readOnly = true)
	boolean reaches(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT EXISTS (SELECT FROM push_subscriptions WHERE user_id = :reader)
				  OR EXISTS (SELECT FROM webhooks WHERE user_id = :reader AND disabled_at IS NULL)""")
			.param("reader", reader.value())
			.query(Boolean.class)
			.single();
	}

	/**
	 * Sends a message to all browsers and webhooks of the reader, unless there was one
	 * about this occasion.
	 * @return false if the reader has had the most messages of a day, or is gone
	 */
	boolean send(ReaderId reader, Happening happening) {
		UUID id = Ids.next();
		Instant now = this.clock.instant();
		if (isKnown(reader, happening)) {
			return true;
		}
		if (count(reader, "kind <> 'TEST'", now.minus(Duration.ofDays(1))) >= MOST_A_DAY
				|| !store(id, reader, happening, now)) {
			return false;
		}
		// The database makes these ids, because one statement inserts a row for each
		// channel
		this.jdbc.sql("""
				INSERT INTO notification_deliveries (delivery_id, notification_id, subscription_id, next_attempt_at)
				SELECT uuidv7(), :id, subscription_id, :now FROM push_subscriptions
				WHERE user_id = :reader AND vapid_key = :key""")
			.param("id", id)
			.param("reader", reader.value())
			.param("key", this.vapid.keys().publicKey())
			.param("now", Timestamp.from(now))
			.update();
		this.jdbc.sql("""
				INSERT INTO notification_deliveries (delivery_id, notification_id, webhook_id, next_attempt_at)
				SELECT uuidv7(), :id, webhook_id, :now FROM webhooks
				WHERE user_id = :reader AND disabled_at IS NULL""")
			.param("id", id)
			.param("reader", reader.value())
			.param("now", Timestamp.from(now))
			.update();
		return true;
	}

	/**
	 * Sends a test to one browser.
	 * @return false if there were too many tests just now
	 * @throws NoSuchChannelException if the reader has no such browser
	 */
	public boolean test(ReaderId reader, SubscriptionId browser) {
		return test(reader, "subscription_id", "push_subscriptions", browser.value());
	}

	/**
	 * Sends a test to one webhook.
	 * @return false if there were too many tests just now
	 * @throws NoSuchChannelException if the reader has no such webhook, or it is disabled
	 */
	public boolean test(ReaderId reader, WebhookId webhook) {
		return test(reader, "webhook_id", "webhooks", webhook.value());
	}

	private boolean test(ReaderId reader, String column, String table, UUID channel) {
		Instant now = this.clock.instant();
		boolean owned = this.jdbc.sql("SELECT count(*) FROM " + table + " WHERE user_id = ? AND " + column + " = ?")
			.params(reader.value(), channel)
			.query(Integer.class)
			.single() > 0;
		if (!owned) {
			throw new NoSuchChannelException(channel);
		}
		UUID id = Ids.next();
		if (count(reader, "kind = 'TEST'", now.minus(TEST_PERIOD)) >= MOST_TESTS
				|| !store(id, reader, new Happening.Test(id), now)) {
			return false;
		}
		this.jdbc
			.sql("INSERT INTO notification_deliveries (delivery_id, notification_id, " + column
					+ ", next_attempt_at) VALUES (?, ?, ?, ?)")
			.params(Ids.next(), id, channel, Timestamp.from(now))
			.update();
		return true;
	}

	private boolean isKnown(ReaderId reader, Happening happening) {
		return this.jdbc.sql("SELECT count(*) FROM notifications WHERE user_id = ? AND occasion = ?")
			.params(reader.value(), happening.occasion())
			.query(Integer.class)
			.single() > 0;
	}

	private boolean store(UUID id, ReaderId reader, Happening happening, Instant now) {
		return this.jdbc.sql("""
				INSERT INTO notifications (notification_id, user_id, kind, occasion, content, created_at)
				SELECT ?, user_id, ?, ?, ?::jsonb, ? FROM users WHERE user_id = ? FOR KEY SHARE
				ON CONFLICT DO NOTHING""")
			.params(id, happening.kind().name(), happening.occasion(), this.json.writeValueAsString(happening),
					Timestamp.from(now), reader.value())
			.update() == 1;
	}

	private int count(ReaderId reader, String kinds, Instant since) {
		return this.jdbc.sql("SELECT count(*) FROM notifications WHERE user_id = ? AND created_at > ? AND " + kinds)
			.params(reader.value(), Timestamp.from(since))
			.query(Integer.class)
			.single();
	}

	@Scheduled(cron = "0 47 4 * * *")
	void purge() {
		this.jdbc.sql("DELETE FROM notifications WHERE created_at < ?")
			.param(Timestamp.from(this.clock.instant().minus(KEPT)))
			.update();
	}

}
