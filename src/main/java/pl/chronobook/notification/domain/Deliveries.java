package pl.chronobook.notification.domain;

import java.io.IOException;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import pl.chronobook.identity.AccountGoneException;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.notification.domain.DeliveryMetrics.Outcome;
import pl.chronobook.notification.outbound.BrowserKeys;
import pl.chronobook.notification.outbound.OutboundMessages;
import pl.chronobook.notification.outbound.WebhookSecret;
import pl.chronobook.outbound.OutboundHttp.Answer;

/**
 * Sends the due messages. An instance claims deliveries for two minutes and sends them
 * without holding a transaction; if it is killed in between, the claim expires and they
 * are sent again, with the same id.
 */
@Component
class Deliveries {

	/** The number of failed attempts in a row after which a webhook is disabled. */
	static final int MOST_FAILURES = 12;

	/** The delays after the first failed attempt, the second, and so on. */
	private static final List<Duration> BACKOFF = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5),
			Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(6), Duration.ofHours(12));

	private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

	private static final int BATCH = 20;

	private static final Duration LEASE = Duration.ofMinutes(2);

	private final OutboundMessages messages;

	private final MessageTexts texts;

	private final VapidKeyStore vapid;

	private final NotificationSettings settings;

	private final ReadingWatch reading;

	private final Readers readers;

	private final DeliveryMetrics metrics;

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final JsonMapper json;

	private final Clock clock;

	Deliveries(OutboundMessages messages, MessageTexts texts, VapidKeyStore vapid, NotificationSettings settings,
			ReadingWatch reading, Readers readers, DeliveryMetrics metrics, JdbcClient jdbc,
			TransactionOperations transaction, JsonMapper json, Clock clock) {
		this.messages = messages;
		this.texts = texts;
		this.vapid = vapid;
		this.settings = settings;
		this.reading = reading;
		this.readers = readers;
		this.metrics = metrics;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Sends all due messages, one batch after another. It runs at a fixed rate, which
	 * uses a thread of its own; a fixed delay would block the application's other
	 * schedules. Concurrent runs do not conflict, because each claims its own deliveries.
	 */
	@Scheduled(fixedRateString = "PT10S", initialDelayString = "PT20S")
	void sendThoseDue() {
		List<Due> batch;
		do {
			batch = claim();
			// In parallel, so that a slow receiver does not delay the others
			try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
				batch.forEach(due -> threads.execute(() -> deliver(due)));
			}
		}
		while (batch.size() == BATCH);
	}

	/** Claims due deliveries, so that no other instance sends them. */
	List<Due> claim() {
		Instant now = this.clock.instant();
		return this.jdbc.sql("""
				UPDATE notification_deliveries delivery
				SET attempts = attempts + 1, next_attempt_at = :lease
				FROM notifications message,
				  (SELECT delivery_id FROM notification_deliveries
				   WHERE state = 'WAITING' AND next_attempt_at <= :now
				   ORDER BY next_attempt_at LIMIT :batch FOR UPDATE SKIP LOCKED) due
				WHERE delivery.delivery_id = due.delivery_id AND message.notification_id = delivery.notification_id
				RETURNING delivery.delivery_id, delivery.notification_id, message.user_id, message.kind,
				  message.content, message.created_at, delivery.subscription_id, delivery.webhook_id,
				  delivery.attempts""")
			.param("now", Timestamp.from(now))
			.param("lease", Timestamp.from(now.plus(LEASE)))
			.param("batch", BATCH)
			.query((row, number) -> due(row))
			.list();
	}

	void deliver(Due due) {
		try {
			Optional<Instant> morning = endOfQuietHours(due);
			if (morning.isPresent()) {
				postpone(due, morning.get());
			}
			else if (!this.reading.isCurrent(due.reader(), due.happening())) {
				end(due, Delivery.State.OUTDATED, null);
			}
			else if (due.subscription() != null) {
				push(due, due.subscription());
			}
			else if (due.webhook() != null) {
				call(due, due.webhook());
			}
		}
		catch (AccountGoneException ex) {
			log.debug("A reader left meanwhile", ex);
		}
		catch (RuntimeException ex) {
			// It is retried when the claim expires
			log.warn("A message could not be delivered", ex);
		}
	}

	private Optional<Instant> endOfQuietHours(Due due) {
		QuietHours quiet = this.settings.of(due.reader()).quiet();
		return (quiet == null || due.happening().kind() == NotificationKind.TEST) ? Optional.empty()
				: quiet.end(this.clock.instant(), this.readers.get(due.reader()).zone());
	}

	private void push(Due due, UUID subscription) {
		Optional<Target> target = this.jdbc
			.sql("SELECT endpoint, public_key, auth_secret FROM push_subscriptions WHERE subscription_id = ?")
			.param(subscription)
			.query((row, number) -> new Target(URI.create(row.getString(1)),
					new BrowserKeys(row.getBytes(2), row.getBytes(3))))
			.optional();
		if (target.isEmpty()) {
			return;
		}
		String id = due.message().toString();
		Answer answer = attempt(() -> this.messages.push(target.get().endpoint(), target.get().keys(),
				this.vapid.keys(), this.vapid.subject(), id.replace("-", ""), this.clock.instant(),
				this.texts.forBrowser(id, due.happening())));
		if (answer != null && (answer.status() == 404 || answer.status() == 410)) {
			this.jdbc.sql("DELETE FROM push_subscriptions WHERE subscription_id = ?").param(subscription).update();
			this.metrics.count(DeliveryMetrics.PUSH, Outcome.GONE);
			return;
		}
		record(due, answer, DeliveryMetrics.PUSH);
	}

	private void call(Due due, UUID webhook) {
		Optional<Receiver> receiver = this.jdbc
			.sql("SELECT address, secret FROM webhooks WHERE webhook_id = ? AND disabled_at IS NULL")
			.param(webhook)
			.query((row, number) -> new Receiver(URI.create(row.getString(1)), new WebhookSecret(row.getBytes(2))))
			.optional();
		if (receiver.isEmpty()) {
			end(due, Delivery.State.FAILED, null);
			return;
		}
		Answer answer = attempt(() -> this.messages.webhook(receiver.get().address(), receiver.get().secret(),
				"msg_" + due.message(), this.clock.instant(), this.texts.forProgram(due.happening(), due.createdAt())));
		this.transaction.executeWithoutResult(status -> {
			record(due, answer, DeliveryMetrics.WEBHOOK);
			judge(webhook, answer);
		});
	}

	/** Returns the answer of the other side; null if it could not be reached. */
	private static @Nullable Answer attempt(Attempt attempt) {
		try {
			return attempt.send();
		}
		catch (IOException ex) {
			log.debug("No answer to a message", ex);
			return null;
		}
	}

	private void record(Due due, @Nullable Answer answer, String channel) {
		Integer status = (answer != null) ? answer.status() : null;
		if (answer != null && answer.isSuccess()) {
			end(due, Delivery.State.DELIVERED, status);
			this.metrics.count(channel, Outcome.DELIVERED);
			return;
		}
		boolean hopeless = channel.equals(DeliveryMetrics.PUSH) && answer != null && isRefused(answer.status());
		if (hopeless || due.attempts() > BACKOFF.size()) {
			end(due, Delivery.State.FAILED, status);
			this.metrics.count(channel, Outcome.FAILED);
			return;
		}
		Duration wait = BACKOFF.get(due.attempts() - 1);
		Duration asked = (answer != null) ? answer.retryAfter() : null;
		Instant next = this.clock.instant().plus((asked != null && asked.compareTo(wait) > 0) ? asked : wait);
		update(due, Delivery.State.WAITING, status, next);
		this.metrics.count(channel, Outcome.RETRIED);
	}

	/**
	 * Returns whether a push service refused the message itself, so that a retry is
	 * useless.
	 */
	private static boolean isRefused(int status) {
		return status >= 400 && status < 500 && status != 408 && status != 429;
	}

	/** Disables a webhook that is gone, or that has failed too often. */
	private void judge(UUID webhook, @Nullable Answer answer) {
		if (answer != null && answer.isSuccess()) {
			this.jdbc.sql("UPDATE webhooks SET failures = 0 WHERE webhook_id = ? AND failures > 0")
				.param(webhook)
				.update();
			return;
		}
		boolean gone = answer != null && answer.status() == 410;
		int disabled = this.jdbc.sql("""
				UPDATE webhooks SET failures = failures + 1,
				  disabled_at = CASE WHEN :gone OR failures + 1 >= :most THEN CAST(:now AS timestamptz)
				    ELSE disabled_at END
				WHERE webhook_id = :webhook AND disabled_at IS NULL RETURNING (disabled_at IS NOT NULL)::int""")
			.param("gone", gone)
			.param("most", MOST_FAILURES)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("webhook", webhook)
			.query(Integer.class)
			.optional()
			.orElse(0);
		if (disabled == 1) {
			this.jdbc.sql("""
					UPDATE notification_deliveries SET state = 'FAILED' WHERE webhook_id = ? AND state = 'WAITING'""")
				.param(webhook)
				.update();
			this.metrics.count(DeliveryMetrics.WEBHOOK, Outcome.GONE);
		}
	}

	private void postpone(Due due, Instant until) {
		this.jdbc.sql("""
				UPDATE notification_deliveries SET attempts = attempts - 1, next_attempt_at = ?
				WHERE delivery_id = ? AND attempts = ?""")
			.params(Timestamp.from(until), due.id(), due.attempts())
			.update();
	}

	private void end(Due due, Delivery.State state, @Nullable Integer status) {
		update(due, state, status, this.clock.instant());
	}

	/** Stores the outcome, unless the claim had expired and another attempt has begun. */
	private void update(Due due, Delivery.State state, @Nullable Integer status, Instant next) {
		this.jdbc.sql("""
				UPDATE notification_deliveries SET state = ?, status = ?, attempted_at = ?, next_attempt_at = ?
				WHERE delivery_id = ? AND attempts = ? AND state = 'WAITING'""")
			.params(state.name(), new SqlParameterValue(Types.INTEGER, status), Timestamp.from(this.clock.instant()),
					Timestamp.from(next), due.id(), due.attempts())
			.update();
	}

	private Due due(ResultSet row) throws SQLException {
		NotificationKind kind = NotificationKind.valueOf(row.getString("kind"));
		return new Due(row.getObject("delivery_id", UUID.class), row.getObject("notification_id", UUID.class),
				new ReaderId(row.getObject("user_id", UUID.class)),
				this.json.readValue(row.getString("content"), typeOf(kind)),
				row.getObject("created_at", OffsetDateTime.class).toInstant(),
				row.getObject("subscription_id", UUID.class), row.getObject("webhook_id", UUID.class),
				row.getInt("attempts"));
	}

	private static Class<? extends Happening> typeOf(NotificationKind kind) {
		return switch (kind) {
			case DATE_SLIPPED -> Happening.DateSlipped.class;
			case DEADLINE_AT_RISK -> Happening.DeadlineAtRisk.class;
			case SESSION_FORGOTTEN -> Happening.SessionForgotten.class;
			case BOOK_FINISHED -> Happening.BookFinished.class;
			case TEST -> Happening.Test.class;
		};
	}

	@FunctionalInterface
	private interface Attempt {

		Answer send() throws IOException;

	}

	/**
	 * A claimed delivery.
	 *
	 * @param id the id of the delivery
	 * @param message the id of the message, which the other side sees
	 * @param reader its recipient
	 * @param happening the event that it reports
	 * @param createdAt the time at which the event was noticed
	 * @param subscription the browser it goes to; null for a webhook
	 * @param webhook the webhook it goes to; null for a browser
	 * @param attempts the number of this attempt, from 1
	 */
	record Due(UUID id, UUID message, ReaderId reader, Happening happening, Instant createdAt,
			@Nullable UUID subscription, @Nullable UUID webhook, int attempts) {
	}

	private record Target(URI endpoint, BrowserKeys keys) {
	}

	private record Receiver(URI address, WebhookSecret secret) {
	}

}
