package pl.chronobook.training;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.forecast.model.ModelCodec;

/**
 * Reads what readers have read, some readers at a time: three queries for each page of
 * keys, whatever the number of sessions.
 */
class Lessons {

	private static final int ROWS_AT_A_TIME = 5_000;

	private final JdbcClient jdbc;

	private final JdbcTemplate streaming;

	Lessons(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
		this.streaming = new JdbcTemplate(dataSource);
		this.streaming.setFetchSize(ROWS_AT_A_TIME);
	}

	/**
	 * The next readers of a partition with new data since the last run.
	 * @param after the last reader that has been read
	 */
	List<Lesson> next(Partition partition, UUID after, int count) {
		List<Lesson> lessons = this.jdbc.sql("""
				SELECT user_id, list.revision, time_zone, day_ends_at
				FROM reading_lists list JOIN users USING (user_id) LEFT JOIN training_progress seen USING (user_id)
				WHERE (seen.revision IS DISTINCT FROM list.revision OR seen.feature_version <> :version)
				  AND user_id > :after AND (hashtextextended(user_id::text, 0) & 2147483647) % :count = :index
				ORDER BY user_id LIMIT :limit""")
			.param("version", ModelCodec.VERSION)
			.param("after", after)
			.param("count", partition.count())
			.param("index", partition.index())
			.param("limit", count)
			.query((row, number) -> Lesson.of(row))
			.list();
		return filled(lessons);
	}

	/** Readers who stand for all, the same ones whoever asks. */
	List<Lesson> sample(int count) {
		List<Lesson> lessons = this.jdbc.sql("""
				SELECT user_id, list.revision, time_zone, day_ends_at
				FROM reading_lists list JOIN users USING (user_id)
				ORDER BY hashtextextended(user_id::text, 1), user_id LIMIT ?""")
			.param(count)
			.query((row, number) -> Lesson.of(row))
			.list();
		return filled(lessons);
	}

	/** How many readers of a partition have new data. */
	long count(Partition partition) {
		return this.jdbc.sql("""
				SELECT count(*) FROM reading_lists list LEFT JOIN training_progress seen USING (user_id)
				WHERE (seen.revision IS DISTINCT FROM list.revision OR seen.feature_version <> :version)
				  AND (hashtextextended(user_id::text, 0) & 2147483647) % :count = :index""")
			.param("version", ModelCodec.VERSION)
			.param("count", partition.count())
			.param("index", partition.index())
			.query(Long.class)
			.single();
	}

	private List<Lesson> filled(List<Lesson> lessons) {
		Map<UUID, Lesson> byReader = new LinkedHashMap<>();
		lessons.forEach(lesson -> byReader.put(lesson.reader(), lesson));
		stream("""
				SELECT session.user_id, start_time, end_time, paused_seconds, pages_read
				FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id)
				WHERE session.user_id = ANY (?) AND entry.removed_at IS NULL
				ORDER BY session.user_id, start_time""", byReader,
				row -> lesson(byReader, row.getObject(1, UUID.class)).sittings().add(Lesson.Sitting.of(row)));
		stream("""
				SELECT log.user_id, start_date, end_date, page_count
				FROM reading_log log JOIN user_tbr_list entry USING (tbr_id)
				WHERE log.user_id = ANY (?) AND log.completed AND log.evidence AND end_date IS NOT NULL
				  AND entry.removed_at IS NULL AND page_count IS NOT NULL
				ORDER BY log.user_id, end_date""", byReader,
				row -> lesson(byReader, row.getObject(1, UUID.class)).readings().add(Lesson.Reading.of(row)));
		return new ArrayList<>(byReader.values());
	}

	private static Lesson lesson(Map<UUID, Lesson> byReader, UUID reader) {
		Lesson lesson = byReader.get(reader);
		if (lesson == null) {
			throw new IllegalStateException("a row of a reader who was not asked for");
		}
		return lesson;
	}

	private void stream(String sql, Map<UUID, Lesson> readers, RowCallbackHandler row) {
		if (!readers.isEmpty()) {
			this.streaming.query(connection -> {
				PreparedStatement statement = connection.prepareStatement(sql);
				statement.setArray(1, connection.createArrayOf("uuid", readers.keySet().toArray()));
				return statement;
			}, row);
		}
	}

}
