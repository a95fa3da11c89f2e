package pl.chronobook.transfer.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import org.springframework.util.FileSystemUtils;

/**
 * An uploaded SQLite database, which may be hostile. A copy in a private folder is opened
 * read-only and with a time limit. Only plain tables may be queried, because a view, a
 * generated column or a virtual table could compute for ever.
 */
public final class SqliteFile implements AutoCloseable {

	/** The first bytes of every SQLite database. */
	private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] WAL_MAGIC = { 0x37, 0x7f, 0x06 };

	/**
	 * The number of steps of SQLite's virtual machine between two checks of the time
	 * limit.
	 */
	private static final int STEPS = 1_000;

	private final Path folder;

	private final Connection connection;

	private SqliteFile(Path folder, Connection connection) {
		this.folder = folder;
		this.connection = connection;
	}

	public static boolean isDatabase(Upload file) {
		return startsWith(file, MAGIC);
	}

	public static boolean isWriteAheadLog(Upload file) {
		return startsWith(file, WAL_MAGIC);
	}

	/**
	 * Opens a copy.
	 * @param wal the write-ahead log with rows that are not in the database yet; null if
	 * there is none
	 * @param limit time limit of all queries together
	 * @throws UnreadableFileException if it is damaged
	 */
	public static SqliteFile open(Upload content, @Nullable Upload wal, Duration limit) {
		Path folder = null;
		try {
			folder = Files.createTempDirectory("chronobook-sqlite-");
			Path file = folder.resolve("upload.sqlite");
			copy(content, file);
			if (wal != null) {
				copy(wal, folder.resolve("upload.sqlite-wal"));
			}
			return new SqliteFile(folder, connect(file, limit));
		}
		catch (IOException ex) {
			delete(folder);
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			delete(folder);
			throw damaged(ex);
		}
		catch (RuntimeException ex) {
			delete(folder);
			throw ex;
		}
	}

	/**
	 * Returns the columns of a table in lower case, none if there is no such table.
	 * @param table name in lower case
	 * @throws UnreadableFileException if the table is virtual or has computed columns
	 */
	public Set<String> columns(String table) {
		Set<String> columns = new LinkedHashSet<>();
		boolean[] plain = new boolean[1];
		query("SELECT lower(coalesce(sql, '')) FROM sqlite_master WHERE type = 'table' AND lower(name) = ?", row -> {
			if (row.getString(1).stripLeading().startsWith("create virtual")) {
				throw new UnreadableFileException(FileProblem.DAMAGED_DATABASE);
			}
			plain[0] = true;
		}, table);
		if (!plain[0]) {
			return columns;
		}
		query("PRAGMA table_xinfo(%s)".formatted(table), row -> {
			if (row.getInt("hidden") != 0) {
				throw new UnreadableFileException(FileProblem.DAMAGED_DATABASE);
			}
			columns.add(row.getString("name").toLowerCase(Locale.ROOT));
		});
		return columns;
	}

	/** Returns whether there is a table or a view with a name in lower case. */
	public boolean has(String name) {
		boolean[] found = new boolean[1];
		query("SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = ?", row -> found[0] = true,
				name);
		return found[0];
	}

	/**
	 * Passes every row of a query to {@code reader}. Queries may use only tables that
	 * {@link #columns} has checked before.
	 * @throws UnreadableFileException if the database is damaged or the time is up
	 */
	public void query(String sql, RowReader reader, String... parameters) {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setString(i + 1, parameters[i]);
			}
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					WorkLimit.check();
					reader.read(rows);
				}
			}
		}
		catch (SQLException ex) {
			throw damaged(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			// Nothing was written, so nothing can be lost
		}
		finally {
			delete(this.folder);
		}
	}

	private static Connection connect(Path file, Duration limit) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setReadOnly(true);
		config.enableLoadExtension(false);
		config.setPragma(Pragma.LIMIT_ATTACHED, "0");
		config.setPragma(Pragma.LIMIT_LENGTH, String.valueOf(Limits.MAX_BYTES));
		config.setPragma(Pragma.LIMIT_SQL_LENGTH, "100000");
		Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
		try (Statement statement = connection.createStatement()) {
			long deadline = System.nanoTime() + WorkLimit.remaining(limit).toNanos();
			BooleanSupplier clientGone = WorkLimit.clientGone();
			ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
				@Override
				protected int progress() {
					return (System.nanoTime() - deadline < 0 && !clientGone.getAsBoolean()) ? 0 : 1;
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
		SQLiteErrorCode code = (ex instanceof SQLiteException sqlite) ? sqlite.getResultCode()
				: SQLiteErrorCode.SQLITE_ERROR;
		return new UnreadableFileException(switch (code) {
			case SQLITE_NOTADB -> FileProblem.OTHER_DATABASE;
			case SQLITE_INTERRUPT -> FileProblem.TOO_MUCH_WORK;
			default -> FileProblem.DAMAGED_DATABASE;
		});
	}

	private static void delete(@Nullable Path folder) {
		if (folder != null) {
			try {
				FileSystemUtils.deleteRecursively(folder);
			}
			catch (IOException ex) {
				// The system clears its temporary folder
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
	 * Receives the rows of a query.
	 */
	@FunctionalInterface
	public interface RowReader {

		void read(ResultSet row) throws SQLException;

	}

}
