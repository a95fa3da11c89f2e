package pl.chronobook.reading.domain;

import java.sql.Timestamp;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.DeviceReading.EstimatedSession;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.SessionId;

/**
 * Stores sessions estimated from the progress of devices. Any other session of the same
 * book and time replaces an estimate, unless the reader has edited the estimate.
 */
@Repository
public class EstimatedSessions {

	private final JdbcClient jdbc;

	EstimatedSessions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Adds an estimate, unless the reader has a session of the book at that time or
	 * removed one.
	 * @return whether it was added
	 */
	boolean add(ReaderId reader, EntryId entry, SessionId id, EstimatedSession session) {
		return this.jdbc.sql("""
				INSERT INTO reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read, from_page,
				  to_page, pages_estimated, device_estimate, estimate_since)
				SELECT :id, :entry, :reader, :start, :end, :to - :from, :from, :to, true, true, :since
				WHERE NOT EXISTS (SELECT FROM reading_sessions WHERE tbr_id = :entry AND batch_id IS NULL
				    AND start_time < :end AND end_time > :start)
				  AND NOT EXISTS (SELECT FROM removed_sessions WHERE tbr_id = :entry
				    AND start_time < :end AND end_time > :start)
				ON CONFLICT (tbr_id, start_time, end_time) DO NOTHING""")
			.param("id", id.value())
			.param("entry", entry.value())
			.param("reader", reader.value())
			.param("start", Timestamp.from(session.start()))
			.param("end", Timestamp.from(session.end()))
			.param("since", Timestamp.from(session.since()))
			.param("from", session.fromPage())
			.param("to", session.toPage())
			.update() == 1;
	}

	/** Deletes estimates, including those that an import has replaced. */
	void delete(ReaderId reader, List<SessionId> ids) {
		String[] values = ids.stream().map(id -> id.value().toString()).toArray(String[]::new);
		this.jdbc.sql("""
				DELETE FROM reading_sessions
				WHERE session_id = ANY (?::uuid[]) AND user_id = ? AND device_estimate AND version = 0""")
			.params(values, reader.value())
			.update();
		this.jdbc.sql("DELETE FROM replaced_estimates WHERE session_id = ANY (?::uuid[]) AND user_id = ?")
			.params(values, reader.value())
			.update();
	}

	/** Deletes the estimates that a session of the reader replaces. */
	void giveWayTo(EntryId entry, Sitting sitting) {
		this.jdbc.sql("""
				DELETE FROM reading_sessions
				WHERE tbr_id = ? AND device_estimate AND version = 0 AND start_time < ? AND end_time > ?""")
			.params(entry.value(), Timestamp.from(sitting.end()), Timestamp.from(sitting.start()))
			.update();
	}

	/**
	 * Sets aside the estimates that imported sessions replace: those at the same time,
	 * and those of pages that were read at an unknown time since the previous progress
	 * report, if an imported session lies in that time.
	 */
	public void giveWayToImports(ReaderId reader) {
		this.jdbc.sql("""
				WITH replaced AS (
				    DELETE FROM reading_sessions estimate USING (
				        SELECT DISTINCT ON (guess.session_id) guess.session_id, measured.batch_id
				        FROM reading_sessions guess JOIN reading_sessions measured USING (tbr_id)
				        WHERE guess.user_id = ? AND guess.device_estimate AND guess.version = 0
				            AND measured.batch_id IS NOT NULL AND measured.start_time < guess.end_time
				            AND (measured.end_time > guess.start_time
				                OR measured.start_time >= guess.estimate_since)
				        ORDER BY guess.session_id, measured.batch_id) found
				    WHERE estimate.session_id = found.session_id
				    RETURNING estimate.*, found.batch_id AS replaced_by)
				INSERT INTO replaced_estimates (session_id, tbr_id, user_id, batch_id, start_time, end_time,
				  estimate_since, from_page, to_page)
				SELECT session_id, tbr_id, user_id, replaced_by, start_time, end_time,
				  coalesce(estimate_since, start_time), from_page, to_page FROM replaced""")
			.param(reader.value())
			.update();
	}

	/**
	 * Restores the estimates that an import replaced, once its sessions have been
	 * removed.
	 */
	public void restore(ReaderId reader, BatchId batch) {
		this.jdbc.sql("""
				INSERT INTO reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read, from_page,
				  to_page, pages_estimated, device_estimate, estimate_since)
				SELECT session_id, tbr_id, user_id, start_time, end_time, to_page - from_page, from_page, to_page,
				  true, true, estimate_since
				FROM replaced_estimates kept
				WHERE kept.batch_id = ? AND kept.user_id = ? AND NOT EXISTS (
				    SELECT FROM reading_sessions other WHERE other.tbr_id = kept.tbr_id AND other.batch_id IS NULL
				        AND other.start_time < kept.end_time AND other.end_time > kept.start_time)
				ON CONFLICT (tbr_id, start_time, end_time) DO NOTHING""")
			.params(batch.value(), reader.value())
			.update();
		this.jdbc.sql("DELETE FROM replaced_estimates WHERE batch_id = ? AND user_id = ?")
			.params(batch.value(), reader.value())
			.update();
		giveWayToImports(reader);
	}

	/**
	 * Returns the furthest page of a book according to sessions that are not estimates.
	 */
	int furthestMeasuredPage(EntryId entry, Timestamp since) {
		return this.jdbc.sql("""
				SELECT coalesce(max(to_page), 0) FROM reading_sessions
				WHERE tbr_id = ? AND start_time >= ? AND NOT (device_estimate AND version = 0)""")
			.params(entry.value(), since)
			.query(Integer.class)
			.single();
	}

}
