package pl.chronobook.reading.domain;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;
import org.jspecify.annotations.Nullable;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;
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
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Model-based test: after any sequence of a reader's steps with two books, the current
 * pages, the open timers and the statistics equal those of a plain model. A failing
 * sequence is shrunk to the shortest one that still fails.
 */
@WebTest
class SessionSequencesTests {

	private static final int PAGES = 400;

	private static final int MAX_STEPS = 120;

	/** The warnings that the reader overrides. */
	private static final Set<Reason> OVERRIDDEN = Set.of(Reason.OVERLAPS, Reason.TOO_FAST);

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

	@BeforeTry
	void injectBeans() throws Exception {
		new TestContextManager(getClass()).prepareTestInstance(this);
	}

	@Property(tries = 16, seed = "20270101", edgeCases = EdgeCasesMode.NONE)
	void pagesMinutesDaysAndCurrentPagesEqualAPlainRecomputation(@ForAll("sequences") ActionChain<World> sequence) {
		World world = sequence.run();
		world.compareDays();
		net.jqwik.api.statistics.Statistics.label("sessions were logged")
			.collect(world.model.logged > 0)
			.coverage(coverage -> {
				coverage.check(true).percentage(share -> share > 75);
			});
	}

	@Provide
	ActionChainArbitrary<World> sequences() {
		return ActionChain.startWith(() -> new World())
			.withAction(9, step("start", World::start))
			.withAction(3, step("pause", World::pause))
			.withAction(3, step("resume", World::resume))
			.withAction(3, step("stop", World::stop))
			.withAction(6, step("enterTheLastPage", World::enterTheLastPage))
			.withAction(3, step("log", World::log))
			.withAction(3, step("edit", World::edit))
			.withAction(3, step("removeOrRestore", World::removeOrRestore))
			.withAction(3, step("deliver", World::deliver))
			.withAction(3, step("discard", World::discard))
			.withAction(3, step("bringBack", World::bringBack))
			.withAction(1, step("finish", World::finish))
			.withAction(1, step("move", World::move))
			.withAction(3, step("enterAPage", World::enterAPage))
			.withMaxTransformations(MAX_STEPS);
	}

	private static Action.Independent<World> step(String name, Step step) {
		return new Action.Independent<>() {

			@Override
			public Arbitrary<Transformer<World>> transformer() {
				return Arbitraries.longs()
					.map(seed -> Transformer.mutate(name, world -> world.take(step, new Random(seed))));
			}

		};
	}

	/**
	 * A step of the reader.
	 */
	interface Step {

		/**
		 * Takes the step in the application and in the model, and compares the outcomes.
		 * @param at the time of the step
		 * @param entry the book, if the step needs one
		 * @param random the source of all other choices
		 */
		void take(World world, Instant at, EntryId entry, Random random);

	}

	/**
	 * A new reader with two books, in the application and in the model.
	 */
	final class World {

		private final MutableClock clock = MutableClock.of(Instant.parse("2027-01-01T08:00:00Z"), ZoneOffset.UTC);

		private final ReaderId reader = TestReaders.create(SessionSequencesTests.this.jdbc);

		private final List<String> steps = new ArrayList<>();

		private final Sessions sessions;

		private final ReadingTimer timer;

		private final ReadingList list;

		private final Statistics statistics;

		private final List<EntryId> books;

		private final Model model;

		World() {
			SessionSequencesTests beans = SessionSequencesTests.this;
			this.sessions = new Sessions(beans.sessionRows, new EstimatedSessions(beans.jdbc), beans.entries,
					beans.revisions, beans.readers, beans.jdbc, beans.events, this.clock);
			this.timer = new ReadingTimer(beans.timerRows, beans.sessionRows, this.sessions, beans.entries,
					beans.revisions, beans.readers, beans.jdbc, beans.events, this.clock);
			this.list = new ReadingList(beans.entries, beans.timerRows, beans.revisions, beans.catalog, beans.readers,
					beans.events, new ReadingSpeed(beans.jdbc), new ReadingProperties(10_000, false), this.clock);
			this.statistics = new Statistics(beans.jdbc, beans.readers, beans.catalog, this.clock);
			this.books = List.of(TestBooks.onList(beans.jdbc, this.reader, "Lalka", PAGES),
					TestBooks.onList(beans.jdbc, this.reader, "Faraon", PAGES));
			this.model = new Model(beans.readers.get(this.reader), this.books);
		}

