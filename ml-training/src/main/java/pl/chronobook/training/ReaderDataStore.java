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

import pl.chronobook.forecast.model.correction.ModelCodec;

/**
 * Reads the rows of readers from the database, a page of readers at a time. Each page
 * takes two queries, whatever the number of sessions.
 */
class ReaderDataStore {

	private static final int ROWS_AT_A_TIME = 5_000;

	private final JdbcClient jdbc;

	private final JdbcTemplate streaming;

	ReaderDataStore(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
		this.streaming = new JdbcTemplate(dataSource);
		this.streaming.setFetchSize(ROWS_AT_A_TIME);
	}

	/**
	 * Returns the next readers of a partition whose list has changed since their last
	 * training, ordered by id, without their rows. PostgreSQL looks at all readers for
	 * each call, so ask for many at once.
	 * @param after the last reader of the previous call
	 * @param count the largest number of readers to return
	 */
	List<ReaderData> changed(Partition partition, UUID after, int count) {
		return this.jdbc.sql("""
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
			.query((row, number) -> ReaderData.of(row))
			.list();
	}

	/** Returns a pseudo-random but repeatable sample of all readers. */
	List<ReaderData> sample(int count) {
		List<ReaderData> readers = this.jdbc.sql("""
				SELECT user_id, list.revision, time_zone, day_ends_at
				FROM reading_lists list JOIN users USING (user_id)
				ORDER BY hashtextextended(user_id::text, 1), user_id LIMIT ?""")
			.param(count)
			.query((row, number) -> ReaderData.of(row))
			.list();
		return filled(readers);
	}

	/**
	 * Counts the readers of a partition whose list has changed since their last training.
	 */
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

	/** Reads the rows of readers and returns the readers with them. */
	List<ReaderData> filled(List<ReaderData> readers) {
		Map<UUID, ReaderData> byReader = new LinkedHashMap<>();
		readers.forEach(data -> byReader.put(data.reader(), data));
		stream("""
				SELECT session.user_id, start_time, end_time, paused_seconds, pages_read
				FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id)
				WHERE session.user_id = ANY (?) AND entry.removed_at IS NULL
				ORDER BY session.user_id, start_time""", byReader,
				row -> data(byReader, row.getObject(1, UUID.class)).sessions().add(ReaderData.SessionRow.of(row)));
		stream("""
				SELECT log.user_id, start_date, end_date, page_count, evidence
				FROM reading_log log JOIN user_tbr_list entry USING (tbr_id)
				WHERE log.user_id = ANY (?) AND log.completed AND end_date IS NOT NULL AND entry.removed_at IS NULL
				ORDER BY log.user_id, end_date""", byReader,
				row -> data(byReader, row.getObject(1, UUID.class)).readings().add(ReaderData.ReadingRow.of(row)));
		return new ArrayList<>(byReader.values());
	}

	private static ReaderData data(Map<UUID, ReaderData> byReader, UUID reader) {
		ReaderData data = byReader.get(reader);
		if (data == null) {
			throw new IllegalStateException("The query returned a row of another reader");
		}
		return data;
	}

	private void stream(String sql, Map<UUID, ReaderData> readers, RowCallbackHandler row) {
		if (!readers.isEmpty()) {
			this.streaming.query(connection -> {
				PreparedStatement statement = connection.prepareStatement(sql);
				statement.setArray(1, connection.createArrayOf("uuid", readers.keySet().toArray()));
				return statement;
			}, row);
		}
	}

}
