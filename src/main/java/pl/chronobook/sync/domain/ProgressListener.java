package pl.chronobook.sync.domain;

import java.sql.Array;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.DeviceReading;
import pl.chronobook.reading.DeviceReading.EstimatedSession;
import pl.chronobook.reading.DeviceReading.BookState;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionId;
import pl.chronobook.sync.ProgressReported;
import pl.chronobook.sync.domain.ProgressEstimator.Report;

/**
 * Turns reported progress into estimated sessions. Idempotent: it processes the stored
 * reports, so an event that is delivered twice, or late, changes nothing.
 * <p>
 * The newest group of reports stays open, because a further report may show that they
 * were sent all at once after days offline. Its sessions are replaced each time.
 * <p>
 * The events of a reader are processed one after the other. While the event of a document
 * waits, further events of the same document are dropped: the waiting one will find their
 * reports stored.
 */
@Component
class ProgressListener {

	/**
	 * The most events processed at once, far fewer than there are connections to the
	 * database: a busy machine delays them rather than the answers to devices.
	 */
	private static final int AT_ONCE = 3;

	private final Documents documents;

	private final DeviceReading reading;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final ReaderTurns turns = new ReaderTurns();

	private final Semaphore room = new Semaphore(AT_ONCE, true);

	private final Set<ProgressReported> waiting = ConcurrentHashMap.newKeySet();

	ProgressListener(Documents documents, DeviceReading reading, JdbcClient jdbc, TransactionTemplate transaction) {
		this.documents = documents;
		this.reading = reading;
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	@ApplicationModuleListener(propagation = Propagation.NOT_SUPPORTED)
	void on(ProgressReported event) {
		if (this.waiting.add(event)) {
			this.turns.inTurn(event.reader(), () -> {
				this.room.acquireUninterruptibly();
				try {
					this.waiting.remove(event);
					this.transaction.executeWithoutResult(status -> process(event));
				}
				finally {
					this.room.release();
				}
			});
		}
	}

	private void process(ProgressReported event) {
		this.documents.entryOf(event.reader(), event.document())
			.ifPresent(entry -> this.reading.awaitTurn(event.reader(), entry)
				.ifPresent(book -> estimate(event.reader(), entry, book)));
	}

	private void estimate(ReaderId reader, EntryId entry, BookState book) {
		if (book.status() == ReadingStatus.FINISHED || book.status() == ReadingStatus.ABANDONED) {
			// Opening a finished book to look something up is not reading; a new reading
			// starts from its first page
			forget(reader, entry, Instant.MAX);
			return;
		}
		List<Report> reports = reports(reader, entry);
		if (book.pageCount() == null || reports.isEmpty()) {
			return;
		}
		State state = state(entry);
		if (book.since() != null && state.last() != null && state.last().isBefore(book.since())) {
			forget(reader, entry, book.since());
			state = State.NONE;
			reports = reports(reader, entry);
			if (reports.isEmpty()) {
				return;
			}
		}
		ProgressEstimator estimator = new ProgressEstimator(book.pageCount(), state.furthest(), state.last());
		List<EstimatedSession> sessions = new ArrayList<>();
		List<List<Report>> groups = ProgressEstimator.groups(reports);
		int closed = 0;
		State next = state;
		for (List<Report> group : groups) {
			long opening = group.getFirst().id();
			if (opening != state.openReport()) {
				estimator.reach(book.measuredPage());
			}
			closed = sessions.size();
			next = new State(estimator.furthest(), estimator.last(), opening, List.of());
			sessions.addAll(estimator.sessions(group));
		}
		List<EstimatedSession> open = sessions.subList(closed, sessions.size());
		Instant at = reports.getLast().at();
		List<SessionId> former = state.sessions();
		if (closed > 0 || groups.size() > 1) {
			this.reading.estimate(reader, entry, former, sessions.subList(0, closed), 0, at);
			former = List.of();
		}
		List<SessionId> stored = this.reading.estimate(reader, entry, former, open, estimator.page(), at);
		store(reader, entry, new State(next.furthest(), next.last(), next.openReport(), stored));
	}

	private List<Report> reports(ReaderId reader, EntryId entry) {
		return this.jdbc.sql("""
				SELECT step_id, report.percentage, report.reported_at
				FROM device_steps report JOIN device_documents USING (user_id, document)
				WHERE user_id = ? AND tbr_id = ? ORDER BY step_id""")
			.params(reader.value(), entry.value())
			.query((row, number) -> new Report(row.getLong(1), row.getDouble(2),
					row.getObject(3, OffsetDateTime.class).toInstant()))
			.list();
	}

	private State state(EntryId entry) {
		return this.jdbc.sql("SELECT furthest, read_until, open_step, open_sessions FROM device_books WHERE tbr_id = ?")
			.param(entry.value())
			.query((row, number) -> new State(row.getDouble(1),
					Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
						.map(OffsetDateTime::toInstant)
						.orElse(null),
					row.getLong(3), sessions(row.getArray(4))))
			.optional()
			.orElse(State.NONE);
	}

	private static List<SessionId> sessions(Array array) throws java.sql.SQLException {
		return Stream.of((UUID[]) array.getArray()).map(Objects::requireNonNull).map(SessionId::new).toList();
	}

	private void store(ReaderId reader, EntryId entry, State state) {
		this.jdbc.sql("""
				INSERT INTO device_books (tbr_id, user_id, furthest, read_until, open_step, open_sessions)
				VALUES (:entry, :reader, :furthest, :last, :report, :sessions::uuid[])
				ON CONFLICT (tbr_id) DO UPDATE SET furthest = excluded.furthest, read_until = excluded.read_until,
				  open_step = excluded.open_step, open_sessions = excluded.open_sessions""")
			.param("entry", entry.value())
			.param("reader", reader.value())
			.param("furthest", state.furthest())
			.param("last", (state.last() != null) ? Timestamp.from(state.last()) : null)
			.param("report", state.openReport())
			.param("sessions", state.sessions().stream().map(id -> id.value().toString()).toArray(String[]::new))
			.update();
		deleteReports(reader, entry, state.openReport());
	}

	private void forget(ReaderId reader, EntryId entry, Instant before) {
		this.jdbc.sql("DELETE FROM device_books WHERE tbr_id = ?").param(entry.value()).update();
		long firstKept = reports(reader, entry).stream()
			.filter(report -> !report.at().isBefore(before))
			.mapToLong(Report::id)
			.min()
			.orElse(Long.MAX_VALUE);
		deleteReports(reader, entry, firstKept);
	}

	private void deleteReports(ReaderId reader, EntryId entry, long before) {
		this.jdbc.sql("""
				DELETE FROM device_steps report USING device_documents document
				WHERE report.user_id = ? AND document.user_id = report.user_id AND document.document = report.document
				  AND document.tbr_id = ? AND step_id < ?""").params(reader.value(), entry.value(), before).update();
	}

	/**
	 * The result of the reports before the open group.
	 *
	 * @param furthest the share of the book that was read
	 * @param last the moment of the last one; null if there was none
	 * @param openReport the first report of the open group; 0 if there is none
	 * @param sessions the sessions estimated from the open group
	 */
	private record State(double furthest, @Nullable Instant last, long openReport, List<SessionId> sessions) {

		private static final State NONE = new State(0, null, 0, List.of());

	}

}
