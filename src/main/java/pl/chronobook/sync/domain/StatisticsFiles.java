package pl.chronobook.sync.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.sync.StatisticsUploaded;

/**
 * Stores the statistics of devices byte for byte, because a device deletes locally what
 * is missing on the server. A folder holds one file, which all devices of the reader
 * share.
 */
@Service
public class StatisticsFiles {

	/** The largest file, in bytes. */
	public static final int MAX_BYTES = 50 * 1024 * 1024;

	/** The most folders of a reader, besides the root. */
	private static final int MAX_FOLDERS = 3;

	private static final int PART_BYTES = 1024 * 1024;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate readOnly;

	private final Clock clock;

	StatisticsFiles(JdbcClient jdbc, ApplicationEventPublisher events, PlatformTransactionManager transactions,
			Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.readOnly = new TransactionTemplate(transactions);
		this.readOnly.setReadOnly(true);
		this.clock = clock;
	}

	/** Lists the names of the reader's folders, without the root. */
	@Transactional(readOnly = true)
	public List<String> folders(ReaderId reader) {
		return this.jdbc.sql("SELECT folder FROM statistics_folders WHERE user_id = ? AND folder <> '' ORDER BY folder")
			.param(reader.value())
			.query(String.class)
			.list();
	}

	/** Finds the file of a folder. */
	@Transactional(readOnly = true)
	public Optional<StatisticsFile> find(ReaderId reader, String folder) {
		return this.jdbc.sql("""
				SELECT folder, octet_length(content), etag, modified_at, problem FROM statistics_folders
				WHERE user_id = ? AND folder = ? AND content IS NOT NULL""")
			.params(reader.value(), folder)
			.query(StatisticsFiles::file)
			.optional();
	}

	/** Finds the file that was uploaded last. */
	@Transactional(readOnly = true)
	public Optional<StatisticsFile> newest(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT folder, octet_length(content), etag, modified_at, problem FROM statistics_folders
				WHERE user_id = ? AND content IS NOT NULL ORDER BY modified_at DESC LIMIT 1""")
			.param(reader.value())
			.query(StatisticsFiles::file)
			.optional();
	}

	/**
	 * Creates a folder.
	 * @return false if the reader has {@value #MAX_FOLDERS} folders already
	 */
	@Transactional
	public boolean makeFolder(ReaderId reader, String folder) {
		lock(reader);
		if (folders(reader).size() >= MAX_FOLDERS) {
			return false;
		}
		this.jdbc.sql("INSERT INTO statistics_folders (user_id, folder, modified_at) VALUES (?, ?, ?)")
			.params(reader.value(), folder, Timestamp.from(this.clock.instant()))
			.update();
		return true;
	}

	/**
	 * Replaces the file of a folder and publishes
	 * {@link pl.chronobook.sync.StatisticsUploaded}, so that it is imported.
	 * @param content the bytes on the disk
	 * @param etag the strong validator of the bytes, with its quotes
	 * @param allowed decides whether the present file may be replaced
	 * @return the file that was replaced; empty if there was none
	 * @throws PreconditionFailedException if it may not be replaced
	 */
	@Transactional
	public Optional<StatisticsFile> replace(ReaderId reader, String folder, Path content, String etag,
			Predicate<Optional<StatisticsFile>> allowed) {
		lock(reader);
		Optional<StatisticsFile> former = find(reader, folder);
		if (!allowed.test(former)) {
			throw new PreconditionFailedException();
		}
		try (InputStream in = Files.newInputStream(content)) {
			this.jdbc.sql("""
					INSERT INTO statistics_folders (user_id, folder, content, etag, modified_at)
					VALUES (:reader, :folder, :content, :etag, :now)
					ON CONFLICT (user_id, folder) DO UPDATE SET content = excluded.content, etag = excluded.etag,
					  modified_at = excluded.modified_at, problem = NULL""")
				.param("reader", reader.value())
				.param("folder", folder)
				.param("content", new SqlBinaryValue(in, Files.size(content)))
				.param("etag", etag)
				.param("now", Timestamp.from(this.clock.instant()))
				.update();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.events.publishEvent(new StatisticsUploaded(reader, folder, etag));
		return former;
	}

	/**
	 * Writes one version of a file in parts, so that it is never in memory as a whole. No
	 * transaction spans the parts: a slow device, which takes minutes, holds no
	 * connection to the database while it receives.
	 * @throws IOException if the file cannot be written, or was replaced meanwhile
	 */
	public void write(ReaderId reader, StatisticsFile file, OutputStream out) throws IOException {
		for (int from = 0; from < file.size(); from += PART_BYTES) {
			int begin = from + 1;
			out.write(this.readOnly.execute(status -> part(reader, file, begin))
				.orElseThrow(() -> new IOException("Replaced while it was being read")));
		}
	}

	private Optional<byte[]> part(ReaderId reader, StatisticsFile file, int begin) {
		return this.jdbc.sql("""
				SELECT substring(content FROM ? FOR ?) FROM statistics_folders
				WHERE user_id = ? AND folder = ? AND etag = ?""")
			.params(begin, PART_BYTES, reader.value(), file.folder(), file.etag())
			.query((row, number) -> Objects.requireNonNull(row.getBytes(1)))
			.optional();
	}

	/** Marks a version of a file as one that cannot be imported. */
	@Transactional
	void markUnreadable(ReaderId reader, StatisticsFile file) {
		this.jdbc
			.sql("UPDATE statistics_folders SET problem = 'UNREADABLE' WHERE user_id = ? AND folder = ? AND etag = ?")
			.params(reader.value(), file.folder(), file.etag())
			.update();
	}

	private void lock(ReaderId reader) {
		this.jdbc.sql("SELECT user_id FROM users WHERE user_id = ? FOR NO KEY UPDATE")
			.param(reader.value())
			.query()
			.listOfRows();
	}

	private static StatisticsFile file(ResultSet row, int number) throws SQLException {
		return new StatisticsFile(row.getString(1), row.getLong(2), row.getString(3),
				row.getObject(4, OffsetDateTime.class).toInstant(), row.getString(5) != null);
	}

}
