package pl.chronobook;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The embedded database keeps what it has confirmed through restarts and kills.
 */
class EmbeddedDatabaseTests {

	private static final Predicate<String> CONFIRMED = Pattern.compile("\\d+\\.").asMatchPredicate();

	@TempDir
	private Path folder;

	@Test
	void dataSurviveCloseAndReopen() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
			execute(database, "CREATE TABLE note (text text)");
			execute(database, "INSERT INTO note VALUES ('Zażółć gęślą jaźń')");
		}

		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
			assertThat(query(database, "SELECT text FROM note")).containsExactly("Zażółć gęślą jaźń");
		}
	}

	@Test
	void secondStartInTheSameProcessIsRefusedWithAdvice() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
			assertThatExceptionOfType(EmbeddedDatabase.FolderInUseException.class)
				.isThrownBy(() -> EmbeddedDatabase.start(this.folder))
				.satisfies(ex -> {
					FailureAnalysis analysis = new FolderInUseFailureAnalyzer().analyze(ex);
					assertThat(analysis.getDescription()).contains(this.folder.toString(), "in use");
					assertThat(analysis.getAction()).contains("--chronobook.embedded-database.data-directory",
							"SPRING_DATASOURCE_URL");
				});
			assertThat(query(database, "SELECT 1")).containsExactly("1");
		}
	}

	@Test
	void killedApplicationKeepsItsLockUntilItEndsAndLosesNoConfirmedRow() throws Exception {
		Process application = spawn(Application.class, this.folder.toString());
		List<String> confirmed = new ArrayList<>();
		try (BufferedReader output = application.inputReader()) {
			while (confirmed.size() < 200) {
				String line = output.readLine();
				assertThat(line).as("output of the application, which ended early").isNotNull();
				if (CONFIRMED.test(line)) {
					confirmed.add(line);
				}
			}
			assertThatExceptionOfType(EmbeddedDatabase.FolderInUseException.class)
				.isThrownBy(() -> EmbeddedDatabase.start(this.folder));

			// Not Process.destroyForcibly: that would close the output too
			application.toHandle().destroyForcibly();
			application.waitFor();
			// An incomplete last line confirms nothing
			output.lines().filter(CONFIRMED).forEach(confirmed::add);
		}
		ProcessHandle orphan = server();
		assertThat(orphan.isAlive()).isTrue();

		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
			assertThat(orphan.isAlive()).isFalse();
			assertThat(query(database, "SELECT number || '.' FROM confirmed")).containsAll(confirmed);
		}
	}

	@Test
	void otherProcessWithTheServersIdIsNotStopped() throws Exception {
		EmbeddedDatabase.start(this.folder).close();
		Process bystander = spawn(Bystander.class);
		try (BufferedReader output = bystander.inputReader()) {
			assertThat(output.readLine()).isEqualTo("here");
			Files.writeString(this.folder.resolve("postgres/postmaster.pid"), bystander.pid() + "\n");

			try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
				assertThat(query(database, "SELECT 1")).containsExactly("1");
			}

			assertThat(bystander.isAlive()).isTrue();
		}
		finally {
			bystander.destroyForcibly().waitFor();
		}
	}

	@Test
	void interruptedFirstStartIsRepeatedFromScratch() throws Exception {
		Files.createDirectories(this.folder.resolve("postgres/base"));
		Files.writeString(this.folder.resolve("postgres/PG_VERSION"), "18\n");
		Files.writeString(this.folder.resolve("new-password"), "never used");

		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
			assertThat(query(database, "SELECT 1")).containsExactly("1");
		}
	}

	@Test
	void onlyTheOwnerOfTheDataCanConnect() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
			assertThatExceptionOfType(SQLException.class)
				.isThrownBy(() -> DriverManager.getConnection(database.getJdbcUrl(), "postgres", "guess"))
				.satisfies(ex -> assertThat(ex.getSQLState()).isEqualTo("28P01"));
			Path password = this.folder.resolve("postgres/chronobook-password");
			assertThat(password).hasContent(database.getPassword());
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password))).isEqualTo("rw-------");
			assertThat(this.folder).isDirectoryNotContaining("glob:**new-password");
			assertThat(query(database, "SHOW listen_addresses")).containsExactly("localhost");
			assertThat(query(database, "SHOW unix_socket_directories")).containsExactly("");
		}
	}

	@Test
	void confirmedCommitsAreOnDisk() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder)) {
			assertThat(query(database, "SHOW synchronous_commit")).containsExactly("on");
			assertThat(query(database, "SHOW fsync")).containsExactly("on");
		}
	}

	private ProcessHandle server() throws IOException {
		String pid = Files.readAllLines(this.folder.resolve("postgres/postmaster.pid")).getFirst().strip();
		return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
	}

	private static Connection connect(EmbeddedDatabase database) throws SQLException {
		return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
	}

	private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
		try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static List<String> query(EmbeddedDatabase database, String sql) throws SQLException {
		List<String> values = new ArrayList<>();
		try (Connection connection = connect(database);
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			while (result.next()) {
				values.add(result.getString(1));
			}
		}
		return values;
	}

	private static Process spawn(Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
	}

	/**
	 * Stores rows until it is killed, and prints the number of each row and a full stop
	 * once the row is confirmed.
	 */
	static final class Application {

		public static void main(String[] arguments) throws Exception {
			EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
			execute(database, "CREATE TABLE confirmed (number integer)");
			try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
				for (int number = 1;; number++) {
					statement.execute("INSERT INTO confirmed VALUES (" + number + ")");
					System.out.println(number + ".");
				}
			}
		}

	}

	/**
	 * Does nothing until it is killed.
	 */
	static final class Bystander {

		public static void main(String[] arguments) throws Exception {
			System.out.println("here");
			Thread.currentThread().join();
		}

	}

}
