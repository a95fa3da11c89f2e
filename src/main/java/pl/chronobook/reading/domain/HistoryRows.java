package pl.chronobook.reading.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingHistory.FinishedReading;
import pl.chronobook.reading.SessionRecord;

/**
 * The stored rows of a reader's past that forecasts rest on. It needs JDBC alone, so that
 * the training job's tests can compare these rows with those that the job reads.
 */
@Repository
public class HistoryRows {

	private final JdbcClient jdbc;

	/** Creates an instance for one database. */
	public HistoryRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns every reading to the end whose last day is known, by that day; a book that
	 * was read twice has two. Books removed from the list have none.
	 */
	public List<FinishedReading> finished(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT log.start_date, log.end_date, entry.page_count, entry.tbr_id, log.evidence
				FROM reading_log log JOIN user_tbr_list entry USING (tbr_id)
				WHERE log.user_id = ? AND log.completed AND log.end_date IS NOT NULL AND entry.removed_at IS NULL
				ORDER BY log.end_date""").param(reader.value()).query(HistoryRows::finishedReading).list();
	}

	/**
	 * Returns every session by its start, except those of books removed from the list.
	 */
	public List<SessionRecord> sessions(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT session.start_time, session.end_time, session.pages_read, session.paused_seconds,
				  session.from_page, session.to_page, NULL AS note, session.pages_estimated
				FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id)
				WHERE session.user_id = ? AND entry.removed_at IS NULL
				ORDER BY session.start_time""").param(reader.value()).query(HistoryRows::session).list();
	}

	private static FinishedReading finishedReading(ResultSet row, int number) throws SQLException {
		return new FinishedReading(new EntryId(row.getObject(4, UUID.class)),
				new ReadingDates(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)),
				row.getObject(3, Integer.class), row.getBoolean(5));
	}

	/** Maps a row of {@code reading_sessions}. */
	public static SessionRecord session(ResultSet row, int number) throws SQLException {
		return new SessionRecord(row.getObject("start_time", OffsetDateTime.class).toInstant(),
				row.getObject("end_time", OffsetDateTime.class).toInstant(), row.getDouble("pages_read"),
				Duration.ofSeconds(row.getInt("paused_seconds")), row.getObject("from_page", Integer.class),
				row.getObject("to_page", Integer.class), row.getString("note"), row.getBoolean("pages_estimated"));
	}

}
