package pl.chronobook.notification.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Types;
import java.time.LocalTime;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderId;

/**
 * Stores the notification preferences of readers.
 */
@Service
@Transactional
public class NotificationSettings {

	private final JdbcClient jdbc;

	NotificationSettings(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Returns the reader's preferences, or the default ones. */
	@Transactional(readOnly = true)
	public Preferences of(ReaderId reader) {
		return chosen(reader).orElse(Preferences.DEFAULT);
	}

	/** Returns the preferences that the reader has saved; empty without any. */
	@Transactional(readOnly = true)
	Optional<Preferences> chosen(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT date_slipped, slip_days, deadline_at_risk, session_forgotten, book_finished,
				  quiet_from, quiet_until
				FROM notification_settings WHERE user_id = ?""")
			.param(reader.value())
			.query((row, number) -> new Preferences(row.getBoolean(1), row.getInt(2), row.getBoolean(3),
					row.getBoolean(4), row.getBoolean(5), quiet(row)))
			.optional();
	}

	/** Stores the reader's preferences. */
	public void choose(ReaderId reader, Preferences preferences) {
		store(reader, preferences, """
				ON CONFLICT (user_id) DO UPDATE SET date_slipped = excluded.date_slipped,
				  slip_days = excluded.slip_days, deadline_at_risk = excluded.deadline_at_risk,
				  session_forgotten = excluded.session_forgotten, book_finished = excluded.book_finished,
				  quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until""");
	}

	/**
	 * Stores preferences for a reader without any.
	 * @return whether they were stored
	 */
	boolean chooseIfNothingIsChosen(ReaderId reader, Preferences preferences) {
		return store(reader, preferences, "ON CONFLICT (user_id) DO NOTHING") == 1;
	}

	/** Deletes the reader's preferences, unless they have been changed since. */
	void takeBack(ReaderId reader, Preferences preferences) {
		if (chosen(reader).filter(preferences::equals).isPresent()) {
			this.jdbc.sql("DELETE FROM notification_settings WHERE user_id = ?").param(reader.value()).update();
		}
	}

	private int store(ReaderId reader, Preferences preferences, String conflict) {
		QuietHours quiet = preferences.quiet();
		return this.jdbc.sql("""
				INSERT INTO notification_settings (user_id, date_slipped, slip_days, deadline_at_risk,
				  session_forgotten, book_finished, quiet_from, quiet_until)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?)
				""" + conflict)
			.params(reader.value(), preferences.dateSlipped(), preferences.slipDays(), preferences.deadlineAtRisk(),
					preferences.sessionForgotten(), preferences.bookFinished(),
					time((quiet != null) ? quiet.from() : null), time((quiet != null) ? quiet.until() : null))
			.update();
	}

	private static SqlParameterValue time(@Nullable LocalTime time) {
		return new SqlParameterValue(Types.TIME, (time != null) ? Time.valueOf(time) : null);
	}

	private static @Nullable QuietHours quiet(ResultSet row) throws SQLException {
		LocalTime from = row.getObject(6, LocalTime.class);
		LocalTime until = row.getObject(7, LocalTime.class);
		return (from != null && until != null) ? new QuietHours(from, until) : null;
	}

}