		void take(Step step, Random random) {
			this.clock.add(Duration.ofSeconds(1 + random.nextInt(3_000)));
			step.take(this, this.clock.instant(), this.books.get(random.nextInt(this.books.size())), random);
			for (EntryId book : this.books) {
				assertThat(run(() -> this.list.entry(this.reader, book).currentPage())).as("%s", this.steps)
					.isEqualTo(this.model.currentPage(book));
			}
			assertThat(run(() -> this.timer.open(this.reader))).as("%s", this.steps)
				.extracting(TimedSession::id)
				.containsExactlyInAnyOrderElementsOf(this.model.open());
		}

		/** Compares the statistics of each day, which a rebuild must not change. */
		void compareDays() {
			Map<LocalDate, String> days = new TreeMap<>();
			this.statistics.chronicle(this.reader).days().forEach((day, tally) -> {
				if (tally.sessions() > 0) {
					days.put(day, "%d sessions, %.0f pages, %d s".formatted(tally.sessions(), tally.pages(),
							tally.seconds()));
				}
			});
			assertThat(days).as("%s", this.steps).isEqualTo(this.model.days());
			String stored = storedDays();
			SessionSequencesTests.this.jdbc.sql("SELECT rebuild_reading_days(?)")
				.param(this.reader.value())
				.query()
				.listOfRows();
			assertThat(stored).as("%s", this.steps).isEqualTo(storedDays());
		}

		/** Returns the stored sums of each day and book as text. */
		private String storedDays() {
			return SessionSequencesTests.this.jdbc.sql("""
					SELECT coalesce(string_agg(concat_ws(' ', day, tbr_id, trim_scale(pages), trim_scale(seconds),
					  sessions, trim_scale(longest)), '; ' ORDER BY day, tbr_id), '')
					FROM reading_days WHERE user_id = ?""").param(this.reader.value()).query(String.class).single();
		}

		/** Changes the reader's time zone and the hour at which a day ends. */
		void move(Instant at, EntryId entry, Random random) {
			String zone = List.of("Europe/Warsaw", "America/New_York", "Australia/Lord_Howe").get(random.nextInt(3));
			int dayEndsAt = random.nextInt(7);
			this.steps.add("%s move to %s, day ends at %d".formatted(at, zone, dayEndsAt));
			SessionSequencesTests.this.jdbc.sql("UPDATE users SET time_zone = ?, day_ends_at = ? WHERE user_id = ?")
				.params(zone, dayEndsAt, this.reader.value())
				.update();
			this.model.reader = SessionSequencesTests.this.readers.get(this.reader);
		}

		void start(Instant at, EntryId entry, Random random) {
			SessionId id = new SessionId(UUID.randomUUID());
			boolean first = this.model.running == null;
			this.steps.add("%s start %s %s".formatted(at, id, entry));
			assertThat(run(() -> this.timer.start(this.reader, id, entry, null))).as("%s", this.steps).isEqualTo(first);
			if (first) {
				this.model.running = new Model.Timer(id, entry, at);
				this.model.reopenIfReadLater(entry, at);
			}
		}

		void pause(Instant at, EntryId entry, Random random) {
			this.model.anyTimer(random).ifPresent(known -> {
				this.steps.add(at + " pause " + known.id);
				run(() -> this.timer.pause(this.reader, known.id, null));
				known.pause(at);
			});
		}

		void resume(Instant at, EntryId entry, Random random) {
			this.model.anyTimer(random).ifPresent(known -> {
				this.steps.add(at + " resume " + known.id);
				run(() -> this.timer.resume(this.reader, known.id, null));
				known.resume(at);
			});
		}

		void stop(Instant at, EntryId entry, Random random) {
			this.model.anyTimer(random).ifPresent(known -> {
				this.steps.add(at + " stop " + known.id);
				known.stop(at);
				assertThat(run(() -> this.timer.stop(this.reader, known.id, null))).as("%s", this.steps)
					.isEqualTo(this.model.keepIfLongEnough(known));
			});
		}

		void enterTheLastPage(Instant at, EntryId entry, Random random) {
			this.model.anyStopped(random).ifPresent(stopped -> {
				int to = Math.max(0, this.model.currentPage(stopped.entry) + random.nextInt(60) - 10);
				this.steps.add(at + " page " + stopped.id + " " + to);
				boolean possible = this.model.log(stopped.id, stopped.entry, stopped.started, stopped.end(),
						stopped.paused, to, at);
				boolean done = attempt(
						() -> this.timer.finish(this.reader, stopped.id, new Pages.UpTo(to), null, OVERRIDDEN));
				assertThat(done).as("%s", this.steps).isEqualTo(possible);
				if (done) {
					this.model.stopped.remove(stopped);
				}
			});
		}

