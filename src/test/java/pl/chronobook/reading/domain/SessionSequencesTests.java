package pl.chronobook.reading.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.SessionId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a reader does with two books in whatever order, the current pages, the open
 * timers and the statistics are what a plain model of the same steps says. Each seed is
 * another sequence of steps; a failure prints the steps that led to it.
 */
@WebTest
class SessionSequencesTests {

	private static final int PAGES = 400;

	private static final int STEPS = 120;

	@Autowired
	private ReadingSessions sessionRows;

	@Autowired
	private TimedSessions timerRows;

	@Autowired
	private ListEntries entries;

	@Autowired
	private Revisions revisions;

	@Autowired
	private Catalog catalog;

	@Autowired
	private Readers readers;

	@Autowired
	private ApplicationEventPublisher events;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	private Instant now = Instant.parse("2027-01-01T08:00:00Z");

	private final Clock clock = new Clock() {

		@Override
		public Instant instant() {
			return SessionSequencesTests.this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return Clock.fixed(instant(), zone);
		}

	};

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 })
	void pagesMinutesDaysAndCurrentPagesAreWhatAPlainRecomputationSays(long seed) {
		Random random = new Random(seed);
		Sessions sessions = new Sessions(this.sessionRows, this.entries, this.revisions, this.readers, this.jdbc,
				this.events, this.clock);
		ReadingTimer timer = new ReadingTimer(this.timerRows, this.sessionRows, sessions, this.entries, this.revisions,
				this.readers, this.jdbc, this.events, this.clock);
		ReadingList list = new ReadingList(this.entries, this.timerRows, this.revisions, this.catalog, this.readers,
				this.events, this.clock);
		Statistics statistics = new Statistics(this.jdbc, this.readers, this.catalog, this.clock);
		ReaderId reader = TestReaders.create(this.jdbc);
		Reader account = this.readers.get(reader);
		List<EntryId> books = List.of(TestBooks.onList(this.jdbc, reader, "Lalka", PAGES),
				TestBooks.onList(this.jdbc, reader, "Faraon", PAGES));
		Model model = new Model(account, books);
		List<String> steps = new ArrayList<>();
		for (int i = 0; i < STEPS; i++) {
			this.now = this.now.plusSeconds(1 + random.nextInt(3_000));
			Instant at = this.now;
			EntryId entry = books.get(random.nextInt(books.size()));
			switch (random.nextInt(16)) {
				case 0, 1, 2 -> {
					SessionId id = new SessionId(UUID.randomUUID());
					boolean first = model.running == null;
					steps.add("%s start %s %s".formatted(at, id, entry));
					assertThat(run(() -> timer.start(reader, id, entry, null))).as("%s", steps).isEqualTo(first);
					if (first) {
						model.running = new Model.Timer(id, entry, at);
						model.readOn(entry, at);
					}
				}
				case 3 -> model.anyTimer(random).ifPresent(known -> {
					steps.add(at + " pause " + known.id);
					run(() -> timer.pause(reader, known.id, null));
					known.pause(at);
				});
				case 4 -> model.anyTimer(random).ifPresent(known -> {
					steps.add(at + " resume " + known.id);
					run(() -> timer.resume(reader, known.id, null));
					known.resume(at);
				});
				case 5 -> model.anyTimer(random).ifPresent(known -> {
					steps.add(at + " stop " + known.id);
					known.stop(at);
					assertThat(run(() -> timer.stop(reader, known.id, null))).as("%s", steps)
						.isEqualTo(model.isKept(known));
				});
				case 6, 7 -> model.anyStopped(random).ifPresent(stopped -> {
					int to = Math.max(0, model.currentPage(stopped.entry) + random.nextInt(60) - 10);
					steps.add(at + " page " + stopped.id + " " + to);
					boolean possible = model.log(stopped.id, stopped.entry, stopped.started, stopped.end(),
							stopped.paused, to, at);
					boolean done = attempt(() -> timer.finish(reader, stopped.id, new Pages.UpTo(to), null));
					assertThat(done).as("%s", steps).isEqualTo(possible);
					if (done) {
						model.stopped.remove(stopped);
					}
				});
				case 8 -> {
					Instant start = at.minusSeconds(60L * (5 + random.nextInt(6_000)));
					Instant end = start.plusSeconds(60L * (1 + random.nextInt(240)));
					int to = Math.max(0, model.currentPage(entry) + random.nextInt(60) - 20);
					SessionId id = new SessionId(UUID.randomUUID());
					steps.add("%s log %s %s %s %d".formatted(at, entry, start, end, to));
					boolean possible = model.log(id, entry, start, end, 0, to, at);
					assertThat(attempt(() -> sessions.log(reader, id, entry, new Sitting(start, end, Duration.ZERO),
							new Pages.UpTo(to), null, true)))
						.as("%s", steps)
						.isEqualTo(possible);
				}
				case 9 -> model.any(random).ifPresent(old -> {
					int from = random.nextInt(PAGES);
					int to = from + random.nextInt(PAGES - from + 1);
					Instant end = old.start.plusSeconds(60L * (1 + random.nextInt(120)));
					steps.add(at + " edit " + old.id + " " + end + " " + from + "-" + to);
					Model.Session wanted = new Model.Session(old.id, old.entry, old.start, end, 0, from, to);
					boolean possible = !end.isAfter(at) && model.hasNoTwin(wanted);
					long version = sessions.get(reader, new SessionId(old.id)).version();
					boolean done = attempt(() -> sessions.change(reader, new SessionId(old.id), version,
							new Sitting(old.start, end, Duration.ZERO), new Pages.Span(from, to), null, true));
					assertThat(done).as("%s", steps).isEqualTo(possible);
					if (done) {
						model.sessions.put(old.id, wanted);
					}
				});
				case 10 -> {
					if (model.removed != null && model.hasNoTwin(model.removed)) {
						Model.Session back = model.removed;
						model.removed = null;
						steps.add(at + " restore " + back.id);
						run(() -> sessions.restore(reader, new SessionId(back.id)));
						model.sessions.put(back.id, back);
					}
					else {
						model.any(random).ifPresent(old -> {
							steps.add(at + " remove " + old.id);
							run(() -> sessions.remove(reader, new SessionId(old.id)));
							model.sessions.remove(old.id);
							model.removed = old;
						});
					}
				}
				case 11 -> {
					// A start that had arrived, or a session of which nobody knows yet
					boolean known = model.running != null && random.nextBoolean();
					Model.Timer delivered = known ? model.running : new Model.Timer(new SessionId(UUID.randomUUID()),
							entry, at.minusSeconds(1 + random.nextInt(90_000)));
					long length = Duration.between(delivered.started, at).toSeconds();
					Instant end = delivered.started.plusSeconds(random.nextLong(length + 1));
					long paused = random.nextLong(Duration.between(delivered.started, end).toSeconds() + 1);
					steps.add("%s deliver %s %s %s paused %d".formatted(at, delivered.id, delivered.started, end,
							paused));
					delivered.whole(end, paused);
					boolean kept = model.isKept(delivered);
					assertThat(run(() -> timer.deliver(reader, delivered.id, delivered.entry, delivered.started, end,
							Duration.ofSeconds(paused))))
						.as("%s", steps)
						.isEqualTo(kept);
					if (kept && !known) {
						model.readOn(delivered.entry, delivered.started);
					}
				}
				case 12 -> model.anyTimer(random).ifPresent(known -> {
					steps.add(at + " discard " + known.id);
					known.stop(at);
					boolean kept = model.isKept(known);
					assertThat(run(() -> timer.discard(reader, known.id))).as("%s", steps)
						.isEqualTo(kept ? ReadingTimer.Discarded.DISCARDED : ReadingTimer.Discarded.NOTHING);
					if (kept) {
						model.stopped.remove(known);
						model.discarded.add(known);
					}
				});
				case 13 -> {
					if (!model.discarded.isEmpty()) {
						Model.Timer back = model.discarded.removeLast();
						steps.add(at + " bring back " + back.id);
						assertThat(run(() -> timer.restore(reader, back.id))).as("%s", steps).isTrue();
						model.stopped.add(back);
					}
				}
				case 14 -> {
					if (random.nextInt(3) == 0 && model.canFinish(entry, at)) {
						steps.add(at + " finish " + entry);
						run(() -> list.finish(reader, entry, list.entry(reader, entry).version(), null, null));
						model.finish(entry, at);
					}
				}
				default -> {
					int page = 1 + random.nextInt(PAGES / 2);
					steps.add("%s says page %d of %s".formatted(at, page, entry));
					run(() -> list.moveTo(reader, entry, list.entry(reader, entry).version(), page));
					model.say(entry, page, at);
				}
			}
			for (EntryId book : books) {
				assertThat(run(() -> list.entry(reader, book).currentPage())).as("%s", steps)
					.isEqualTo(model.currentPage(book));
			}
			assertThat(run(() -> timer.open(reader))).as("%s", steps)
				.extracting(TimedSession::id)
				.containsExactlyInAnyOrderElementsOf(model.open());
		}
		Map<LocalDate, String> days = new TreeMap<>();
		statistics.chronicle(reader).days().forEach((day, tally) -> {
			if (tally.sessions() > 0) {
				days.put(day,
						"%d sessions, %.0f pages, %d s".formatted(tally.sessions(), tally.pages(), tally.seconds()));
			}
		});
		assertThat(days).as("%s", steps).isEqualTo(model.days());
		assertThat(model.logged).isPositive();
	}

	private void run(Runnable step) {
		this.transaction.executeWithoutResult(status -> step.run());
	}

	private <T> T run(Supplier<T> step) {
		return this.transaction.execute(status -> step.get());
	}

	private boolean attempt(Supplier<?> step) {
		try {
			run(step);
			return true;
		}
		catch (ImpossibleSessionException ex) {
			return false;
		}
	}

	/**
	 * The plain model: every statement in memory, everything recomputed from them.
	 */
	private static final class Model {

		private final Reader reader;

		private final Map<EntryId, Shelf> books = new HashMap<>();

		private final Map<UUID, Session> sessions = new TreeMap<>();

		private final List<Timer> stopped = new ArrayList<>();

		private final List<Timer> discarded = new ArrayList<>();

		private @Nullable Timer running;

		private @Nullable Session removed;

		private int logged;

		Model(Reader reader, List<EntryId> books) {
			this.reader = reader;
			books.forEach(book -> this.books.put(book, new Shelf(false, null, 0, null)));
		}

		int currentPage(EntryId entry) {
			return shelf(entry).finished ? PAGES : statement(entry, Instant.MAX, null);
		}

		void say(EntryId entry, int page, Instant at) {
			this.books.put(entry, new Shelf(false, shelf(entry).finishedOn, page, at));
		}

		boolean canFinish(EntryId entry, Instant at) {
			return !this.reader.dayOf(at).equals(shelf(entry).finishedOn);
		}

		void finish(EntryId entry, Instant at) {
			this.books.put(entry, new Shelf(true, this.reader.dayOf(at), PAGES, at));
		}

		/** A finished book that is read on a later day is begun again. */
		void readOn(EntryId entry, Instant at) {
			Shelf shelf = shelf(entry);
			if (shelf.finished && this.reader.dayOf(at).isAfter(shelf.finishedOn)) {
				boolean later = shelf.markedAt != null && shelf.markedAt.isAfter(at);
				this.books.put(entry, new Shelf(false, shelf.finishedOn, 0, later ? shelf.markedAt : at));
			}
		}

		/** Logs a session if that can be. */
		boolean log(SessionId id, EntryId entry, Instant start, Instant end, long paused, int to, Instant now) {
			Shelf before = shelf(entry);
			readOn(entry, start);
			Shelf shelf = shelf(entry);
			boolean known = (shelf.markedAt != null && !shelf.markedAt.isAfter(start)) || this.sessions.values()
				.stream()
				.anyMatch(other -> other.entry.equals(entry) && !other.end.isAfter(start));
			Session session = new Session(id.value(), entry, start, end, paused,
					statement(entry, known ? start : end, id.value()), to);
			boolean possible = session.isPossible() && !end.isAfter(now) && hasNoTwin(session);
			if (possible) {
				this.sessions.put(id.value(), session);
				this.logged++;
			}
			else {
				this.books.put(entry, before);
			}
			return possible;
		}

		private int statement(EntryId entry, Instant until, @Nullable UUID itself) {
			Shelf shelf = shelf(entry);
			Optional<Session> last = this.sessions.values()
				.stream()
				.filter(session -> session.entry.equals(entry))
				.filter(session -> !session.id.equals(itself) && !session.end.isAfter(until))
				.max(Comparator.comparing((Session session) -> session.end)
					.thenComparing(session -> session.start)
					.thenComparing(session -> session.id.toString()));
			boolean marked = shelf.markedAt != null && !shelf.markedAt.isAfter(until);
			if (last.isPresent() && (!marked || !last.get().end.isBefore(shelf.markedAt))) {
				return last.get().to;
			}
			return marked ? shelf.mark : 0;
		}

		boolean hasNoTwin(Session session) {
			return this.sessions.values()
				.stream()
				.noneMatch(other -> !other.id.equals(session.id) && other.entry.equals(session.entry)
						&& other.start.equals(session.start) && other.end.equals(session.end));
		}

		Optional<Session> any(Random random) {
			return this.sessions.values().stream().skip(random.nextInt(this.sessions.size() + 1)).findFirst();
		}

		Optional<Timer> anyTimer(Random random) {
			return (this.running != null && random.nextInt(4) > 0) ? Optional.of(this.running) : anyStopped(random);
		}

		Optional<Timer> anyStopped(Random random) {
			return this.stopped.isEmpty() ? Optional.empty()
					: Optional.of(this.stopped.get(random.nextInt(this.stopped.size())));
		}

		List<SessionId> open() {
			return Stream.concat(this.stopped.stream(), Stream.ofNullable(this.running))
				.map(timer -> timer.id)
				.toList();
		}

		/** A timer has ended: it waits for its page, unless it was a slip. */
		boolean isKept(Timer timer) {
			if (timer == this.running) {
				this.running = null;
			}
			this.stopped.remove(timer);
			boolean kept = Duration.between(timer.started, timer.end()).toSeconds() - timer.paused >= 30;
			if (kept) {
				this.stopped.add(timer);
			}
			return kept;
		}

		Map<LocalDate, String> days() {
			Map<LocalDate, List<Session>> days = new TreeMap<>();
			this.sessions.values()
				.forEach(session -> days.computeIfAbsent(this.reader.dayOf(session.start), day -> new ArrayList<>())
					.add(session));
			Map<LocalDate, String> told = new TreeMap<>();
			days.forEach((day, read) -> told.put(day,
					"%d sessions, %d pages, %d s".formatted(read.size(),
							read.stream().mapToInt(session -> session.to - session.from).sum(),
							read.stream().mapToLong(Session::seconds).sum())));
			return told;
		}

		private Shelf shelf(EntryId entry) {
			return Objects.requireNonNull(this.books.get(entry));
		}

		private record Shelf(boolean finished, @Nullable LocalDate finishedOn, int mark, @Nullable Instant markedAt) {
		}

		private record Session(UUID id, EntryId entry, Instant start, Instant end, long paused, int from, int to) {

			long seconds() {
				return Duration.between(this.start, this.end).toSeconds() - this.paused;
			}

			boolean isPossible() {
				return this.to >= this.from && this.to <= PAGES && seconds() <= Duration.ofDays(1).toSeconds();
			}

		}

		private static final class Timer {

			private final SessionId id;

			private final EntryId entry;

			private final Instant started;

			private long paused;

			private @Nullable Instant pausedAt;

			private @Nullable Instant stopped;

			Timer(SessionId id, EntryId entry, Instant started) {
				this.id = id;
				this.entry = entry;
				this.started = started;
			}

			void pause(Instant at) {
				if (this.stopped == null && this.pausedAt == null) {
					this.pausedAt = at;
				}
			}

			void resume(Instant at) {
				if (this.stopped == null && this.pausedAt != null) {
					this.paused += Duration.between(this.pausedAt, at).toSeconds();
					this.pausedAt = null;
				}
			}

			void stop(Instant at) {
				if (this.stopped == null) {
					this.stopped = (this.pausedAt != null) ? this.pausedAt : at;
				}
			}

			void whole(Instant end, long pausedSeconds) {
				this.stopped = end;
				this.paused = pausedSeconds;
			}

			Instant end() {
				return Objects.requireNonNull(this.stopped);
			}

		}

	}

}
