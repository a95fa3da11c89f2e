package pl.chronobook.reading.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.NoSuchSessionException;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.SessionId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@WebTest
class ReadingTimerTests {

	private static final Instant NOW = WebTest.Now.NOON;

	private static final Set<Reason> OVERRIDDEN = Set.of(Reason.OVERLAPS, Reason.TOO_FAST);

	@Autowired
	private ReadingTimer timer;

	@Autowired
	private Sessions sessions;

	@Autowired
	private ReadingList list;

	@Autowired
	private JdbcClient jdbc;

	private ReaderId reader;

	private EntryId entry;

	private final SessionId id = new SessionId(UUID.randomUUID());

	@BeforeEach
	void aReaderWithABook() {
		this.reader = TestReaders.create(this.jdbc);
		this.entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
	}

	@Test
	void startingBeginsABookThatWaited() {
		assertThat(this.timer.start(this.reader, this.id, this.entry, NOW.minusSeconds(600))).isTrue();
		assertThat(this.list.entry(this.reader, this.entry).status()).isEqualTo(ReadingStatus.READING);
		assertThat(this.timer.running(this.reader).orElseThrow().active(NOW)).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void pausesDoNotCount() {
		this.timer.start(this.reader, this.id, this.entry, ago(60));
		this.timer.pause(this.reader, this.id, ago(50));
		this.timer.resume(this.reader, this.id, ago(20));
		this.timer.pause(this.reader, this.id, ago(5));
		assertThat(this.timer.running(this.reader).orElseThrow().active(NOW)).isEqualTo(Duration.ofMinutes(25));
		assertThat(this.timer.stop(this.reader, this.id, null)).isTrue();
		assertThat(this.timer.open(this.reader)).singleElement()
			.satisfies(stopped -> assertThat(stopped.stoppedAt()).isEqualTo(ago(5)))
			.satisfies(stopped -> assertThat(stopped.active(NOW)).isEqualTo(Duration.ofMinutes(25)));
	}

	@Test
	void everyTimerStepIsIdempotent() {
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.start(this.reader, this.id, this.entry, ago(60))).isTrue();
		}
		for (int i = 0; i < 2; i++) {
			this.timer.pause(this.reader, this.id, ago(50));
		}
		for (int i = 0; i < 2; i++) {
			this.timer.resume(this.reader, this.id, ago(40));
		}
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.stop(this.reader, this.id, ago(10))).isTrue();
		}
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.finish(this.reader, this.id, new Pages.UpTo(30), "notatka", OVERRIDDEN)
				.session()
				.pages()).isEqualTo(30);
		}
		assertThat(this.timer.stop(this.reader, this.id, null)).isTrue();
		assertThat(this.timer.start(this.reader, this.id, this.entry, null)).isTrue();
		assertThat(this.timer.open(this.reader)).isEmpty();
		assertThat(rows("reading_sessions")).isEqualTo(1);
	}

	@Test
	void loggedSessionStoresStartTimeEndTimeAndPages() {
		this.timer.start(this.reader, this.id, this.entry, ago(60));
		this.timer.stop(this.reader, this.id, ago(10));
		this.timer.finish(this.reader, this.id, new Pages.UpTo(42), null, OVERRIDDEN);
		assertThat(this.jdbc.sql("""
				SELECT start_time = ?::timestamptz AND end_time = ?::timestamptz AND pages_read = 42
				FROM reading_sessions WHERE session_id = ?""")
			.params(ago(60).toString(), ago(10).toString(), this.id.value())
			.query(Boolean.class)
			.single()).isTrue();
		assertThat(this.list.entry(this.reader, this.entry).currentPage()).isEqualTo(42);
	}

	@Test
	void onlyOneSessionRunsAtATime() {
		EntryId other = TestBooks.onList(this.jdbc, this.reader, "Faraon", 700);
		this.timer.start(this.reader, this.id, this.entry, null);
		SessionId second = new SessionId(UUID.randomUUID());
		assertThat(this.timer.start(this.reader, second, other, null)).isFalse();
		assertThat(this.timer.running(this.reader).orElseThrow().id()).isEqualTo(this.id);
		assertThat(this.list.entry(this.reader, other).status()).isEqualTo(ReadingStatus.TBR);
	}

	@Test
	void oneOfManyConcurrentStartsSucceeds() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Future<Boolean>> starts = IntStream.range(0, 8)
				.mapToObj(i -> threads.submit((Callable<Boolean>) () -> {
					go.await();
					return this.timer.start(this.reader, new SessionId(UUID.randomUUID()), this.entry, null);
				}))
				.toList();
			go.countDown();
			int won = 0;
			for (Future<Boolean> start : starts) {
				won += start.get() ? 1 : 0;
			}
			assertThat(won).isEqualTo(1);
		}
		assertThat(rows("timed_sessions")).isEqualTo(1);
	}

	@Test
	void theDatabaseRefusesASecondRunningSession() {
		this.timer.start(this.reader, this.id, this.entry, null);
		assertThatExceptionOfType(org.springframework.dao.DuplicateKeyException.class).isThrownBy(() -> this.jdbc
			.sql("INSERT INTO timed_sessions (session_id, user_id, tbr_id, started_at) VALUES (?, ?, ?, now())")
			.params(UUID.randomUUID(), this.reader.value(), this.entry.value())
			.update());
	}

	@Test
	void tooShortSessionIsDiscarded() {
		this.timer.start(this.reader, this.id, this.entry, NOW.minusSeconds(29));
		assertThat(this.timer.stop(this.reader, this.id, null)).isFalse();
		assertThat(this.timer.open(this.reader)).isEmpty();
	}

	@Test
	void offlineSessionIsLoggedOnceAlthoughAnotherTimerRuns() {
		SessionId running = new SessionId(UUID.randomUUID());
		this.timer.start(this.reader, running, this.entry, null);
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.deliver(this.reader, this.id, this.entry, ago(90), ago(30), Duration.ofMinutes(20)))
				.isTrue();
		}
		assertThat(this.timer.open(this.reader)).extracting(TimedSession::id).containsExactly(running, this.id);
		assertThat(this.timer.open(this.reader).getLast().active(NOW)).isEqualTo(Duration.ofMinutes(40));
	}

	@Test
	void offlineStopEndsTheStartedTimer() {
		this.timer.start(this.reader, this.id, this.entry, ago(90));
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.deliver(this.reader, this.id, this.entry, ago(90), ago(30), Duration.ofMinutes(20)))
				.isTrue();
		}
		assertThat(this.timer.open(this.reader)).singleElement()
			.satisfies(stopped -> assertThat(stopped.stoppedAt()).isEqualTo(ago(30)))
			.satisfies(stopped -> assertThat(stopped.active(NOW)).isEqualTo(Duration.ofMinutes(40)));
	}

	@Test
	void tooShortOfflineSessionEndsTheStartedTimer() {
		this.timer.start(this.reader, this.id, this.entry, ago(90));
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.deliver(this.reader, this.id, this.entry, ago(90), ago(89), Duration.ofSeconds(31)))
				.isFalse();
		}
		assertThat(this.timer.open(this.reader)).isEmpty();
	}

	@Test
	void offlineSessionOlderThanThirtyDaysIsRefused() {
		assertThat(this.timer.deliver(this.reader, this.id, this.entry, NOW.minus(Duration.ofDays(32)),
				NOW.minus(Duration.ofDays(31)), Duration.ZERO))
			.isFalse();
	}

	@Test
	void aLateStepDoesNotReopenABookThatWasFinishedSince() {
		this.list.finish(this.reader, this.entry, 0, null, null);
		this.timer.deliver(this.reader, this.id, this.entry, ago(90), ago(30), Duration.ZERO);
		assertThat(this.list.entry(this.reader, this.entry)).extracting(ListEntry::status, ListEntry::currentPage)
			.containsExactly(ReadingStatus.FINISHED, 680);
	}

	@Test
	void timerOfAFinishedOrAbandonedBookStartsItAgain() {
		EntryId abandoned = TestBooks.onList(this.jdbc, this.reader, "Faraon", 700);
		this.list.finish(this.reader, this.entry, 0, null, LocalDate.of(2027, 3, 13));
		this.list.abandon(this.reader, abandoned, 0);
		this.timer.deliver(this.reader, this.id, this.entry, ago(90), ago(30), Duration.ZERO);
		this.timer.start(this.reader, new SessionId(UUID.randomUUID()), abandoned, null);
		assertThat(this.list.inOrder(this.reader, ReadingStatus.READING, 0, 50).entries()).extracting(ListEntry::status)
			.containsExactly(ReadingStatus.READING, ReadingStatus.READING);
	}

	@Test
	void endOfADiscardedSessionIsIdempotent() {
		this.timer.start(this.reader, this.id, this.entry, NOW.minusSeconds(29));
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.stop(this.reader, this.id, null)).isFalse();
			assertThat(this.timer.discard(this.reader, this.id)).isEqualTo(ReadingTimer.Discarded.NOTHING);
			this.timer.pause(this.reader, this.id, null);
			assertThat(this.timer.restore(this.reader, this.id)).isFalse();
		}
		SessionId longer = new SessionId(UUID.randomUUID());
		this.timer.start(this.reader, longer, this.entry, ago(30));
		for (int i = 0; i < 2; i++) {
			assertThat(this.timer.discard(this.reader, longer)).isEqualTo(ReadingTimer.Discarded.DISCARDED);
		}
	}

	@Test
	void aSessionThatIsLoggedAlreadyIsNotDiscarded() {
		this.timer.start(this.reader, this.id, this.entry, ago(30));
		this.timer.stop(this.reader, this.id, null);
		this.timer.finish(this.reader, this.id, new Pages.UpTo(10), null, OVERRIDDEN);
		assertThat(this.timer.discard(this.reader, this.id)).isEqualTo(ReadingTimer.Discarded.LOGGED);
		assertThat(rows("reading_sessions")).isEqualTo(1);
	}

	@Test
	void aConfirmedTimerIsNoLongerForgottenHoweverLongItWaitsForItsPage() {
		this.timer.start(this.reader, this.id, this.entry, ago(1_000));
		this.timer.stop(this.reader, this.id, ago(400));
		this.jdbc
			.sql("UPDATE timed_sessions SET confirmed_at = stopped_at - interval '10 minutes' WHERE session_id = ?")
			.param(this.id.value())
			.update();
		TimedSession stopped = this.timer.open(this.reader).getFirst();
		assertThat(stopped.unattended(NOW)).isEqualTo(Duration.ofMinutes(10));
		assertThat(this.timer.outlook(this.reader, stopped).unlikely()).isFalse();
	}

	@Test
	void aForgottenTimerIsAskedAboutWithTheReadersOwnMedian() {
		for (int i = 1; i <= 3; i++) {
			this.sessions.log(this.reader, new SessionId(UUID.randomUUID()), this.entry,
					new Sitting(ago(1000L * i), ago(980L * i), Duration.ZERO), new Pages.Count(10), null, OVERRIDDEN);
		}
		this.timer.start(this.reader, this.id, this.entry, ago(170));
		assertThat(outlook().unlikely()).isFalse();
		assertThat(outlook().median()).isEqualTo(Duration.ofMinutes(40));
		this.timer.stop(this.reader, this.id, null);
		this.timer.discard(this.reader, this.id);
		SessionId forgotten = new SessionId(UUID.randomUUID());
		this.timer.start(this.reader, forgotten, this.entry, ago(540));
		TimedSession running = this.timer.running(this.reader).orElseThrow();
		assertThat(this.timer.outlook(this.reader, running).unlikely()).isTrue();
		this.timer.confirm(this.reader, forgotten);
		assertThat(this.timer.outlook(this.reader, this.timer.running(this.reader).orElseThrow()).unlikely()).isFalse();
		assertThat(this.timer.stopAfter(this.reader, forgotten, Duration.ofMinutes(40))).isTrue();
		assertThat(this.timer.open(this.reader)).singleElement()
			.satisfies(stopped -> assertThat(stopped.stoppedAt()).isEqualTo(ago(500)));
	}

	@Test
	void thePageIsGuessedFromThePace() {
		this.sessions.log(this.reader, new SessionId(UUID.randomUUID()), this.entry,
				new Sitting(ago(500), ago(440), Duration.ZERO), new Pages.UpTo(40), null, OVERRIDDEN);
		this.timer.start(this.reader, this.id, this.entry, ago(30));
		assertThat(outlook()).extracting(ReadingTimer.Outlook::fromPage, ReadingTimer.Outlook::page)
			.containsExactly(40, 60);
	}

	@Test
	void discardedSessionIsRestoredAsStopped() {
		this.timer.start(this.reader, this.id, this.entry, ago(30));
		assertThat(this.timer.discard(this.reader, this.id)).isEqualTo(ReadingTimer.Discarded.DISCARDED);
		assertThat(this.timer.open(this.reader)).isEmpty();
		this.timer.restore(this.reader, this.id);
		assertThat(this.timer.open(this.reader)).singleElement().matches(TimedSession::isStopped);
	}

	@Test
	void removedBookHidesItsTimerUntilItIsRestored() {
		this.timer.start(this.reader, this.id, this.entry, ago(30));
		this.list.remove(this.reader, this.entry);
		assertThat(this.timer.open(this.reader)).isEmpty();
		assertThatExceptionOfType(NoSuchEntryException.class)
			.isThrownBy(() -> this.timer.start(this.reader, new SessionId(UUID.randomUUID()), this.entry, null));
		this.list.restore(this.reader, this.entry);
		assertThat(this.timer.open(this.reader)).singleElement()
			.satisfies(stopped -> assertThat(stopped.active(NOW)).isEqualTo(Duration.ofMinutes(30)));
	}

	@Test
	void discardedSessionIsNotRestoredWhileItsBookIsRemoved() {
		this.timer.start(this.reader, this.id, this.entry, ago(30));
		this.timer.discard(this.reader, this.id);
		this.list.remove(this.reader, this.entry);
		assertThat(this.timer.restore(this.reader, this.id)).isFalse();
		assertThat(this.timer.open(this.reader)).isEmpty();
		this.list.restore(this.reader, this.entry);
		assertThat(this.timer.restore(this.reader, this.id)).isTrue();
		assertThat(this.timer.open(this.reader)).hasSize(1);
	}

	@Test
	void timerOfARemovedBookIsHidden() {
		this.timer.start(this.reader, this.id, this.entry, ago(30));
		this.jdbc.sql("UPDATE user_tbr_list SET removed_at = now() WHERE tbr_id = ?")
			.param(this.entry.value())
			.update();
		assertThat(this.timer.running(this.reader)).isEmpty();
		assertThat(this.timer.open(this.reader)).isEmpty();
	}

	@Test
	void aTimerStartedASecondAgoDoesNotComeBackWithItsBook() {
		this.timer.start(this.reader, this.id, this.entry, NOW.minusSeconds(1));
		this.list.remove(this.reader, this.entry);
		this.list.restore(this.reader, this.entry);
		assertThat(this.timer.open(this.reader)).isEmpty();
	}

	@Test
	void startingAndRemovingABookAtOnceLeavesNoTimerBehind() throws Exception {
		for (int i = 0; i < 20; i++) {
			EntryId contested = TestBooks.onList(this.jdbc, this.reader, "Faraon", 700);
			SessionId session = new SessionId(UUID.randomUUID());
			atOnce(() -> this.timer.start(this.reader, session, contested, ago(30)),
					() -> this.list.remove(this.reader, contested));
			assertThat(
					this.jdbc.sql("SELECT count(*) FROM timed_sessions WHERE session_id = ? AND discarded_at IS NULL")
						.param(session.value())
						.query(Integer.class)
						.single())
				.isZero();
		}
	}

	@Test
	void namingThePageAndRemovingTheBookConcurrentlyBothSucceed() throws Exception {
		for (int i = 0; i < 20; i++) {
			EntryId contested = TestBooks.onList(this.jdbc, this.reader, "Faraon", 700);
			SessionId session = new SessionId(UUID.randomUUID());
			this.timer.deliver(this.reader, session, contested, ago(60L * i + 50), ago(60L * i + 10), Duration.ZERO);
			atOnce(() -> this.timer.finish(this.reader, session, new Pages.UpTo(5), null, OVERRIDDEN),
					() -> this.list.remove(this.reader, contested));
		}
	}

	/** Runs both at once; either may fail because the book has been removed. */
	private static void atOnce(Runnable one, Runnable other) throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			for (Future<?> step : Stream.of(one, other).map(work -> threads.submit(() -> {
				go.await();
				try {
					work.run();
				}
				catch (NoSuchEntryException ex) {
					// The other one removed the book first
				}
				return null;
			})).peek(step -> go.countDown()).toList()) {
				step.get();
			}
		}
	}

	@Test
	void timerOfAnotherReaderCannotBeChanged() {
		this.timer.start(this.reader, this.id, this.entry, ago(30));
		ReaderId stranger = TestReaders.create(this.jdbc);
		assertThatExceptionOfType(NoSuchSessionException.class)
			.isThrownBy(() -> this.timer.stop(stranger, this.id, null));
		assertThatExceptionOfType(NoSuchEntryException.class)
			.isThrownBy(() -> this.timer.start(stranger, new SessionId(UUID.randomUUID()), this.entry, null));
		assertThat(this.timer.running(this.reader)).isPresent();
	}

	private ReadingTimer.Outlook outlook() {
		return this.timer.outlook(this.reader, this.timer.running(this.reader).orElseThrow());
	}

	private int rows(String table) {
		return this.jdbc.sql("SELECT count(*) FROM %s WHERE user_id = ?".formatted(table))
			.param(this.reader.value())
			.query(Integer.class)
			.single();
	}

	private static Instant ago(long minutes) {
		return NOW.minus(Duration.ofMinutes(minutes));
	}

}
