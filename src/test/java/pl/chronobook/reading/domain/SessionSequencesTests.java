package pl.chronobook.reading.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

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
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.SessionId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a reader does in whatever order, the stored sessions and the current page are
 * what a plain model of the same steps says. Each seed is another sequence of steps; a
 * failure prints the steps that led to it.
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
	void pagesMinutesAndCurrentPageAreWhatAPlainRecomputationSays(long seed) {
		Random random = new Random(seed);
		Sessions sessions = new Sessions(this.sessionRows, this.entries, this.revisions, this.readers, this.jdbc,
				this.events, this.clock);
		ReadingTimer timer = new ReadingTimer(this.timerRows, this.sessionRows, sessions, this.entries, this.revisions,
				this.readers, this.jdbc, this.events, this.clock);
		ReadingList list = new ReadingList(this.entries, this.timerRows, this.revisions, this.catalog, this.readers,
				this.events, this.clock);
		ReaderId reader = TestReaders.create(this.jdbc);
		EntryId entry = TestBooks.onList(this.jdbc, reader, "Lalka", PAGES);
		Model model = new Model();
		List<String> steps = new ArrayList<>();
		for (int i = 0; i < STEPS; i++) {
			this.now = this.now.plusSeconds(1 + random.nextInt(3_000));
			Instant at = this.now;
			switch (random.nextInt(10)) {
				case 0, 1 -> {
					if (model.running == null) {
						model.running = new Model.Timer(new SessionId(UUID.randomUUID()), at);
						steps.add(at + " start");
						SessionId id = model.running.id;
						run(() -> timer.start(reader, id, entry, null));
					}
					else if (model.running.stopped == null) {
						SessionId second = new SessionId(UUID.randomUUID());
						assertThat(run(() -> timer.start(reader, second, entry, null))).isFalse();
					}
				}
				case 2 -> {
					if (model.running != null) {
						steps.add(at + " pause");
						model.running.pause(at);
						SessionId id = model.running.id;
						run(() -> {
							timer.pause(reader, id, null);
							return true;
						});
					}
				}
				case 3 -> {
					if (model.running != null) {
						steps.add(at + " resume");
						model.running.resume(at);
						SessionId id = model.running.id;
						run(() -> {
							timer.resume(reader, id, null);
							return true;
						});
					}
				}
				case 4 -> {
					if (model.running != null) {
						steps.add(at + " stop");
						boolean kept = model.running.stop(at);
						SessionId id = model.running.id;
						assertThat(run(() -> timer.stop(reader, id, null))).as("%s", steps).isEqualTo(kept);
						if (!kept) {
							model.running = null;
						}
					}
				}
				case 5 -> {
					if (model.running != null && model.running.stopped != null) {
						int to = Math.max(0, model.currentPage() + random.nextInt(60) - 10);
						steps.add(at + " page " + to);
						Model.Timer stopped = model.running;
						Model.Session wanted = model.session(stopped.id, stopped.started, stopped.stopped,
								stopped.paused, to);
						boolean done = attempt(() -> timer.finish(reader, stopped.id, new Pages.UpTo(to), null));
						assertThat(done).as("%s", steps).isEqualTo(wanted.isPossible());
						if (done) {
							model.sessions.put(stopped.id.value(), wanted);
							model.logged++;
							model.running = null;
						}
					}
				}
				case 6 -> {
					Instant start = at.minusSeconds(60L * (5 + random.nextInt(6_000)));
					Instant end = start.plusSeconds(60L * (1 + random.nextInt(240)));
					int to = Math.max(0, model.currentPage() + random.nextInt(60) - 20);
					SessionId id = new SessionId(UUID.randomUUID());
					steps.add(at + " log " + start + " " + end + " " + to);
					Model.Session wanted = model.session(id, start, end, 0, to);
					boolean possible = wanted.isPossible() && !end.isAfter(at) && model.hasNoTwin(wanted);
					boolean done = attempt(() -> sessions.log(reader, id, entry, new Sitting(start, end, Duration.ZERO),
							new Pages.UpTo(to), null, true));
					assertThat(done).as("%s", steps).isEqualTo(possible);
					if (done) {
						model.sessions.put(id.value(), wanted);
						model.logged++;
					}
				}
				case 7 -> model.any(random).ifPresent(old -> {
					int from = random.nextInt(PAGES);
					int to = from + random.nextInt(PAGES - from + 1);
					Instant end = old.start.plusSeconds(60L * (1 + random.nextInt(120)));
					steps.add(at + " edit " + old.id + " " + end + " " + from + "-" + to);
					Model.Session wanted = new Model.Session(old.id, old.start, end, 0, from, to);
					boolean possible = !end.isAfter(at) && model.hasNoTwin(wanted);
					long version = sessions.get(reader, new SessionId(old.id)).version();
					boolean done = attempt(() -> sessions.change(reader, new SessionId(old.id), version,
							new Sitting(old.start, end, Duration.ZERO), new Pages.Span(from, to), null, true));
					assertThat(done).as("%s", steps).isEqualTo(possible);
					if (done) {
						model.sessions.put(old.id, wanted);
					}
				});
				case 8 -> {
					if (model.removed != null && random.nextBoolean()) {
						Model.Session back = model.removed;
						model.removed = null;
						steps.add(at + " restore " + back.id);
						boolean possible = model.hasNoTwin(back);
						boolean done = attempt(() -> {
							sessions.restore(reader, new SessionId(back.id));
							return true;
						});
						if (possible) {
							assertThat(done).as("%s", steps).isTrue();
							model.sessions.put(back.id, back);
						}
					}
					else {
						model.any(random).ifPresent(old -> {
							steps.add(at + " remove " + old.id);
							run(() -> {
								sessions.remove(reader, new SessionId(old.id));
								return true;
							});
							model.sessions.remove(old.id);
							model.removed = old;
						});
					}
				}
				default -> {
					int page = random.nextInt(PAGES / 2);
					steps.add(at + " says page " + page);
					run(() -> {
						list.moveTo(reader, entry, list.entry(reader, entry).version(), page);
						return true;
					});
					model.mark = page;
					model.markedAt = at;
				}
			}
			assertThat(run(() -> list.entry(reader, entry).currentPage())).as("%s", steps)
				.isEqualTo(model.currentPage());
		}
		assertThat(this.jdbc.sql("""
				SELECT concat_ws(' ', count(*), coalesce(sum(pages_read), 0)::int,
				  coalesce(sum(extract(epoch FROM end_time - start_time) - paused_seconds), 0)::int)
				FROM reading_sessions WHERE user_id = ?""").param(reader.value()).query(String.class).single())
			.as("%s", steps)
			.isEqualTo(model.totals());
		assertThat(model.logged).isPositive();
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

		private final Map<UUID, Session> sessions = new TreeMap<>();

		private @Nullable Timer running;

		private @Nullable Session removed;

		private int logged;

		private int mark;

		private @Nullable Instant markedAt;

		int currentPage() {
			return statement(Instant.MAX, null);
		}

		Session session(SessionId id, Instant start, Instant end, long paused, int to) {
			boolean before = (this.markedAt != null && !this.markedAt.isAfter(start))
					|| this.sessions.values().stream().anyMatch(other -> !other.end.isAfter(start));
			return new Session(id.value(), start, end, paused, statement(before ? start : end, id.value()), to);
		}

		private int statement(Instant until, @Nullable UUID itself) {
			Optional<Session> last = this.sessions.values()
				.stream()
				.filter(session -> !session.id.equals(itself) && !session.end.isAfter(until))
				.max(Comparator.comparing((Session session) -> session.end)
					.thenComparing(session -> session.start)
					.thenComparing(session -> session.id.toString()));
			boolean marked = this.markedAt != null && !this.markedAt.isAfter(until);
			if (last.isPresent() && (!marked || !last.get().end.isBefore(this.markedAt))) {
				return last.get().to;
			}
			return marked ? this.mark : 0;
		}

		boolean hasNoTwin(Session session) {
			return this.sessions.values()
				.stream()
				.noneMatch(other -> !other.id.equals(session.id) && other.start.equals(session.start)
						&& other.end.equals(session.end));
		}

		Optional<Session> any(Random random) {
			return this.sessions.values().stream().skip(random.nextInt(this.sessions.size() + 1)).findFirst();
		}

		String totals() {
			return "%d %d %d".formatted(this.sessions.size(),
					this.sessions.values().stream().mapToInt(session -> session.to - session.from).sum(),
					this.sessions.values()
						.stream()
						.mapToLong(session -> Duration.between(session.start, session.end).toSeconds() - session.paused)
						.sum());
		}

		private record Session(UUID id, Instant start, Instant end, long paused, int from, int to) {

			boolean isPossible() {
				return this.to >= this.from && this.to <= PAGES;
			}

		}

		private static final class Timer {

			private final SessionId id;

			private final Instant started;

			private long paused;

			private @Nullable Instant pausedAt;

			private @Nullable Instant stopped;

			Timer(SessionId id, Instant started) {
				this.id = id;
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

			boolean stop(Instant at) {
				if (this.stopped == null) {
					this.stopped = (this.pausedAt != null) ? this.pausedAt : at;
				}
				return Duration.between(this.started, this.stopped).toSeconds() - this.paused >= 30;
			}

		}

	}

}
