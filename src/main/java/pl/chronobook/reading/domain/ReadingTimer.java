package pl.chronobook.reading.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.NoSuchSessionException;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingListChanged;
import pl.chronobook.reading.RunningTimers;
import pl.chronobook.reading.SessionId;

/**
 * The stopwatch of a reader. Its state is stored in the database, so it survives restarts
 * of browser and server, and at most one timer of a reader runs at a time. Every step is
 * idempotent. A step may state its time, because a phone that was offline delivers it
 * later; a time in the future or too far in the past is clamped.
 */
@Service
@Transactional
public class ReadingTimer implements RunningTimers {

	/** The time after which a reader without history is asked about a forgotten timer. */
	private static final Duration LONG = Duration.ofHours(3);

	/** The age up to which a forgotten timer is reported. */
	private static final Duration FORGOTTEN_LATELY = Duration.ofDays(2);

	/** The age up to which an offline step is accepted. */
	private static final Duration LATEST_DELIVERY = Duration.ofDays(30);

	/** The reading time from which a book's own pace is used. */
	private static final int ENOUGH_SECONDS = 1_200;

	private final TimedSessions timers;

	private final ReadingSessions logged;

	private final Sessions sessions;

	private final ListEntries entries;

	private final Revisions revisions;

	private final Readers readers;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ReadingTimer(TimedSessions timers, ReadingSessions logged, Sessions sessions, ListEntries entries,
			Revisions revisions, Readers readers, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.timers = timers;
		this.logged = logged;
		this.sessions = sessions;
		this.entries = entries;
		this.revisions = revisions;
		this.readers = readers;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * The timers that run, pause, or were stopped and wait for their page, newest first.
	 */
	@Transactional(readOnly = true)
	public List<TimedSession> open(ReaderId reader) {
		return this.timers.findOpen(reader.value());
	}

	/** The timer that runs or pauses. */
	@Transactional(readOnly = true)
	public Optional<TimedSession> running(ReaderId reader) {
		return this.timers.findRunning(reader.value());
	}

	/**
	 * Starts the timer for a book. A waiting, abandoned or finished book becomes one that
	 * is being read.
	 * @param id the id of the session, chosen by the client; the call is idempotent for
	 * an id
	 * @param at the time of the start; null for now
	 * @return false if another session is running, which then continues
	 */
	public boolean start(ReaderId reader, SessionId id, EntryId entry, @Nullable Instant at) {
		this.revisions.await(reader);
		ListEntry listed = listed(reader, entry);
		if (isLogged(reader, id)) {
			return true;
		}
		Instant start = when(at);
		if (this.timers.start(id.value(), reader.value(), entry.value(), start) == 0) {
			return this.timers.findForChange(id.value(), reader.value()).isPresent();
		}
		begin(reader, listed, start);
		return true;
	}

	/**
	 * Stores a session that was started and stopped offline; it then waits for its page.
	 * A running timer of another session continues. If the start of this session had
	 * arrived before, its timer is stopped.
	 * @param paused the pauses in it
	 * @return false if it was too short to keep
	 */
	public boolean deliver(ReaderId reader, SessionId id, EntryId entry, Instant start, Instant end, Duration paused) {
		this.revisions.await(reader);
		ListEntry listed = listed(reader, entry);
		if (isLogged(reader, id)) {
			return true;
		}
		Instant begun = when(start);
		Instant ended = when(end);
		boolean meant = Duration.between(begun, ended).minus(paused).compareTo(Sitting.SHORTEST) >= 0;
		if (meant && this.timers.deliver(id.value(), reader.value(), entry.value(), begun, ended,
				(int) paused.toSeconds()) == 1) {
			begin(reader, listed, begun);
			return true;
		}
		return find(reader, id).map(timer -> end(timer, known -> known.stop(ended, paused))).orElse(false);
	}

	/**
	 * Pauses the timer; what follows is no reading.
	 * @param at the time of the step; null for now
	 */
	public void pause(ReaderId reader, SessionId id, @Nullable Instant at) {
		change(reader, id, timer -> timer.pause(when(at)));
	}

	/**
	 * Goes on after a pause.
	 * @param at the time of the step; null for now
	 */
	public void resume(ReaderId reader, SessionId id, @Nullable Instant at) {
		change(reader, id, timer -> timer.resume(when(at)));
	}

	/**
	 * Stops the timer; the session then waits for its page.
	 * @param at the time of the step; null for now
	 * @return false if it was too short to keep
	 */
	public boolean stop(ReaderId reader, SessionId id, @Nullable Instant at) {
		return find(reader, id).map(timer -> end(timer, running -> running.stop(when(at))))
			.orElseGet(() -> isLogged(reader, id));
	}

	/**
	 * Stops a timer that somebody forgot.
	 * @param active the real reading time
	 * @return false if it was too short to keep
	 */
	public boolean stopAfter(ReaderId reader, SessionId id, Duration active) {
		return find(reader, id).map(timer -> end(timer, forgotten -> {
			forgotten.stop(this.clock.instant());
			forgotten.shorten(active);
		})).orElseGet(() -> isLogged(reader, id));
	}

	/** Confirms a session that looks forgotten. */
	public void confirm(ReaderId reader, SessionId id) {
		change(reader, id, timer -> timer.confirm(this.clock.instant()));
	}

	/**
	 * Discards a session; for thirty days this can be undone. A session that is logged
	 * already stays.
	 */
	public Discarded discard(ReaderId reader, SessionId id) {
		boolean kept = find(reader, id).map(timer -> end(timer, open -> open.discard(this.clock.instant())))
			.orElse(false);
		return kept ? Discarded.DISCARDED : isLogged(reader, id) ? Discarded.LOGGED : Discarded.NOTHING;
	}

	/**
	 * Brings a discarded session back, stopped.
	 * @return false if it cannot come back: it is too long ago, or its book is off the
	 * list
	 */
	public boolean restore(ReaderId reader, SessionId id) {
		this.revisions.await(reader);
		Optional<TimedSession> timer = find(reader, id);
		if (timer.isEmpty()) {
			return isLogged(reader, id);
		}
		boolean listed = this.entries.findByIdAndUserId(timer.get().entry().value(), reader.value())
			.filter(entry -> !entry.isRemoved())
			.isPresent();
		if (listed) {
			timer.get().restore();
		}
		return listed;
	}

	/**
	 * Logs a stopped session, now that its page is known.
	 * @param insisted the doubts that the reader has dismissed; time shared with another
	 * session is never one, since the timer measured it
	 * @throws pl.chronobook.reading.ImpossibleSessionException if it is impossible, or so
	 * implausible that the reader has to confirm it
	 * @throws pl.chronobook.reading.NoSuchSessionException if the timer still runs, or is
	 * not the reader's
	 */
	public Sessions.Logged finish(ReaderId reader, SessionId id, Pages pages, @Nullable String note,
			Set<Reason> insisted) {
		this.revisions.await(reader);
		Optional<TimedSession> timer = this.timers.findForChange(id.value(), reader.value())
			.filter(TimedSession::isStopped);
		if (timer.isEmpty()) {
			return this.sessions.again(reader, id);
		}
		Set<Reason> answered = EnumSet.of(Reason.OVERLAPS);
		answered.addAll(insisted);
		Sessions.Logged session = this.sessions.log(reader, id, timer.get().entry(), timer.get().sitting(), pages, note,
				answered);
		this.timers.delete(timer.get());
		return session;
	}

	/** Few timers run for hours, so each may take queries of its own. */
	@Override
	@Transactional(readOnly = true)
	public List<ForgottenTimer> forgotten() {
		Instant now = this.clock.instant();
		return this.timers.findRunningSince(now.minus(FORGOTTEN_LATELY), now.minus(LONG))
			.stream()
			.filter(timer -> isUnlikely(timer, now))
			.map(timer -> new ForgottenTimer(timer.reader(), timer.id(), timer.entry(), timer.startedAt(),
					timer.attendedAt()))
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public boolean isForgotten(ReaderId reader, SessionId session) {
		Instant now = this.clock.instant();
		return this.timers.findRunning(reader.value())
			.filter(timer -> timer.id().equals(session) && !timer.isPaused())
			.filter(timer -> !timer.startedAt().isBefore(now.minus(FORGOTTEN_LATELY))
					&& !timer.startedAt().isAfter(now.minus(LONG)))
			.filter(timer -> isUnlikely(timer, now))
			.isPresent();
	}

	private boolean isUnlikely(TimedSession timer, Instant now) {
		return timer.unattended(now).compareTo(habits(timer.reader(), timer.entry()).unlikely()) > 0;
	}

	/** Judges a timer by the reader's own sessions. */
	@Transactional(readOnly = true)
	public Outlook outlook(ReaderId reader, TimedSession timer) {
		Instant now = this.clock.instant();
		Habits habits = habits(reader, timer.entry());
		Instant end = (timer.stoppedAt() != null) ? timer.stoppedAt() : now;
		Integer from = this.sessions.pageBefore(reader, timer.entry(), timer.id(), timer.startedAt(), end).orElse(null);
		boolean unlikely = timer.unattended(now).compareTo(habits.unlikely()) > 0;
		if (from == null) {
			return new Outlook(null, null, unlikely, habits.median());
		}
		Integer last = this.entries.findByIdAndUserId(timer.entry().value(), reader.value())
			.map(ListEntry::pageCount)
			.orElse(null);
		long reached = from + Math.round(habits.pagesPerSecond() * timer.active(now).toSeconds());
		int page = (int) ((last != null) ? Math.max(from, Math.min(reached, last)) : reached);
		return new Outlook(from, page, unlikely, habits.median());
	}

	/** Deletes for good what was discarded long ago. */
	@Scheduled(cron = "0 37 3 * * *")
	void purge() {
		this.timers.deleteDiscardedBefore(this.clock.instant().minus(ReadingArchive.UNDO_TIME));
	}

	private Habits habits(ReaderId reader, EntryId entry) {
		return this.jdbc.sql("""
				WITH recent AS (
				  SELECT tbr_id, pages_read, extract(epoch FROM end_time - start_time) - paused_seconds AS seconds
				  FROM reading_sessions WHERE user_id = :reader ORDER BY end_time DESC LIMIT 200)
				SELECT sum(pages_read) / nullif(sum(seconds), 0) AS pace,
				  sum(pages_read) FILTER (WHERE tbr_id = :entry)
				    / nullif(sum(seconds) FILTER (WHERE tbr_id = :entry), 0) AS own_pace,
				  sum(seconds) FILTER (WHERE tbr_id = :entry) AS own_seconds,
				  percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
				  percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS long
				FROM recent""").param("reader", reader.value()).param("entry", entry.value()).query((row, number) -> {
			double pace = (row.getDouble("own_seconds") >= ENOUGH_SECONDS) ? row.getDouble("own_pace")
					: row.getDouble("pace");
			long median = row.getLong("median");
			Duration twiceLong = Duration.ofSeconds(2 * row.getLong("long"));
			return new Habits(pace, (median > 0) ? Duration.ofSeconds(median) : null,
					(twiceLong.compareTo(LONG) > 0) ? twiceLong : LONG);
		}).single();
	}

	private ListEntry listed(ReaderId reader, EntryId entry) {
		return this.entries.findByIdAndUserId(entry.value(), reader.value())
			.filter(found -> !found.isRemoved())
			.orElseThrow(() -> new NoSuchEntryException(entry));
	}

	private void begin(ReaderId reader, ListEntry entry, Instant at) {
		LocalDate day = this.readers.get(reader).dayOf(at);
		if (entry.isBegunBySittingOn(day)) {
			long revision = this.revisions.next(reader);
			this.entries.findForChange(entry.id().value(), reader.value()).ifPresent(found -> {
				found.start(day, at);
				this.sessions.settle(found);
			});
			this.events.publishEvent(new ReadingListChanged(reader, revision));
		}
	}

	/** Ends a timer, and returns whether it was long enough to keep. */
	private boolean end(TimedSession timer, Consumer<TimedSession> stop) {
		stop.accept(timer);
		if (timer.isSlip()) {
			this.timers.delete(timer);
			return false;
		}
		return true;
	}

	private void change(ReaderId reader, SessionId id, Consumer<TimedSession> change) {
		find(reader, id).ifPresent(change);
	}

	/**
	 * The timer; empty if its session is logged already or was not kept, so that a step
	 * repeated late does nothing.
	 * @throws NoSuchSessionException if the timer belongs to another reader
	 */
	private Optional<TimedSession> find(ReaderId reader, SessionId id) {
		Optional<TimedSession> timer = this.timers.findForChange(id.value(), reader.value());
		if (timer.isEmpty() && this.timers.existsById(id.value())) {
			throw new NoSuchSessionException(id);
		}
		return timer;
	}

	private boolean isLogged(ReaderId reader, SessionId id) {
		return this.logged.findByIdAndUserId(id.value(), reader.value()).isPresent();
	}

	private Instant when(@Nullable Instant at) {
		Instant now = this.clock.instant();
		if (at == null || at.isAfter(now)) {
			return now;
		}
		Instant earliest = now.minus(LATEST_DELIVERY);
		return at.isBefore(earliest) ? earliest : at;
	}

	/**
	 * The outcome of discarding a session.
	 */
	public enum Discarded {

		/** It was discarded and can be restored. */
		DISCARDED,

		/** There was nothing to keep. */
		NOTHING,

		/** It is logged already and stays. */
		LOGGED

	}

	/**
	 * A timer judged by the reader's own sessions.
	 *
	 * @param fromPage the page it began on; null if only later pages are known
	 * @param page the page it probably reached, at the reader's pace; null with fromPage
	 * @param unlikely whether it is so long that the timer may have been forgotten
	 * @param median the median length of the reader's sessions; null without any
	 */
	public record Outlook(@Nullable Integer fromPage, @Nullable Integer page, boolean unlikely,
			@Nullable Duration median) {
	}

	/**
	 * The last two hundred sessions in short.
	 */
	private record Habits(double pagesPerSecond, @Nullable Duration median, Duration unlikely) {
	}

}
