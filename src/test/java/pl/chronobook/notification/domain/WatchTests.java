package pl.chronobook.notification.domain;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionOperations;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.forecast.FinishForecastMade;
import pl.chronobook.forecast.FinishForecasts;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.notification.outbound.TestMessages;
import pl.chronobook.reading.BookReadToEnd;
import pl.chronobook.reading.DeviceReading;
import pl.chronobook.reading.DeviceReading.EstimatedSession;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.RunningTimers;
import pl.chronobook.reading.RunningTimers.ForgottenTimer;
import pl.chronobook.reading.TbrList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which events lead to messages. The clock is years ahead of the application's, so
 * that its own watch leaves these readers alone.
 */
@WebTest
@RecordApplicationEvents
class WatchTests {

	private static final Instant NOON = Instant.parse("2031-05-12T10:00:00Z");

	private static final LocalDate FINISH = LocalDate.of(2032, 1, 10);

	private static final LocalDate DEADLINE = LocalDate.of(2031, 12, 31);

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Readers readers;

	@Autowired
	private NotificationSettings settings;

	@Autowired
	private JsonMapper mapper;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private TbrList list;

	@Autowired
	private RunningTimers timers;

	@Autowired
	private DeviceReading devices;

	@Autowired
	private FinishForecasts realForecasts;

	@Autowired
	private ApplicationEvents events;

	private final MutableClock clock = MutableClock.of(NOON, ZoneOffset.UTC);

	private final FakeForecasts forecasts = new FakeForecasts();

	private ReaderId reader;

	private Channels channels;

	private Notifications notifications;

	private ForecastWatch watch;

	private List<ForgottenTimer> forgotten = List.of();

	@BeforeEach
	void aReaderWithAWebhook() {
		this.reader = TestReaders.create(this.jdbc);
		VapidKeyStore vapid = new VapidKeyStore(TestMessages.withoutSettings(), "", this.jdbc, this.clock);
		this.notifications = new Notifications(this.jdbc, vapid, this.mapper, this.clock);
		this.channels = new Channels(this.jdbc, vapid, this.readers, this.clock);
		this.watch = new ForecastWatch(this.notifications, this.settings, this.forecasts, this.readers, this.jdbc,
				this.transaction, this.clock);
		assertThat(this.channels.addWebhook(this.reader, URI.create("https://hooks.invalid/x"))).isPresent();
		this.forecasts.finish = FINISH;
		this.forecasts.chance = 0.9;
		made();
	}

	@Test
	void slippedDateIsReportedOnce() {
		this.forecasts.finish = FINISH.plusDays(7);
		made();
		assertThat(occasions()).as("no more than seven days").isEmpty();

		this.forecasts.finish = FINISH.plusDays(8);
		made();
		made();
		assertThat(occasions()).containsExactly("date.slipped:2032-01-10:2032-01-18:2031-05-12");

		for (int day = 9; day <= 15; day++) {
			this.forecasts.finish = FINISH.plusDays(day);
			made();
		}
		assertThat(occasions()).as("measured from the date in the last message").hasSize(1);
		this.forecasts.finish = FINISH.plusDays(16);
		made();
		assertThat(occasions()).hasSize(2).last().asString().startsWith("date.slipped:2032-01-18:2032-01-26");
	}

	@Test
	void earlierDateBecomesTheBaselineAndAnEmptyListClearsIt() {
		this.forecasts.finish = FINISH.minusDays(30);
		made();
		this.forecasts.finish = FINISH.minusDays(20);
		made();
		assertThat(occasions()).containsExactly("date.slipped:2031-12-11:2031-12-21:2031-05-12");

		this.forecasts.finish = null;
		made();
		this.forecasts.finish = FINISH.plusYears(1);
		made();
		assertThat(occasions()).as("another list").hasSize(1);
	}

