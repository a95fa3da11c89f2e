package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens KOReader's {@code statistics.sqlite3}, which comes from anywhere: a copy in a
 * folder that nobody else may enter, read-only, with a time limit, and only if what is
 * asked for are plain tables. A view, a generated column or a virtual table could compute
 * for ever; an index or a trigger is never asked.
 */
final class KoReaderDatabase implements AutoCloseable {

	/** How every SQLite database begins. */
	private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] WAL_MAGIC = { 0x37, 0x7f, 0x06 };

	/** Steps of SQLite's virtual machine between two looks at the clock. */
	private static final int STEPS = 100_000;

	private final Path folder;

	private final Connection connection;

	private KoReaderDatabase(Path folder, Connection connection) {
		this.folder = folder;
		this.connection = connection;
	}

	static boolean isDatabase(Upload file) {
		return startsWith(file, MAGIC);
	}

	static boolean isWriteAheadLog(Upload file) {
		return startsWith(file, WAL_MAGIC);
	}

	/**
	 * Opens a copy.
	 * @param wal what was written last and is not in the database yet; null without one
	 * @param limit how long all questions together may take
	 * @throws UnreadableFileException if it is damaged, or not KOReader's
	 */
	static KoReaderDatabase open(Upload content, @Nullable Upload wal, Duration limit) {
		Path folder = null;
		try {
			folder = Files.createTempDirectory("chronobook-koreader-");
			Path file = folder.resolve("statistics.sqlite3");
			copy(content, file);
			if (wal != null) {
				copy(wal, folder.resolve("statistics.sqlite3-wal"));
			}
			KoReaderDatabase database = new KoReaderDatabase(folder, connect(file, limit));
			try {
				database.refuseWhatIsNoPlainTable();
			}
			catch (RuntimeException ex) {
				database.close();
				throw ex;
			}
			return database;
		}
		catch (IOException ex) {
			delete(folder);
			throw new java.io.UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			delete(folder);
			throw damaged(ex);
		}
	}

	/** Hands over every book: number, title, authors, pages. */
	void books(RowReader reader) {
		query("SELECT id, substr(title, 1, 2000), substr(authors, 1, 2000), pages FROM book ORDER BY id", reader);
	}

	/**
	 * Hands over every page event: book, page, start, duration, pages of the book then.
	 */
	void events(RowReader reader) {
		query("SELECT id_book, page, start_time, duration, total_pages FROM page_stat_data", reader);
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			// nothing was written that could be lost
		}
		finally {
			delete(this.folder);
		}
	}

	private void query(String sql, RowReader reader) {
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				reader.read(rows);
			}
		}
		catch (SQLException ex) {
			throw damaged(ex);
		}
	}

	private void refuseWhatIsNoPlainTable() {
		Set<String> tables = new HashSet<>();
		Set<String> columns = new HashSet<>();
		query("SELECT lower(name), type, lower(coalesce(sql, '')) FROM sqlite_master "
				+ "WHERE lower(name) IN ('book', 'page_stat_data', 'page_stat')", row -> {
					if ("table".equals(row.getString(2))) {
						if (row.getString(3).stripLeading().startsWith("create virtual")) {
							throw new UnreadableFileException(FileProblem.DAMAGED_DATABASE);
						}
						tables.add(row.getString(1));
					}
				});
		if (!tables.contains("page_stat_data")) {
			throw new UnreadableFileException(
					tables.contains("page_stat") ? FileProblem.OLD_KOREADER : FileProblem.OTHER_DATABASE);
		}
		if (!tables.contains("book")) {
			throw new UnreadableFileException(FileProblem.OTHER_DATABASE);
		}
		for (String table : new String[] { "book", "page_stat_data" }) {
			query("PRAGMA table_xinfo(" + table + ")", row -> {
				if (row.getInt("hidden") != 0) {
					throw new UnreadableFileException(FileProblem.DAMAGED_DATABASE);
				}
				columns.add(table + "." + row.getString("name").toLowerCase(java.util.Locale.ROOT));
			});
		}
		if (!columns.containsAll(Set.of("book.id", "book.title", "book.authors", "book.pages", "page_stat_data.id_book",
				"page_stat_data.page", "page_stat_data.start_time", "page_stat_data.duration",
				"page_stat_data.total_pages"))) {
			throw new UnreadableFileException(FileProblem.OTHER_DATABASE);
		}
	}

	private static Connection connect(Path file, Duration limit) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setReadOnly(true);
		config.enableLoadExtension(false);
		config.setPragma(Pragma.LIMIT_ATTACHED, "0");
		config.setPragma(Pragma.LIMIT_LENGTH, "1000000");
		config.setPragma(Pragma.LIMIT_SQL_LENGTH, "100000");
		Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
		try (Statement statement = connection.createStatement()) {
			long deadline = System.nanoTime() + limit.toNanos();
			ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
				@Override
				protected int progress() {
					return (System.nanoTime() < deadline) ? 0 : 1;
				}
			});
			statement.execute("PRAGMA trusted_schema = OFF");
			statement.execute("PRAGMA cell_size_check = ON");
			statement.execute("PRAGMA mmap_size = 0");
			statement.execute("PRAGMA query_only = ON");
			return connection;
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	private static UnreadableFileException damaged(SQLException ex) {
		boolean foreign = ex instanceof SQLiteException sqlite
				&& sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB;
		return new UnreadableFileException(foreign ? FileProblem.OTHER_DATABASE : FileProblem.DAMAGED_DATABASE);
	}

	private static void delete(@Nullable Path folder) {
		if (folder != null) {
			try {
				org.springframework.util.FileSystemUtils.deleteRecursively(folder);
			}
			catch (IOException ex) {
				// the system clears its temporary folder
			}
		}
	}

	private static void copy(Upload upload, Path file) throws IOException {
		try (InputStream in = upload.open(0)) {
			Files.copy(in, file);
		}
	}

	private static boolean startsWith(Upload file, byte[] beginning) {
		return Arrays.equals(file.head(beginning.length), beginning);
	}

	/**
	 * Takes rows.
	 */
	@FunctionalInterface
	interface RowReader {

		void read(ResultSet row) throws SQLException;

	}

}
