package pl.chronobook.reading.archive;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.domain.EstimatedSessions;
import pl.chronobook.reading.domain.ReadThrough;

/**
 * Records the changes of a batch, and undoes them. All statements work on sets, so their
 * number does not depend on the history.
 */
@Repository
class Batches {

	private final JdbcClient jdbc;

	private final EstimatedSessions estimates;

	Batches(JdbcClient jdbc, EstimatedSessions estimates) {
		this.jdbc = jdbc;
		this.estimates = estimates;
	}

	/**
	 * Opens a batch and stores the present state of everything that it may change.
	 * @param books the books whose entries it may change
	 */
	void open(BatchId batch, ReaderId reader, Collection<BookId> books, Instant now) {
		this.jdbc.sql("INSERT INTO reading_batches (batch_id, user_id, added_at) VALUES (?, ?, ?)")
			.params(batch.value(), reader.value(), Timestamp.from(now))
			.update();
		this.jdbc.sql("""
				INSERT INTO batch_entries (batch_id, tbr_id, former)
				SELECT :batch, entry.tbr_id, to_jsonb(entry) FROM user_tbr_list entry
				WHERE entry.user_id = :reader AND entry.book_id = ANY (:books::uuid[])""")
			.param("batch", batch.value())
			.param("reader", reader.value())
			.param("books", texts(books.stream().map(BookId::value).toList()))
			.update();
	}

	/** Stores the present state of readings before they are completed. */
	void keepReadings(BatchId batch, List<ReadThrough> completed) {
		this.jdbc.sql("""
				INSERT INTO batch_readings (batch_id, log_id, start_date, end_date, evidence)
				SELECT :batch, log_id, start_date, end_date, evidence FROM reading_log
				WHERE log_id = ANY (:readings::uuid[])
				ON CONFLICT DO NOTHING""")
			.param("batch", batch.value())
			.param("readings", texts(completed.stream().map(ReadThrough::id).toList()))
			.update();
	}

	/**
	 * Marks the written rows as those of the batch, and stores the versions of the
	 * entries after it.
	 */
	void close(BatchId batch, Collection<EntryId> newEntries, List<ReadThrough> added) {
		this.jdbc.sql("""
				UPDATE reading_log SET batch_id = :batch WHERE log_id = ANY (:readings::uuid[])""")
			.param("batch", batch.value())
			.param("readings", texts(added.stream().map(ReadThrough::id).toList()))
			.update();
		this.jdbc.sql("""
				UPDATE batch_readings kept SET version = log.version
				FROM reading_log log WHERE kept.batch_id = :batch AND log.log_id = kept.log_id""")
			.param("batch", batch.value())
			.update();
		this.jdbc.sql("""
				UPDATE batch_entries kept SET later = to_jsonb(entry)
				FROM user_tbr_list entry WHERE kept.batch_id = :batch AND entry.tbr_id = kept.tbr_id""")
			.param("batch", batch.value())
			.update();
		this.jdbc.sql("""
				DELETE FROM batch_entries
				WHERE batch_id = :batch AND former - 'version' = later - 'version'""")
			.param("batch", batch.value())
			.update();
		this.jdbc.sql("""
				INSERT INTO batch_entries (batch_id, tbr_id, later)
				SELECT :batch, entry.tbr_id, to_jsonb(entry) FROM user_tbr_list entry
				WHERE entry.tbr_id = ANY (:entries::uuid[])""")
			.param("batch", batch.value())
			.param("entries", texts(newEntries.stream().map(EntryId::value).toList()))
			.update();
	}