	@Test
	void deadlineAtRiskIsReportedAgainOnlyAfterItWasSafe() {
		this.forecasts.chance = 0.5;
		made();
		assertThat(occasions()).isEmpty();
		this.forecasts.chance = 0.49;
		made();
		this.forecasts.chance = 0.55;
		made();
		this.forecasts.chance = 0.4;
		made();
		assertThat(occasions()).containsExactly("deadline.at_risk:2031-12-31:2031-05-12");

		this.forecasts.chance = 0.6;
		made();
		this.clock.add(Duration.ofDays(3));
		this.forecasts.chance = 0.4;
		made();
		assertThat(occasions()).hasSize(2);

		this.clock.setInstant(Instant.parse("2032-01-01T12:00:00Z"));
		this.forecasts.chance = 0;
		made();
		assertThat(occasions()).as("a deadline that is over").hasSize(2);
	}

	@Test
	void disabledNotificationIsNotSent() {
		this.settings.choose(this.reader, new Preferences(false, 7, false, false, false, null));
		this.forecasts.finish = FINISH.plusDays(100);
		this.forecasts.chance = 0.1;
		made();
		reading().on(new BookReadToEnd(this.reader, TestBooks.onList(this.jdbc, this.reader, "Lalka", 680), NOON));
		assertThat(occasions()).isEmpty();

		this.settings.choose(this.reader, new Preferences(true, 20, false, true, true, null));
		this.forecasts.finish = FINISH.plusDays(120);
		made();
		assertThat(occasions()).as("measured from the moment at which it was chosen").isEmpty();
		this.forecasts.finish = FINISH.plusDays(121);
		made();
		assertThat(occasions()).hasSize(1);
	}

