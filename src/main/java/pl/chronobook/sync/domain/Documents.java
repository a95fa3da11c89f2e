package pl.chronobook.sync.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.QueuedBook;
import pl.chronobook.sync.ProgressReported;
import pl.chronobook.sync.forward.Forwardings;

/**
 * Stores the documents on a reader's devices: the progress in each, and the book with
 * which it is paired. All devices of a reader share them.
 */
@Service
@Transactional
public class Documents {

	/** The most documents of a reader. */
	private static final int LIMIT = 2_000;

	/**
	 * The most progress reports of a document that are stored until it is paired: 14
	 * hours of reading.
	 */
	private static final int MOST_REPORTS = 2_000;

	private final JdbcClient jdbc;

	private final ReadingHistory history;

	private final Forwardings forwardings;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Documents(JdbcClient jdbc, ReadingHistory history, Forwardings forwardings, ApplicationEventPublisher events,
			Clock clock) {
		this.jdbc = jdbc;
		this.history = history;
		this.forwardings = forwardings;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Stores a progress report, unless its percentage is that of the previous one.
	 * @param body the report as the device sent it, if it is to be forwarded to the
	 * reader's own sync server; else null
	 * @return the moment of its arrival, in whole seconds; empty if the reader has too
	 * many documents
	 */
	public Optional<Instant> report(AuthenticatedDevice device, Progress progress, @Nullable String body) {
		ReaderId reader = device.reader();
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		if (!store(device, progress, now)) {
			return Optional.empty();
		}
		if (body != null) {
			this.forwardings.queue(reader, device.id(), progress.document(), body);
		}
		int reports = this.jdbc.sql("""
				INSERT INTO device_steps (user_id, document, percentage, reported_at)
				SELECT :reader, :document, :percentage, :now
				WHERE :percentage IS DISTINCT FROM (SELECT percentage FROM device_steps
				    WHERE user_id = :reader AND document = :document ORDER BY step_id DESC LIMIT 1)
				  AND (SELECT count(*) FROM device_steps WHERE user_id = :reader AND document = :document) < :limit""")
			.param("reader", reader.value())
			.param("document", progress.document())
			.param("percentage", Math.clamp(progress.percentage(), 0.0, 1.0))
			.param("now", Timestamp.from(now))
			.param("limit", MOST_REPORTS)
			.update();
		if (reports > 0) {
			this.events.publishEvent(new ProgressReported(reader, progress.document()));
		}
		return Optional.of(now.truncatedTo(ChronoUnit.SECONDS));
	}

	private boolean store(AuthenticatedDevice device, Progress progress, Instant now) {
		return this.jdbc
			.sql("""
					INSERT INTO device_documents (user_id, document, progress, percentage, device, device_id, reported_at,
					  reported_by, title, authors)
					SELECT :reader, :document, :progress, :percentage, :device, :deviceId, :now, :reportedBy, :title, :authors
					WHERE EXISTS (SELECT FROM device_documents WHERE user_id = :reader AND document = :document)
					  OR (SELECT count(*) FROM device_documents WHERE user_id = :reader) < :limit
					ON CONFLICT (user_id, document) DO UPDATE SET progress = excluded.progress,
					  percentage = excluded.percentage, device = excluded.device, device_id = excluded.device_id,
					  reported_at = excluded.reported_at, reported_by = excluded.reported_by, title = coalesce(excluded.title, device_documents.title),
					  authors = coalesce(excluded.authors, device_documents.authors)""")
			.param("reader", device.reader().value())
			.param("reportedBy", device.id().value())
			.param("document", progress.document())
			.param("progress", progress.progress())
			.param("percentage", progress.percentage())
			.param("device", progress.device())
			.param("deviceId", progress.deviceId())
			.param("now", Timestamp.from(now))
			.param("title", progress.title())
			.param("authors", progress.authors())
			.param("limit", LIMIT)
			.update() == 1;
	}

	/** Returns the newest place in a document; empty if no device has reported one. */
	@Transactional(readOnly = true)
	public Optional<StoredProgress> find(ReaderId reader, String document) {
		return this.jdbc.sql("""
				SELECT progress, percentage, device, device_id, reported_at FROM device_documents
				WHERE user_id = ? AND document = ?""")
			.params(reader.value(), document)
			.query((row,
					number) -> new StoredProgress(new Progress(document, row.getString(1), row.getDouble(2),
							row.getString(3), row.getString(4), null, null),
							row.getObject(5, OffsetDateTime.class).toInstant()))
			.optional();
	}

	/** Lists the documents that are not paired with a book yet, the newest first. */
	@Transactional(readOnly = true)
	public List<PendingDocument> pending(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT document, title, percentage, device, reported_at FROM device_documents
				WHERE user_id = ? AND tbr_id IS NULL ORDER BY reported_at DESC LIMIT 50""")
			.param(reader.value())
			.query((row, number) -> new PendingDocument(row.getString(1), row.getString(2),
					Progress.percent(row.getDouble(3)), row.getString(4),
					row.getObject(5, OffsetDateTime.class).toInstant()))
			.list();
	}

	/**
	 * Pairs a document with a book; its stored progress reports are then turned into
	 * sessions.
	 * @throws NoSuchEntryException if the book is not on the reader's list
	 * @throws NoSuchDocumentException if no device of the reader reported the document
	 */
	public void pair(ReaderId reader, String document, EntryId entry) {
		boolean listed = this.jdbc
			.sql("SELECT count(*) > 0 FROM user_tbr_list WHERE tbr_id = ? AND user_id = ? AND removed_at IS NULL")
			.params(entry.value(), reader.value())
			.query(Boolean.class)
			.single();
		if (!listed) {
			throw new NoSuchEntryException(entry);
		}
		int paired = this.jdbc.sql("UPDATE device_documents SET tbr_id = ? WHERE user_id = ? AND document = ?")
			.params(entry.value(), reader.value(), document)
			.update();
		if (paired == 0) {
			throw new NoSuchDocumentException();
		}
		this.events.publishEvent(new ProgressReported(reader, document));
	}

	/**
	 * Returns the book with which a document is paired. A document with a title is paired
	 * automatically: with the book of another document of this title, because a converted
	 * file has another hash, or else with the only book of this title that waits or is
	 * being read.
	 */
	Optional<EntryId> entryOf(ReaderId reader, String document) {
		Optional<Pairing> stored = this.jdbc
			.sql("SELECT tbr_id, title FROM device_documents WHERE user_id = ? AND document = ?")
			.params(reader.value(), document)
			.query((row, number) -> new Pairing(row.getObject(1, UUID.class), row.getString(2)))
			.optional();
		if (stored.isEmpty() || stored.get().entry() != null || stored.get().title() == null) {
			return stored.map(Pairing::entry).map(EntryId::new);
		}
		String title = stored.get().title();
		Optional<EntryId> entry = pairedWith(reader, title).or(() -> onlyBookCalled(reader, title));
		entry.ifPresent(
				found -> this.jdbc.sql("UPDATE device_documents SET tbr_id = ? WHERE user_id = ? AND document = ?")
					.params(found.value(), reader.value(), document)
					.update());
		return entry;
	}

	private Optional<EntryId> pairedWith(ReaderId reader, String title) {
		return single(this.jdbc.sql("""
				SELECT DISTINCT tbr_id, title FROM device_documents
				WHERE user_id = ? AND tbr_id IS NOT NULL AND title IS NOT NULL""")
			.param(reader.value())
			.query((row, number) -> new Pairing(row.getObject(1, UUID.class), row.getString(2)))
			.stream()
			.filter(other -> other.title() != null && Titles.areSame(other.title(), title))
			.map(Pairing::entry)
			.distinct()
			.map(EntryId::new)
			.toList());
	}

	private Optional<EntryId> onlyBookCalled(ReaderId reader, String title) {
		return single(this.history.queueOf(reader)
			.stream()
			.filter(book -> Titles.areSame(book.title(), title))
			.map(QueuedBook::entry)
			.toList());
	}

	private static Optional<EntryId> single(List<EntryId> found) {
		return (found.size() == 1) ? Optional.of(found.getFirst()) : Optional.empty();
	}

	private record Pairing(@Nullable UUID entry, @Nullable String title) {
	}

}
