package pl.chronobook.notification.domain;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.notification.SubscriptionId;
import pl.chronobook.notification.WebhookId;
import pl.chronobook.notification.outbound.BrowserKeys;
import pl.chronobook.notification.outbound.WebhookSecret;

/**
 * Stores a reader's channels: browsers and webhooks. Demo accounts have none, because
 * anybody can create one anonymously.
 */
@Service
@Transactional
public class Channels {

	/** The most browsers of a reader. */
	public static final int MOST_BROWSERS = 10;

	/** The most webhooks of a reader. */
	public static final int MOST_WEBHOOKS = 5;

	/** The longest name of a browser. */
	public static final int MAX_NAME = 60;

	private static final int SHOWN = 5;

	private final JdbcClient jdbc;

	private final VapidKeyStore vapid;

	private final Readers readers;

	private final Clock clock;

	Channels(JdbcClient jdbc, VapidKeyStore vapid, Readers readers, Clock clock) {
		this.jdbc = jdbc;
		this.vapid = vapid;
		this.readers = readers;
		this.clock = clock;
	}

	/** Returns the public key that a browser needs to subscribe, in base64url. */
	public String pushKey() {
		return this.vapid.keys().publicKey();
	}

	/**
	 * Returns the reader's browsers, the newest first. Browsers that subscribed with a
	 * former key are left out.
	 */
	public List<Browser> browsers(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT browser.subscription_id, browser.name, browser.created_at,
				  encode(sha256(convert_to(browser.endpoint, 'UTF8')), 'hex') AS fingerprint, last.*
				FROM push_subscriptions browser LEFT JOIN LATERAL (
				    SELECT kind, state, attempts, attempted_at, status
				    FROM notification_deliveries delivery JOIN notifications USING (notification_id)
				    WHERE delivery.subscription_id = browser.subscription_id
				    ORDER BY delivery.delivery_id DESC LIMIT 1) last ON true
				WHERE browser.user_id = ? AND browser.vapid_key = ?
				ORDER BY browser.created_at DESC, browser.subscription_id DESC""")
			.params(reader.value(), pushKey())
			.query((row, number) -> new Browser(new SubscriptionId(row.getObject(1, UUID.class)),
					row.getString("fingerprint"), row.getString(2), row.getObject(3, OffsetDateTime.class).toInstant(),
					(row.getString("kind") != null) ? delivery(row) : null))
			.list();
	}

	/**
	 * Returns the reader's webhooks with their last messages, the newest first, in two
	 * queries.
	 */
	@Transactional(readOnly = true)
	public List<Webhook> webhooks(ReaderId reader) {
		Map<UUID, List<Delivery>> last = this.jdbc
			.sql("""
					SELECT webhook_id, kind, state, attempts, attempted_at, status FROM (
					    SELECT delivery.*, kind, row_number() OVER (PARTITION BY webhook_id ORDER BY delivery_id DESC) AS place
					    FROM notification_deliveries delivery JOIN webhooks USING (webhook_id)
					        JOIN notifications USING (notification_id)
					    WHERE webhooks.user_id = ?) numbered
					WHERE place <= ? ORDER BY delivery_id DESC""")
			.params(reader.value(), SHOWN)
			.query((row, number) -> Map.entry(row.getObject(1, UUID.class), delivery(row)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
		return this.jdbc.sql("""
				SELECT webhook_id, address, created_at, disabled_at FROM webhooks
				WHERE user_id = ? ORDER BY created_at DESC, webhook_id DESC""")
			.param(reader.value())
			.query((row, number) -> {
				UUID id = row.getObject(1, UUID.class);
				return new Webhook(new WebhookId(id), row.getString(2),
						row.getObject(3, OffsetDateTime.class).toInstant(),
						instant(row.getObject(4, OffsetDateTime.class)), last.getOrDefault(id, List.of()));
			})
			.list();
	}

	/**
	 * Adds a browser. A known browser gets the new keys, and moves to this reader if it
	 * belonged to another one.
	 * @param name 1 to {@value #MAX_NAME} characters
	 * @return false if the reader has {@value #MOST_BROWSERS} others, or a demo account
	 */
	public boolean addBrowser(ReaderId reader, String name, URI endpoint, BrowserKeys keys) {
		if (!admits(reader)) {
			return false;
		}
		int others = this.jdbc.sql("SELECT count(*) FROM push_subscriptions WHERE user_id = ? AND endpoint <> ?")
			.params(reader.value(), endpoint.toString())
			.query(Integer.class)
			.single();
		if (others >= MOST_BROWSERS) {
			return false;
		}
		this.jdbc.sql("""
				INSERT INTO push_subscriptions
				  (subscription_id, user_id, name, endpoint, public_key, auth_secret, vapid_key, created_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, name = excluded.name,
				  public_key = excluded.public_key, auth_secret = excluded.auth_secret,
				  vapid_key = excluded.vapid_key""")
			.params(Ids.next(), reader.value(), name, endpoint.toString(), keys.publicKey(), keys.authSecret(),
					pushKey(), now())
			.update();
		return true;
	}

	/**
	 * Removes a browser.
	 * @throws NoSuchChannelException if the reader has no such browser
	 */
	public void remove(ReaderId reader, SubscriptionId browser) {
		found(browser,
				this.jdbc.sql("DELETE FROM push_subscriptions WHERE subscription_id = ? AND user_id = ?")
					.params(browser.value(), reader.value())
					.update());
	}

	/**
	 * Adds a webhook.
	 * @return its secret, which cannot be shown again; empty if the reader has
	 * {@value #MOST_WEBHOOKS} webhooks already, or a demo account
	 */
	public Optional<WebhookSecret> addWebhook(ReaderId reader, URI address) {
		if (!admits(reader) || webhooks(reader).size() >= MOST_WEBHOOKS) {
			return Optional.empty();
		}
		WebhookSecret secret = WebhookSecret.generate();
		this.jdbc.sql("INSERT INTO webhooks (webhook_id, user_id, address, secret, created_at) VALUES (?, ?, ?, ?, ?)")
			.params(Ids.next(), reader.value(), address.toString(), secret.bytes(), now())
			.update();
		return Optional.of(secret);
	}

	/**
	 * Enables a disabled webhook again.
	 * @throws NoSuchChannelException if the reader has no such webhook
	 */
	public void enable(ReaderId reader, WebhookId webhook) {
		found(webhook,
				this.jdbc
					.sql("UPDATE webhooks SET disabled_at = NULL, failures = 0 WHERE webhook_id = ? AND user_id = ?")
					.params(webhook.value(), reader.value())
					.update());
	}

	/**
	 * Removes a webhook.
	 * @throws NoSuchChannelException if the reader has no such webhook
	 */
	public void remove(ReaderId reader, WebhookId webhook) {
		found(webhook,
				this.jdbc.sql("DELETE FROM webhooks WHERE webhook_id = ? AND user_id = ?")
					.params(webhook.value(), reader.value())
					.update());
	}

	/**
	 * Locks the account before a channel is added. Before the first one it also clears
	 * the baseline, so that slips are measured from the next forecast.
	 * @return false for a demo account, which can have no channel
	 */
	private boolean admits(ReaderId reader) {
		if (this.readers.get(reader).demo()) {
			return false;
		}
		this.readers.lock(reader);
		int ways = this.jdbc.sql("""
				SELECT (SELECT count(*) FROM push_subscriptions WHERE user_id = :reader)
				  + (SELECT count(*) FROM webhooks WHERE user_id = :reader)""")
			.param("reader", reader.value())
			.query(Integer.class)
			.single();
		if (ways == 0) {
			this.jdbc.sql("DELETE FROM notification_baselines WHERE user_id = ?").param(reader.value()).update();
		}
		return true;
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private static Delivery delivery(ResultSet row) throws SQLException {
		return new Delivery(NotificationKind.valueOf(row.getString("kind")),
				Delivery.State.valueOf(row.getString("state")), row.getInt("attempts"),
				instant(row.getObject("attempted_at", OffsetDateTime.class)), row.getObject("status", Integer.class));
	}

	private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
		return (time != null) ? time.toInstant() : null;
	}

	private static void found(Object id, int rows) {
		if (rows == 0) {
			throw new NoSuchChannelException(id);
		}
	}

}
