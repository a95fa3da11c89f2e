package pl.chronobook.notification.domain;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import pl.chronobook.forecast.FinishForecasts;
import pl.chronobook.forecast.FinishForecastMade;
import pl.chronobook.identity.AccountGoneException;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;

/**
 * Compares each new forecast with the one in the reader's last message. A reader who does
 * not read causes no new forecast although the date slips, so every reader's forecast is
 * compared at least once a day.
 */
@Component
class ForecastWatch {

	private static final Logger log = LoggerFactory.getLogger(ForecastWatch.class);

	/** Below this probability a deadline is more likely to be missed. */
	private static final double AT_RISK = 0.5;

	/** The probability from which a deadline is safe and a new risk is reported. */
	private static final double SAFE = 0.6;

	private static final Duration DAILY = Duration.ofDays(1);

	private static final int AT_ONCE = 100;

	private final Notifications notifications;

	private final NotificationSettings settings;

	private final FinishForecasts forecasts;

	private final Readers readers;

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final Clock clock;

	ForecastWatch(Notifications notifications, NotificationSettings settings, FinishForecasts forecasts,
			Readers readers, JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
		this.notifications = notifications;
		this.settings = settings;
		this.forecasts = forecasts;
		this.readers = readers;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Idempotent: it compares the present forecast. */
	@ApplicationModuleListener
	void on(FinishForecastMade event) {
		check(event.reader());
	}

	@Scheduled(fixedRateString = "PT10M", initialDelayString = "PT2M")
	void checkThoseDue() {
		List<ReaderId> due = this.jdbc.sql("""
				SELECT user_id FROM (
				    SELECT user_id FROM push_subscriptions
				    UNION SELECT user_id FROM webhooks WHERE disabled_at IS NULL) reached
				  LEFT JOIN notification_baselines USING (user_id)
				WHERE next_check_at IS NULL OR next_check_at <= ?
				ORDER BY next_check_at NULLS FIRST LIMIT ?""")
			.params(Timestamp.from(this.clock.instant()), AT_ONCE)
			.query((row, number) -> new ReaderId(row.getObject(1, UUID.class)))
			.list();
		for (ReaderId reader : due) {
			try {
				this.transaction.executeWithoutResult(status -> check(reader));
			}
			catch (AccountGoneException ex) {
				log.debug("A reader left meanwhile", ex);
			}
			catch (RuntimeException ex) {
				log.warn("A forecast could not be compared", ex);
			}
		}
	}

	private void check(ReaderId reader) {
		if (!this.notifications.reaches(reader)) {
			return;
		}
		Instant now = this.clock.instant();
		Reader account = this.readers.get(reader);
		Preferences preferences = this.settings.of(reader);
		QuietHours quiet = preferences.quiet();
		Optional<Instant> morning = (quiet != null) ? quiet.end(now, account.zone()) : Optional.empty();
		// The lock on this row serialises the comparisons of a reader
		Baseline known = this.jdbc.sql("""
				INSERT INTO notification_baselines (user_id, next_check_at) VALUES (:reader, :next)
				ON CONFLICT (user_id) DO UPDATE SET next_check_at = excluded.next_check_at
				RETURNING finish, deadline""")
			.param("reader", reader.value())
			.param("next", Timestamp.from(morning.orElse(now.plus(DAILY))))
			.query((row, number) -> new Baseline(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)))
			.single();
		if (morning.isPresent()) {
			return;
		}
		LocalDate today = account.dayOf(now);
		Baseline next = new Baseline(finish(reader, preferences, known.finish(), today),
				deadline(reader, preferences, known.deadline(), today));
		if (!next.equals(known)) {
			this.jdbc.sql("UPDATE notification_baselines SET finish = ?, deadline = ? WHERE user_id = ?")
				.params(date(next.finish()), date(next.deadline()), reader.value())
				.update();
		}
	}

	/** Reports a slip, and returns the finish from which the next slip is measured. */
	private @Nullable LocalDate finish(ReaderId reader, Preferences preferences, @Nullable LocalDate known,
			LocalDate today) {
		LocalDate finish = this.forecasts.of(reader)
			.filter(forecast -> forecast.pagesLeft() > 0)
			.map(forecast -> forecast.finish().p50())
			.orElse(null);
		if (finish == null || known == null || !preferences.dateSlipped()) {
			return finish;
		}
		long days = ChronoUnit.DAYS.between(known, finish);
		if (days > preferences.slipDays()) {
			return this.notifications.send(reader, new Happening.DateSlipped(known, finish, today)) ? finish : known;
		}
		// A date that varies by less than a slip keeps its baseline
		return (-days > preferences.slipDays()) ? finish : known;
	}

	/** Reports a deadline at risk, and returns the deadline that was reported. */
	private @Nullable LocalDate deadline(ReaderId reader, Preferences preferences, @Nullable LocalDate reported,
			LocalDate today) {
		FinishForecasts.Deadline deadline = this.forecasts.deadlineOf(reader)
			.filter(kept -> !kept.by().isBefore(today))
			.orElse(null);
		if (deadline == null || !preferences.deadlineAtRisk()) {
			return null;
		}
		boolean alreadyReported = deadline.by().equals(reported);
		if (alreadyReported) {
			return (deadline.chance() < SAFE) ? reported : null;
		}
		if (deadline.chance() >= AT_RISK) {
			return null;
		}
		int percent = (int) Math.round(100 * deadline.chance());
		return this.notifications.send(reader, new Happening.DeadlineAtRisk(deadline.by(), percent, today))
				? deadline.by() : null;
	}

	private static SqlParameterValue date(@Nullable LocalDate day) {
		return new SqlParameterValue(Types.DATE, day);
	}

	/**
	 * The facts of the reader's last messages.
	 *
	 * @param finish the finish from which a slip is measured; null without one
	 * @param deadline the deadline that was reported to be at risk; null without one
	 */
	private record Baseline(@Nullable LocalDate finish, @Nullable LocalDate deadline) {
	}

}
