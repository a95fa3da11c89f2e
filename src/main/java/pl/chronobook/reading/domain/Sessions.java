package pl.chronobook.reading.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.NoSuchSessionException;
import pl.chronobook.reading.ReadingListChanged;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.StaleEntryException;
import pl.chronobook.reading.domain.ListEntry.PageMark;

/**
 * A reader's sittings. Each change is one transaction, takes its turn among the reader's
 * changes, brings the book's current page in step and is announced by a
 * {@link ReadingListChanged}. A session is logged once however often its request is
 * repeated, because the request brings the session's id.
 */
@Service
@Transactional
public class Sessions {

	/** How long a removal can be undone. */
	private static final Duration UNDO_TIME = Duration.ofDays(30);

	private final ReadingSessions sessions;

	private final ListEntries entries;

	private final Revisions revisions;

	private final Readers readers;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Sessions(ReadingSessions sessions, ListEntries entries, Revisions revisions, Readers readers, JdbcClient jdbc,
			ApplicationEventPublisher events, Clock clock) {
		this.sessions = sessions;
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
	 * @param limit at most so many
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

	/**
	 * Logs a session.
	 * @param id chosen by whoever asks; the same id again logs nothing new
	 * @param insist log it even if it overlaps with another one
	 * @throws ImpossibleSessionException if it cannot be, or overlaps
	 */
	public Logged log(ReaderId reader, SessionId id, EntryId entry, Sitting sitting, Pages pages, @Nullable String note,
			boolean insist) {
		if (this.sessions.existsById(id.value())) {
			return again(reader, id);
		}
		long revision = this.revisions.next(reader);
		if (this.sessions.existsById(id.value())) {
			return again(reader, id);
		}
		ListEntry listed = entryForChange(reader, entry);
		refuseTwin(id, entry, sitting.notAfter(this.clock.instant()));
		boolean overlaps = overlaps(reader, id, sitting);
		if (overlaps && !insist) {
			throw new ImpossibleSessionException(Reason.OVERLAPS);
		}
		Reader account = this.readers.get(reader);
		listed.readOn(account.dayOf(sitting.start()), sitting.start());
		ReadingSession session = new ReadingSession(id, reader, entry, sitting, resolve(listed, id, sitting, pages),
				note);
		this.sessions.save(session);
		return changed(revision, reader, session, listed, overlaps);
	}

	/**
	 * Changes a session; it stays with its book.
	 * @param version the version that the change was made for
	 * @param insist change it even if it overlaps with another one
	 * @throws ImpossibleSessionException if it cannot be, or overlaps
	 * @throws StaleEntryException if it was changed meanwhile
	 */
	public Logged change(ReaderId reader, SessionId id, long version, Sitting sitting, Pages pages,
			@Nullable String note, boolean insist) {
		long revision = this.revisions.next(reader);
		ReadingSession session = find(reader, id);
		if (session.version() != version) {
			throw new StaleEntryException(session.entry());
		}
		ListEntry listed = entryForChange(reader, session.entry());
		refuseTwin(id, session.entry(), sitting.notAfter(this.clock.instant()));
		boolean overlaps = overlaps(reader, id, sitting);
		if (overlaps && !insist) {
			throw new ImpossibleSessionException(Reason.OVERLAPS);
		}
		session.change(sitting, resolve(listed, id, sitting, pages), note);
		return changed(revision, reader, session, listed, overlaps);
	}

	/** Removes a session; for thirty days this can be undone. Again changes nothing. */
	public void remove(ReaderId reader, SessionId id) {
		move(reader, id,
				"""
						WITH gone AS (DELETE FROM reading_sessions WHERE session_id = :id AND user_id = :reader RETURNING *)
						INSERT INTO removed_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read,
						  paused_seconds, from_page, to_page, note, version, pages_estimated, batch_id, removed_at)
						SELECT session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page,
						  note, version, pages_estimated, batch_id, :now FROM gone RETURNING tbr_id""",
				"removed_sessions");
	}

	/** Brings a removed session back. Again changes nothing. */
	public void restore(ReaderId reader, SessionId id) {
		move(reader, id, """
				WITH back AS (DELETE FROM removed_sessions WHERE session_id = :id AND user_id = :reader
				  RETURNING session_id, tbr_id, user_id, start_time, end_time, pages_read, paused_seconds, from_page,
				    to_page, note, version, pages_estimated, batch_id)
				INSERT INTO reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read,
				  paused_seconds, from_page, to_page, note, version, pages_estimated, batch_id)
				SELECT * FROM back ON CONFLICT DO NOTHING RETURNING tbr_id""", "reading_sessions");
	}

	/** The page a session probably began on: where the reader was before it. */
	@Transactional(readOnly = true)
	public int pageBefore(ReaderId reader, EntryId entry, SessionId itself, Instant start, Instant end) {
		return this.entries.findByIdAndUserId(entry.value(), reader.value())
			.map(listed -> pageBefore(listed, itself, start, end))
			.orElseThrow(() -> new NoSuchEntryException(entry));
	}

	/** Deletes for good what was removed long ago. */
	@Scheduled(cron = "0 27 3 * * *")
	void purge() {
		this.jdbc.sql("DELETE FROM removed_sessions WHERE removed_at < ?")
			.param(Timestamp.from(this.clock.instant().minus(UNDO_TIME)))
			.update();
	}

	/** What was logged under this id before. */
	Logged again(ReaderId reader, SessionId id) {
		return new Logged(find(reader, id), false);
	}

	private ReadingSession find(ReaderId reader, SessionId id) {
		return this.sessions.findByIdAndUserId(id.value(), reader.value())
			.orElseThrow(() -> new NoSuchSessionException(id));
	}

	private ListEntry entryForChange(ReaderId reader, EntryId id) {
		return this.entries.findForChange(id.value(), reader.value())
			.filter(entry -> !entry.isRemoved())
			.orElseThrow(() -> new NoSuchEntryException(id));
	}

	private boolean overlaps(ReaderId reader, SessionId id, Sitting sitting) {
		return !this.sessions.findOverlapping(reader.value(), id.value(), sitting.start(), sitting.end(), Limit.of(1))
			.isEmpty();
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
		return new Logged(session, overlaps);
	}

	/** Brings the current page of a book in step with what was said last. */
	void settle(ListEntry entry) {
		entry.settle(this.sessions.findLastWithPage(entry.id().value(), Limit.of(1))
			.stream()
			.findFirst()
			.map(Sessions::mark)
			.orElse(null));
	}

	/** Says from where to where, if that can be known, else how many pages. */
	private Pages resolve(ListEntry entry, SessionId id, Sitting sitting, Pages pages) {
		Pages resolved = switch (pages) {
			case Pages.UpTo(int to) -> new Pages.Span(pageBefore(entry, id, sitting.start(), sitting.end()), to);
			case Pages.Count(double count) when count == Math.rint(count) && isNewest(entry, id, sitting) -> {
				int from = pageBefore(entry, id, sitting.start(), sitting.end());
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

	/** Whether nothing says where the reader was after this sitting. */
	private boolean isNewest(ListEntry entry, SessionId id, Sitting sitting) {
		return entry.mark().filter(mark -> mark.at().isAfter(sitting.end())).isEmpty() && !this.sessions
			.existsByEntryIdAndIdNotAndToPageNotNullAndEndAfter(entry.id().value(), id.value(), sitting.end());
	}

	/**
	 * Where the reader was when a session began: what was said last before it, else what
	 * was said during it, else the first page.
	 */
	private int pageBefore(ListEntry entry, SessionId itself, Instant start, Instant end) {
		return statementUntil(entry, itself, start).or(() -> statementUntil(entry, itself, end))
			.map(PageMark::page)
			.orElse(0);
	}

	private Optional<PageMark> statementUntil(ListEntry entry, SessionId itself, Instant moment) {
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
	 * What logging a session came to.
	 *
	 * @param session as it is stored
	 * @param overlaps whether it shares time with another session
	 */
	public record Logged(ReadingSession session, boolean overlaps) {
	}

}
