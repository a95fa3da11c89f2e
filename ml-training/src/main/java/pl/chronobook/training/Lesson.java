package pl.chronobook.training;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.FinishedBook;
import pl.chronobook.forecast.model.ReaderHistory;
import pl.chronobook.forecast.model.Session;

/**
 * One reader's past as the database has it. It is made into a history only when it is
 * trained on, so that data which cannot be understood fail that reader alone.
 *
 * @param revision of the reader's list
 * @param zone where the reader lives
 * @param dayEndsAt hours after midnight at which the reader's day ends
 * @param sittings in order of time
 * @param readings books read to the end, with their last day
 */
record Lesson(UUID reader, long revision, String zone, int dayEndsAt, List<Sitting> sittings, List<Reading> readings) {

	static Lesson of(ResultSet row) throws SQLException {
		return new Lesson(row.getObject("user_id", UUID.class), row.getLong("revision"), row.getString("time_zone"),
				row.getInt("day_ends_at"), new ArrayList<>(), new ArrayList<>());
	}

	/**
	 * The history in the reader's own days.
	 */
	ReaderHistory history() {
		ZoneId place = ZoneId.of(this.zone);
		List<Session> sessions = new ArrayList<>(this.sittings.size());
		for (Sitting sitting : this.sittings) {
			LocalDateTime start = LocalDateTime.ofInstant(sitting.start(), place).minusHours(this.dayEndsAt);
			Duration active = Duration.between(sitting.start(), sitting.end()).minusSeconds(sitting.pausedSeconds());
			sessions.add(new Session(start, start.plus(active), sitting.pages()));
		}
		List<FinishedBook> books = new ArrayList<>(this.readings.size());
		for (Reading reading : this.readings) {
			books.add(new FinishedBook(reading.started(), reading.finished(), reading.pages()));
		}
		return new ReaderHistory(sessions, books);
	}

	/**
	 * A session.
	 */
	record Sitting(Instant start, Instant end, int pausedSeconds, double pages) {

		static Sitting of(ResultSet row) throws SQLException {
			return new Sitting(row.getObject("start_time", OffsetDateTime.class).toInstant(),
					row.getObject("end_time", OffsetDateTime.class).toInstant(), row.getInt("paused_seconds"),
					row.getDouble("pages_read"));
		}

	}

	/**
	 * A book read to the end.
	 */
	record Reading(@Nullable LocalDate started, LocalDate finished, int pages) {

		static Reading of(ResultSet row) throws SQLException {
			return new Reading(row.getObject("start_date", LocalDate.class), row.getObject("end_date", LocalDate.class),
					row.getInt("page_count"));
		}

	}

}