		void log(Instant at, EntryId entry, Random random) {
			Instant start = at.minusSeconds(60L * (5 + random.nextInt(6_000)));
			Instant end = start.plusSeconds(60L * (1 + random.nextInt(240)));
			int to = Math.max(0, this.model.currentPage(entry) + random.nextInt(60) - 20);
			SessionId id = new SessionId(UUID.randomUUID());
			this.steps.add("%s log %s %s %s %d".formatted(at, entry, start, end, to));
			boolean possible = this.model.log(id, entry, start, end, 0, to, at);
			assertThat(attempt(() -> this.sessions.log(this.reader, id, entry, new Sitting(start, end, Duration.ZERO),
					new Pages.UpTo(to), null, OVERRIDDEN)))
				.as("%s", this.steps)
				.isEqualTo(possible);
		}

		void edit(Instant at, EntryId entry, Random random) {
			this.model.any(random).ifPresent(old -> {
				int from = random.nextInt(PAGES);
				int to = from + random.nextInt(PAGES - from + 1);
				Instant end = old.start.plusSeconds(60L * (1 + random.nextInt(120)));
				this.steps.add(at + " edit " + old.id + " " + end + " " + from + "-" + to);
				Model.Session wanted = new Model.Session(old.id, old.entry, old.start, end, 0, from, to);
				boolean possible = !end.isAfter(at) && this.model.hasNoTwin(wanted);
				long version = this.sessions.get(this.reader, new SessionId(old.id)).version();
				boolean done = attempt(() -> this.sessions.change(this.reader, new SessionId(old.id), version,
						new Sitting(old.start, end, Duration.ZERO), new Pages.Span(from, to), null, OVERRIDDEN));
				assertThat(done).as("%s", this.steps).isEqualTo(possible);
				if (done) {
					this.model.sessions.put(old.id, wanted);
				}
			});
		}

		void removeOrRestore(Instant at, EntryId entry, Random random) {
			if (this.model.removed != null && this.model.hasNoTwin(this.model.removed)) {
				Model.Session back = this.model.removed;
				this.model.removed = null;
				this.steps.add(at + " restore " + back.id);
				run(() -> this.sessions.restore(this.reader, new SessionId(back.id)));
				this.model.sessions.put(back.id, back);
			}
			else {
				this.model.any(random).ifPresent(old -> {
					this.steps.add(at + " remove " + old.id);
					run(() -> this.sessions.remove(this.reader, new SessionId(old.id)));
					this.model.sessions.remove(old.id);
					this.model.removed = old;
				});
			}
		}

		void deliver(Instant at, EntryId entry, Random random) {
			// Either the running timer, or a session whose start never reached the server
			boolean known = this.model.running != null && random.nextBoolean();
			Model.Timer delivered = known ? this.model.running : new Model.Timer(new SessionId(UUID.randomUUID()),
					entry, at.minusSeconds(1 + random.nextInt(90_000)));
			long length = Duration.between(delivered.started, at).toSeconds();
			Instant end = delivered.started.plusSeconds(random.nextLong(length + 1));
			long paused = random.nextLong(Duration.between(delivered.started, end).toSeconds() + 1);
			this.steps.add("%s deliver %s %s %s paused %d".formatted(at, delivered.id, delivered.started, end, paused));
			delivered.replace(end, paused);
			boolean kept = this.model.keepIfLongEnough(delivered);
			assertThat(run(() -> this.timer.deliver(this.reader, delivered.id, delivered.entry, delivered.started, end,
					Duration.ofSeconds(paused))))
				.as("%s", this.steps)
				.isEqualTo(kept);
			if (kept && !known) {
				this.model.reopenIfReadLater(delivered.entry, delivered.started);
			}
		}

		void discard(Instant at, EntryId entry, Random random) {
			this.model.anyTimer(random).ifPresent(known -> {
				this.steps.add(at + " discard " + known.id);
				known.stop(at);
				boolean kept = this.model.keepIfLongEnough(known);
				assertThat(run(() -> this.timer.discard(this.reader, known.id))).as("%s", this.steps)
					.isEqualTo(kept ? ReadingTimer.Discarded.DISCARDED : ReadingTimer.Discarded.NOTHING);
				if (kept) {
					this.model.stopped.remove(known);
					this.model.discarded.add(known);
				}
			});
		}

