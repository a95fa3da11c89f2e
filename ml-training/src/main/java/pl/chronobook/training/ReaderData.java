package pl.chronobook.training;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.history.HistoryBuilder;
import pl.chronobook.forecast.model.history.ReaderDays;
import pl.chronobook.forecast.model.history.ReaderHistory;

/**
 * The stored rows of one reader. They are converted when the reader is trained and not
 * when they are read, so that rows which cannot be converted fail that reader alone.
 *
 * @param revision the revision of the reader's list
 * @param zone the reader's time zone
 * @param dayEndsAt hours after midnight at which the reader's day ends
 * @param sessions the sessions, ordered by their start
 * @param readings the complete readings of whole books, ordered by their last day
 */
record ReaderData(UUID reader, long revision, String zone, int dayEndsAt, List<SessionRow> sessions,
		List<ReadingRow> readings) {

	static ReaderData of(ResultSet row) throws SQLException {
		return new ReaderData(row.getObject("user_id", UUID.class), row.getLong("revision"), row.getString("time_zone"),
				row.getInt("day_ends_at"), new ArrayList<>(), new ArrayList<>());
	}

	/**
	 * Converts the rows into a history in the reader's own days.
	 * @throws java.time.DateTimeException if the zone is unknown
	 * @throws IllegalArgumentException if a row is inconsistent
	 */
	ReaderHistory history() {
		HistoryBuilder history = new HistoryBuilder(new ReaderDays(ZoneId.of(this.zone), this.dayEndsAt));
		for (SessionRow session : this.sessions) {
			history.addSession(session.start(), session.end(), session.paused(), session.pages());
		}
		for (ReadingRow reading : this.readings) {
			history.addReading(reading.started(), reading.finished(), reading.pages(), reading.evidence());
		}
		return history.build();
	}

	/**
	 * A row of {@code reading_sessions}.
	 */
	record SessionRow(Instant start, Instant end, Duration paused, double pages) {

		static SessionRow of(ResultSet row) throws SQLException {
			return new SessionRow(row.getObject("start_time", OffsetDateTime.class).toInstant(),
					row.getObject("end_time", OffsetDateTime.class).toInstant(),
					Duration.ofSeconds(row.getInt("paused_seconds")), row.getDouble("pages_read"));
		}

	}

	/**
	 * A row of {@code reading_log} with the length of its book.
	 */
	record ReadingRow(@Nullable LocalDate started, @Nullable LocalDate finished, @Nullable Integer pages,
			boolean evidence) {

		static ReadingRow of(ResultSet row) throws SQLException {
			return new ReadingRow(row.getObject("start_date", LocalDate.class),
					row.getObject("end_date", LocalDate.class), row.getObject("page_count", Integer.class),
					row.getBoolean("evidence"));
		}

	}

}