	@Test
	void slipDuringQuietHoursIsReportedInTheMorning() {
		this.settings.choose(this.reader,
				new Preferences(true, 7, true, true, true, new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0))));
		this.clock.setInstant(Instant.parse("2031-05-12T22:00:00Z"));
		this.forecasts.finish = FINISH.plusDays(50);
		made();
		assertThat(occasions()).isEmpty();
		this.watch.checkThoseDue();
		assertThat(occasions()).as("still quiet").isEmpty();

		this.clock.setInstant(Instant.parse("2031-05-13T05:00:00Z"));
		this.watch.checkThoseDue();
		assertThat(occasions()).containsExactly("date.slipped:2032-01-10:2032-02-29:2031-05-13");
	}

	@Test
	void aReaderWhoDoesNotReadIsComparedOnceADay() {
		this.forecasts.finish = FINISH.plusDays(10);
		this.watch.checkThoseDue();
		assertThat(occasions()).isEmpty();
		this.clock.add(Duration.ofDays(1));
		this.watch.checkThoseDue();
		assertThat(occasions()).hasSize(1);
	}

	@Test
	void forgottenTimerIsReportedOnceUntilTheReaderActs() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		Instant started = NOON.minus(Duration.ofHours(5));
		ForgottenTimer timer = new ForgottenTimer(this.reader, new pl.chronobook.reading.SessionId(entry.value()),
				entry, started, started);
		this.forgotten = List.of(timer);
		reading().findForgottenTimers();
		reading().findForgottenTimers();
		assertThat(occasions()).hasSize(1);
		this.forgotten = List.of(new ForgottenTimer(this.reader, timer.session(), entry, started, NOON));
		reading().findForgottenTimers();
		assertThat(occasions()).hasSize(2);
	}

	@Test
	void timerLongerThanUsualSessionsCountsAsForgotten() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		ReaderId other = TestReaders.create(this.jdbc);
		EntryId otherEntry = TestBooks.onList(this.jdbc, other, "Faraon", 700);
		timer(this.reader, entry, "2027-03-14T08:59:00Z", null);
		timer(other, otherEntry, "2027-03-14T09:01:00Z", null);
		assertThat(this.timers.forgotten()).extracting(ForgottenTimer::reader)
			.contains(this.reader)
			.doesNotContain(other);
		this.jdbc.sql("UPDATE timed_sessions SET paused_at = '2027-03-14T11:59:30Z' WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		assertThat(this.timers.forgotten()).extracting(ForgottenTimer::reader).doesNotContain(this.reader);
		this.jdbc.sql("""
				UPDATE timed_sessions SET paused_at = NULL, confirmed_at = '2027-03-14T11:00Z' WHERE user_id = ?""")
			.param(this.reader.value())
			.update();
		assertThat(this.timers.forgotten()).extracting(ForgottenTimer::reader).doesNotContain(this.reader);
		this.jdbc.sql("DELETE FROM timed_sessions").update();
	}

	@Test
	void lastPageOnADeviceIsReportedOnce() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		Instant start = Instant.parse("2027-03-14T09:00:00Z");
		readTo(entry, start, 0, 600);
		assertThat(ends()).isEmpty();
		readTo(entry, start.plus(Duration.ofHours(1)), 600, 680);
		readTo(entry, start.plus(Duration.ofHours(2)), 600, 680);
		assertThat(ends()).hasSize(1);

		reading().on(ends().getFirst());
		reading().on(ends().getFirst());
		assertThat(occasions()).hasSize(1).first().asString().startsWith("book.finished:" + entry.value());
	}

	@Test
	void eachNewForecastIsAnnounced() {
		TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.jdbc.sql("INSERT INTO forecast_plans (user_id, pages_per_week, revision) VALUES (?, 100, 1)")
			.param(this.reader.value())
			.update();
		assertThat(this.realForecasts.of(this.reader)).isPresent();
		this.realForecasts.of(this.reader);
		assertThat(this.events.stream(FinishForecastMade.class).filter(made -> made.reader().equals(this.reader)))
			.hasSize(1);
		assertThat(this.realForecasts.deadlineOf(this.reader)).isEmpty();
		this.jdbc.sql("UPDATE forecast_plans SET deadline = '2027-03-20' WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		assertThat(this.realForecasts.deadlineOf(this.reader).orElseThrow()).satisfies(deadline -> {
			assertThat(deadline.by()).isEqualTo("2027-03-20");
			assertThat(deadline.chance()).isLessThan(0.2);
		});
	}

	private List<BookReadToEnd> ends() {
		return this.events.stream(BookReadToEnd.class).filter(end -> end.reader().equals(this.reader)).toList();
	}

	private void readTo(EntryId entry, Instant start, int from, int to) {
		this.transaction.executeWithoutResult(status -> {
			this.devices.awaitTurn(this.reader, entry);
			Instant end = start.plus(Duration.ofMinutes(50));
			this.devices.estimate(this.reader, entry, List.of(),
					List.of(new EstimatedSession(start, end, start, from, to)), to, end);
		});
	}

	private void timer(ReaderId whose, EntryId entry, String started, @Nullable String confirmed) {
		this.jdbc.sql("""
				INSERT INTO timed_sessions (session_id, user_id, tbr_id, started_at, confirmed_at)
				VALUES (uuidv7(), ?, ?, ?::timestamptz, ?::timestamptz)""")
			.params(whose.value(), entry.value(), started, confirmed)
			.update();
	}

	private ReadingWatch reading() {
		return new ReadingWatch(this.notifications, this.settings, () -> this.forgotten, this.list, this.readers,
				this.clock);
	}

	private void made() {
		this.transaction.executeWithoutResult(status -> this.watch.on(new FinishForecastMade(this.reader)));
	}

	private List<String> occasions() {
		return this.jdbc
			.sql("SELECT occasion FROM notifications WHERE user_id = ? ORDER BY created_at, notification_id")
			.param(this.reader.value())
			.query(String.class)
			.list();
	}

	/** Forecasts that a test sets. */
	private static final class FakeForecasts implements FinishForecasts {

		private @Nullable LocalDate finish;

		private double chance;

		@Override
		public Optional<FinishForecast> of(ReaderId reader) {
			LocalDate day = this.finish;
			FinishDates dates = (day != null) ? new FinishDates(day, day, day, day, day, day, day)
					: new FinishDates(FINISH, FINISH, FINISH, FINISH, FINISH, FINISH, FINISH);
			return Optional.of(new FinishForecast(NOON, LocalDate.of(2031, 5, 12), "PACE", dates,
					(day != null) ? 100 : 0, 0, new Basis(1, 1, 1, 1, 1, 1, null, null, false), List.of()));
		}

		@Override
		public Optional<Deadline> deadlineOf(ReaderId reader) {
			return Optional.of(new Deadline(DEADLINE, this.chance));
		}

	}

}
