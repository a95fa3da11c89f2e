package pl.chronobook.reading.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.NoSuchSessionException;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingListChanged;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.domain.ListEntry.PageMark;

/**
 * A reader's sessions. Each change is one transaction: it locks the reader's list,
 * updates the book's current page and publishes a {@link ReadingListChanged}. Logging is
 * idempotent, because the request contains the id of the session.
 */
@Service
@Transactional
public class Sessions {

	/** A faster session is more likely a typing error. */
	private static final double MOST_PAGES_PER_MINUTE = 4;

	/** Sessions with fewer pages are not checked for their speed. */
	private static final double PAGES_WITHOUT_A_QUESTION = 5;

	/** A time after every possible session. */
	private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

	/**
	 * The columns of a session, which a removed session has too. A test compares them
	 * with both tables.
	 */
	static final String COLUMNS = "session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, "
			+ "from_page, to_page, note, version, pages_estimated, batch_id, device_estimate, estimate_since";

	private final ReadingSessions sessions;

	private final EstimatedSessions estimates;

	private final ListEntries entries;

	private final Revisions revisions;

	private final Readers readers;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Sessions(ReadingSessions sessions, EstimatedSessions estimates, ListEntries entries, Revisions revisions,
			Readers readers, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.sessions = sessions;
		this.estimates = estimates;
		this.entries = entries;
		this.revisions = revisions;
		this.readers = readers;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * The newest sessions, or those before one of them.
	 * @param after the session that the page before ended with; null for the first page
	 * @param limit the largest number of sessions returned
	 */
	@Transactional(readOnly = true)
	public List<ReadingSession> newest(ReaderId reader, @Nullable SessionId after, int limit) {
		Optional<ReadingSession> last = Optional.ofNullable(after)
			.flatMap(id -> this.sessions.findByIdAndUserId(id.value(), reader.value()));
		return this.sessions.findBefore(reader.value(),
				last.map(ReadingSession::start).orElse(this.clock.instant().plus(Duration.ofDays(1))),
				last.map(session -> session.id().value()).orElse(new UUID(-1, -1)), Limit.of(limit));
	}

	/** The newest sessions with one book. */
	@Transactional(readOnly = true)
	public List<ReadingSession> of(ReaderId reader, EntryId entry, int limit) {
		return this.entries.findByIdAndUserId(entry.value(), reader.value())
			.map(found -> this.sessions.findByEntry(entry.value(), Limit.of(limit)))
			.orElse(List.of());
	}

	@Transactional(readOnly = true)
	public ReadingSession get(ReaderId reader, SessionId id) {
		return find(reader, id);
	}

	/** The session logged under an id; empty if there is none. */
	@Transactional(readOnly = true)
	public Optional<ReadingSession> logged(ReaderId reader, SessionId id) {
		return this.sessions.findByIdAndUserId(id.value(), reader.value());
	}

	/**
	 * Logs a session. Idempotent: the same id again returns what it logged first.
	 * @param id chosen by the caller
	 * @param insisted the doubts that the reader has answered: {@code OVERLAPS},
	 * {@code TOO_FAST}
	 * @throws ImpossibleSessionException if it cannot be, or is in doubt
	 */
	public Logged log(ReaderId reader, SessionId id, EntryId entry, Sitting sitting, Pages pages, @Nullable String note,
			Set<Reason> insisted) {
		if (this.sessions.existsById(id.value())) {
			return again(reader, id);
		}
		long revision = this.revisions.next(reader);
		if (this.sessions.existsById(id.value())) {
			return again(reader, id);
		}
		ListEntry listed = entryForChange(reader, entry);
		this.estimates.giveWayTo(entry, sitting);
		refuseTwin(id, entry, sitting.notAfter(this.clock.instant()));
		boolean overlaps = overlaps(reader, id, sitting, insisted);
		Reader account = this.readers.get(reader);
		listed.readOn(account.dayOf(sitting.start()), sitting.start());
		Pages resolved = resolve(listed, id, sitting, pages);
		refuseDoubtfulPace(sitting, resolved, insisted);
		ReadingSession session = new ReadingSession(id, reader, entry, sitting, resolved, note);
		this.sessions.save(session);
		return changed(revision, reader, session, listed, overlaps);
	}

	/**
	 * Changes a session; it stays with its book.
	 * @param version the version that the change was made for
	 * @param insisted the doubts that the reader has answered: {@code OVERLAPS},
	 * {@code TOO_FAST}
	 * @throws ImpossibleSessionException if it cannot be, or is in doubt
	 * @throws StaleEntryException if it was changed meanwhile
	 */
	public Logged change(ReaderId reader, SessionId id, long version, Sitting sitting, Pages pages,
			@Nullable String note, Set<Reason> insisted) {
		long revision = this.revisions.next(reader);
		ReadingSession session = find(reader, id);
		if (session.version() != version) {
			throw new StaleEntryException(session.entry());
		}
		ListEntry listed = entryForChange(reader, session.entry());
		refuseTwin(id, session.entry(), sitting.notAfter(this.clock.instant()));
		boolean overlaps = overlaps(reader, id, sitting, insisted);
		Pages resolved = resolve(listed, id, sitting, pages);
		refuseDoubtfulPace(sitting, resolved, insisted);
		session.change(sitting, resolved, note);
		return changed(revision, reader, session, listed, overlaps);
	}

	/** Removes a session; for thirty days this can be undone. Idempotent. */
	public void remove(ReaderId reader, SessionId id) {
		move(reader, id, """
				WITH gone AS (DELETE FROM reading_sessions WHERE session_id = :id AND user_id = :reader RETURNING %1$s)
				INSERT INTO removed_sessions (%1$s, removed_at) SELECT gone.*, :now FROM gone RETURNING tbr_id"""
			.formatted(COLUMNS), "removed_sessions");
	}

	/** Brings a removed session back. Idempotent. */
	public void restore(ReaderId reader, SessionId id) {
		move(reader, id, """
				WITH back AS (DELETE FROM removed_sessions WHERE session_id = :id AND user_id = :reader RETURNING %1$s)
				INSERT INTO reading_sessions (%1$s) SELECT * FROM back ON CONFLICT DO NOTHING RETURNING tbr_id"""
			.formatted(COLUMNS), "reading_sessions");
	}

	/** The page a session began on; empty if only later pages are known. */
	@Transactional(readOnly = true)
	public Optional<Integer> pageBefore(ReaderId reader, EntryId entry, SessionId itself, Instant start, Instant end) {
		return this.entries.findByIdAndUserId(entry.value(), reader.value())
			.map(listed -> pageBefore(listed, itself, start, end))
			.orElseThrow(() -> new NoSuchEntryException(entry));
	}

	/** Deletes for good what was removed long ago. */
	@Scheduled(cron = "0 27 3 * * *")
	void purge() {
		this.jdbc.sql("DELETE FROM removed_sessions WHERE removed_at < ?")
			.param(Timestamp.from(this.clock.instant().minus(ReadingArchive.UNDO_TIME)))
			.update();
	}

	/** Returns the session that was logged under this id before. */
	Logged again(ReaderId reader, SessionId id) {
		ReadingSession session = find(reader, id);
		ListEntry entry = this.entries.findByIdAndUserId(session.entry().value(), reader.value())
			.orElseThrow(() -> new NoSuchEntryException(session.entry()));
		return new Logged(session, entry, false);
	}

	private ReadingSession find(ReaderId reader, SessionId id) {
		return logged(reader, id).orElseThrow(() -> new NoSuchSessionException(id));
	}

	private ListEntry entryForChange(ReaderId reader, EntryId id) {
		return this.entries.findForChange(id.value(), reader.value())
			.filter(entry -> !entry.isRemoved())
			.orElseThrow(() -> new NoSuchEntryException(id));
	}

	/**
	 * Returns whether another session shares time with a sitting.
	 * @throws ImpossibleSessionException if one does and the reader has not insisted
	 */
	private boolean overlaps(ReaderId reader, SessionId id, Sitting sitting, Set<Reason> insisted) {
		boolean overlaps = !this.sessions
			.findOverlapping(reader.value(), id.value(), sitting.start(), sitting.end(), Limit.of(1))
			.isEmpty();
		if (overlaps && !insisted.contains(Reason.OVERLAPS)) {
			throw new ImpossibleSessionException(Reason.OVERLAPS);
		}
		return overlaps;
	}

	private void refuseTwin(SessionId id, EntryId entry, Sitting sitting) {
		if (this.sessions.existsByEntryIdAndIdNotAndStartAndEnd(entry.value(), id.value(), sitting.start(),
				sitting.end())) {
			throw new ImpossibleSessionException(Reason.ALREADY_THERE);
		}
	}

	private Logged changed(long revision, ReaderId reader, ReadingSession session, ListEntry entry, boolean overlaps) {
		this.sessions.flush();
		settle(entry);
		this.events.publishEvent(new ReadingListChanged(reader, revision));
		return new Logged(session, entry, overlaps);
	}

	/** Updates the current page of a book by the newest record of it. */
	void settle(ListEntry entry) {
		entry.settle(this.sessions.findLastWithPage(entry.id().value(), Limit.of(1))
			.stream()
			.findFirst()
			.map(Sessions::mark)
			.orElse(null));
	}

	/** Completes the typed pages to a span, if its start is known. */
	private Pages resolve(ListEntry entry, SessionId id, Sitting sitting, Pages pages) {
		Pages resolved = switch (pages) {
			case Pages.UpTo(int to) -> new Pages.Span(pageBefore(entry, id, sitting.start(), sitting.end())
				.orElseThrow(() -> new ImpossibleSessionException(Reason.START_UNKNOWN)), to);
			case Pages.Count(double count) when count == Math.rint(count) && isNewest(entry, id, sitting) -> {
				int from = pageBefore(entry, id, sitting.start(), sitting.end()).orElse(0);
				yield new Pages.Span(from, from + (int) count);
			}
			default -> pages;
		};
		Integer last = entry.pageCount();
		double furthest = switch (resolved) {
			case Pages.Span(int from, int to) -> to;
			case Pages.Count(double count) -> count;
			case Pages.UpTo(int to) -> to;
		};
		if (last != null && furthest > last) {
			throw new ImpossibleSessionException(Reason.BEYOND_THE_END);
		}
		return resolved;
	}

	private static void refuseDoubtfulPace(Sitting sitting, Pages pages, Set<Reason> insisted) {
		double read = switch (pages) {
			case Pages.Span(int from, int to) -> to - from;
			case Pages.Count(double count) -> count;
			case Pages.UpTo upTo -> 0;
		};
		double minutes = sitting.active().toSeconds() / 60.0;
		if (read > PAGES_WITHOUT_A_QUESTION && read > MOST_PAGES_PER_MINUTE * minutes
				&& !insisted.contains(Reason.TOO_FAST)) {
			throw new ImpossibleSessionException(Reason.TOO_FAST);
		}
	}

	/** Tells whether no later page of the book is known. */
	private boolean isNewest(ListEntry entry, SessionId id, Sitting sitting) {
		return entry.mark().filter(mark -> mark.at().isAfter(sitting.end())).isEmpty() && !this.sessions
			.existsByEntryIdAndIdNotAndToPageNotNullAndEndAfter(entry.id().value(), id.value(), sitting.end());
	}

	/**
	 * Returns the page at which a session began: the last page recorded before it, else
	 * one recorded during it, else page 0 of a book without any recorded page. Empty if
	 * pages were recorded only after the session, because they do not tell where it
	 * began.
	 */
	private Optional<Integer> pageBefore(ListEntry entry, SessionId itself, Instant start, Instant end) {
		Optional<PageMark> known = markUntil(entry, itself, start).or(() -> markUntil(entry, itself, end));
		if (known.isEmpty() && markUntil(entry, itself, LATEST).isEmpty()) {
			return Optional.of(0);
		}
		return known.map(PageMark::page);
	}

	private Optional<PageMark> markUntil(ListEntry entry, SessionId itself, Instant moment) {
		Optional<PageMark> mark = entry.mark().filter(made -> !made.at().isAfter(moment));
		return this.sessions.findLastWithPageUntil(entry.id().value(), itself.value(), moment, Limit.of(1))
			.stream()
			.findFirst()
			.map(Sessions::mark)
			.filter(session -> mark.isEmpty() || !session.at().isBefore(mark.get().at()))
			.or(() -> mark);
	}

	private static PageMark mark(ReadingSession session) {
		Integer page = session.toPage();
		return new PageMark((page != null) ? page : 0, session.end());
	}

	private void move(ReaderId reader, SessionId id, String statement, String target) {
		long revision = this.revisions.next(reader);
		Optional<UUID> entry = this.jdbc.sql(statement)
			.param("id", id.value())
			.param("reader", reader.value())
			.param("now", Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.optional();
		if (entry.isEmpty()) {
			boolean moved = this.jdbc
				.sql("SELECT count(*) > 0 FROM %s WHERE session_id = ? AND user_id = ?".formatted(target))
				.params(id.value(), reader.value())
				.query(Boolean.class)
				.single();
			if (!moved) {
				throw new NoSuchSessionException(id);
			}
			return;
		}
		this.entries.findForChange(entry.get(), reader.value()).ifPresent(this::settle);
		this.events.publishEvent(new ReadingListChanged(reader, revision));
	}

	/**
	 * The outcome of logging a session.
	 *
	 * @param session as it is stored
	 * @param entry its book on the list
	 * @param overlaps whether it shares time with another session
	 */
	public record Logged(ReadingSession session, ListEntry entry, boolean overlaps) {
	}

}