		void bringBack(Instant at, EntryId entry, Random random) {
			if (!this.model.discarded.isEmpty()) {
				Model.Timer back = this.model.discarded.removeLast();
				this.steps.add(at + " bring back " + back.id);
				assertThat(run(() -> this.timer.restore(this.reader, back.id))).as("%s", this.steps).isTrue();
				this.model.stopped.add(back);
			}
		}

		void finish(Instant at, EntryId entry, Random random) {
			if (this.model.canFinish(entry, at)) {
				this.steps.add(at + " finish " + entry);
				run(() -> this.list.finish(this.reader, entry, this.list.entry(this.reader, entry).version(), null,
						null));
				this.model.finish(entry, at);
			}
		}

		void enterAPage(Instant at, EntryId entry, Random random) {
			int page = 1 + random.nextInt(PAGES / 2);
			this.steps.add("%s enters page %d of %s".formatted(at, page, entry));
			run(() -> this.list.moveTo(this.reader, entry, this.list.entry(this.reader, entry).version(), page));
			this.model.enterPage(entry, page, at);
		}

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
	 * The plain model: it keeps every session and entered page in memory, and recomputes
	 * everything from them.
	 */
	private static final class Model {

		private Reader reader;

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
			return shelf(entry).finished ? PAGES : pageAt(entry, Instant.MAX, null);
		}

		void enterPage(EntryId entry, int page, Instant at) {
			this.books.put(entry, new Shelf(false, shelf(entry).finishedOn, page, at));
		}

		boolean canFinish(EntryId entry, Instant at) {
			return !this.reader.dayOf(at).equals(shelf(entry).finishedOn);
		}

		void finish(EntryId entry, Instant at) {
			this.books.put(entry, new Shelf(true, this.reader.dayOf(at), PAGES, at));
		}

		/** Begins a re-reading if a finished book is read on a later day. */
		void reopenIfReadLater(EntryId entry, Instant at) {
			Shelf shelf = shelf(entry);
			if (shelf.finished && this.reader.dayOf(at).isAfter(shelf.finishedOn)) {
				boolean later = shelf.markedAt != null && shelf.markedAt.isAfter(at);
				this.books.put(entry, new Shelf(false, shelf.finishedOn, 0, later ? shelf.markedAt : at));
			}
		}

		/** Logs a session if it is possible; otherwise changes nothing. */
		boolean log(SessionId id, EntryId entry, Instant start, Instant end, long paused, int to, Instant now) {
			Shelf before = shelf(entry);
			reopenIfReadLater(entry, start);
			Shelf shelf = shelf(entry);
			boolean known = (shelf.markedAt != null && !shelf.markedAt.isAfter(start)) || this.sessions.values()
				.stream()
				.anyMatch(other -> other.entry.equals(entry) && !other.end.isAfter(start));
			Session session = new Session(id.value(), entry, start, end, paused,
					pageAt(entry, known ? start : end, id.value()), to);
			boolean possible = session.isPossible() && !end.isAfter(now) && hasNoTwin(session)
					&& isStartKnown(entry, end);
			if (possible) {
				this.sessions.put(id.value(), session);
				this.logged++;
			}
			else {
				this.books.put(entry, before);
			}
			return possible;
		}

		/**
		 * The first page of a session is unknown if every known page of the book is from
		 * a later time.
		 */
		private boolean isStartKnown(EntryId entry, Instant end) {
			Instant mark = shelf(entry).markedAt;
			List<Instant> known = Stream
				.concat(Stream.ofNullable(mark),
						this.sessions.values()
							.stream()
							.filter(session -> session.entry.equals(entry))
							.map(session -> session.end))
				.toList();
			return known.isEmpty() || known.stream().anyMatch(at -> !at.isAfter(end));
		}

		/** Returns the last known page at a time, without the given session. */
		private int pageAt(EntryId entry, Instant until, @Nullable UUID itself) {
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

		/**
		 * Ends a timer. It waits for its last page, unless it was too short.
		 * @return whether it waits
		 */
		boolean keepIfLongEnough(Timer timer) {
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
			Map<LocalDate, String> sums = new TreeMap<>();
			days.forEach((day, read) -> sums.put(day,
					"%d sessions, %d pages, %d s".formatted(read.size(),
							read.stream().mapToInt(session -> session.to - session.from).sum(),
							read.stream().mapToLong(Session::seconds).sum())));
			return sums;
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

			void replace(Instant end, long pausedSeconds) {
				this.stopped = end;
				this.paused = pausedSeconds;
			}

			Instant end() {
				return Objects.requireNonNull(this.stopped);
			}

		}

	}

}