	/**
	 * Undoes a batch. Rows with another version than after the batch were changed by the
	 * reader, and stay.
	 */
	void takeBack(BatchId batch, ReaderId reader) {
		// The cascade runs a statement for each book. This connection may have kept its
		// plan from when the tables were small, and would scan them once for each book.
		this.jdbc.sql("DISCARD PLANS").update();
		run("DELETE FROM reading_sessions WHERE batch_id = :batch AND user_id = :reader AND version = 0", batch,
				reader);
		this.estimates.restore(reader, batch);
		run("DELETE FROM removed_sessions WHERE batch_id = :batch AND user_id = :reader AND version = 0", batch,
				reader);
		run("DELETE FROM reading_log WHERE batch_id = :batch AND user_id = :reader AND version = 0", batch, reader);
		run("""
				UPDATE reading_log log
				SET start_date = kept.start_date, end_date = kept.end_date, evidence = kept.evidence,
				    version = log.version + 1
				FROM batch_readings kept
				WHERE kept.batch_id = :batch AND log.log_id = kept.log_id AND log.user_id = :reader
				    AND log.version = kept.version AND NOT EXISTS (
				        SELECT FROM reading_log twin WHERE twin.tbr_id = log.tbr_id AND twin.log_id <> log.log_id
				            AND twin.end_date = kept.end_date)""", batch, reader);
		run("""
				DELETE FROM user_tbr_list entry USING batch_entries kept
				WHERE kept.batch_id = :batch AND kept.former IS NULL AND entry.tbr_id = kept.tbr_id
				    AND entry.user_id = :reader
				    AND (entry.version = (kept.later ->> 'version')::bigint OR entry.removed_at IS NOT NULL)
				    AND NOT EXISTS (SELECT FROM reading_sessions s WHERE s.tbr_id = entry.tbr_id)
				    AND NOT EXISTS (SELECT FROM removed_sessions s WHERE s.tbr_id = entry.tbr_id)
				    AND NOT EXISTS (SELECT FROM timed_sessions s WHERE s.tbr_id = entry.tbr_id)
				    AND NOT EXISTS (SELECT FROM reading_log l WHERE l.tbr_id = entry.tbr_id)
				    AND NOT EXISTS (SELECT FROM book_opinions o WHERE o.tbr_id = entry.tbr_id)""", batch, reader);
		run("""
				WITH change AS (
				    SELECT entry.tbr_id, former.status, former.current_page, former.page_mark, former.marked_at,
				        former.page_count, former.removed_at, former.format, former.owned, former.tags, former.series,
				        former.series_volume, former.audio_minutes, former.audio_speed,
				        (entry.status, entry.current_page, entry.page_mark, entry.marked_at)
				            IS NOT DISTINCT FROM (later.status, later.current_page, later.page_mark, later.marked_at)
				            AS same_place,
				        entry.page_count IS NOT DISTINCT FROM later.page_count AS same_length,
				        entry.removed_at IS NOT DISTINCT FROM later.removed_at AS same_removal,
				        (entry.format, entry.owned, entry.tags, entry.series, entry.series_volume,
				                entry.audio_minutes, entry.audio_speed)
				            IS NOT DISTINCT FROM (later.format, later.owned, later.tags, later.series,
				                later.series_volume, later.audio_minutes, later.audio_speed) AS same_details
				    FROM batch_entries kept JOIN user_tbr_list entry USING (tbr_id)
				        CROSS JOIN LATERAL jsonb_populate_record(NULL::user_tbr_list, kept.former) former
				        CROSS JOIN LATERAL jsonb_populate_record(NULL::user_tbr_list, kept.later) later
				    WHERE kept.batch_id = :batch AND entry.user_id = :reader AND kept.former IS NOT NULL
				)
				UPDATE user_tbr_list entry
				SET status = CASE WHEN same_place THEN change.status ELSE entry.status END,
				    current_page = CASE WHEN same_place THEN change.current_page ELSE entry.current_page END,
				    page_mark = CASE WHEN same_place THEN change.page_mark ELSE entry.page_mark END,
				    marked_at = CASE WHEN same_place THEN change.marked_at ELSE entry.marked_at END,
				    page_count = CASE WHEN same_length THEN change.page_count ELSE entry.page_count END,
				    removed_at = CASE WHEN same_removal THEN change.removed_at ELSE entry.removed_at END,
				    format = CASE WHEN same_details THEN change.format ELSE entry.format END,
				    owned = CASE WHEN same_details THEN change.owned ELSE entry.owned END,
				    tags = CASE WHEN same_details THEN change.tags ELSE entry.tags END,
				    series = CASE WHEN same_details THEN change.series ELSE entry.series END,
				    series_volume = CASE WHEN same_details THEN change.series_volume ELSE entry.series_volume END,
				    audio_minutes = CASE WHEN same_details THEN change.audio_minutes ELSE entry.audio_minutes END,
				    audio_speed = CASE WHEN same_details THEN change.audio_speed ELSE entry.audio_speed END,
				    version = entry.version + 1
				FROM change WHERE entry.tbr_id = change.tbr_id""", batch, reader);
		run("DELETE FROM reading_batches WHERE batch_id = :batch AND user_id = :reader", batch, reader);
	}

	/**
	 * Deletes the records of batches that are too old to be undone; their additions stay.
	 */
	int forgetBefore(Instant time) {
		return this.jdbc.sql("DELETE FROM reading_batches WHERE added_at < ?").param(Timestamp.from(time)).update();
	}

	private void run(String sql, BatchId batch, ReaderId reader) {
		this.jdbc.sql(sql).param("batch", batch.value()).param("reader", reader.value()).update();
	}

	private static String[] texts(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

}
