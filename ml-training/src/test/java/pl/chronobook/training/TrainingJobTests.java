package pl.chronobook.training;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the job in a process of its own, with its own database role, on a database that
 * the application has migrated. The effect on pages, and killed and failing runs, are
 * tested with the packaged jars in platform-tests.
 */
class TrainingJobTests {

	private static final AtomicInteger databases = new AtomicInteger();

	private static final String ROLE = "chronobook_training";

	/** The database that the application has migrated; each test has a copy. */
	private static final String MIGRATED = "migrated";

	@SuppressWarnings("NullAway.Init")
	private static EmbeddedPostgres postgres;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final String database = "training_" + databases.incrementAndGet();

	private final JdbcClient jdbc = JdbcClient.create(postgres.getDatabase("postgres", this.database));

	private String output = "";

	@BeforeAll
	static void startPostgres() throws IOException {
		postgres = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "off")
			.setPGStartupWait(Duration.ofMinutes(2))
			.start();
		JdbcClient server = JdbcClient.create(postgres.getPostgresDatabase());
		server.sql("CREATE ROLE " + ROLE + " LOGIN").update();
		server.sql("CREATE DATABASE " + MIGRATED).update();
		Flyway.configure().dataSource(postgres.getDatabase("postgres", MIGRATED)).load().migrate();
	}

	@AfterAll
	static void stopPostgres() throws IOException {
		postgres.close();
	}

	@BeforeEach
	void createDatabase() {
		JdbcClient.create(postgres.getPostgresDatabase())
			.sql("CREATE DATABASE " + this.database + " TEMPLATE " + MIGRATED)
			.update();
	}

	@Test
	void secondRunFindsNothingNewAndAChangedReaderIsTrainedAgain() throws Exception {
		simulate(3, 100);
		assertThat(train()).as(this.output).isZero();

		assertThat(train()).as(this.output).isZero();
		assertThat(this.output).contains("Nothing new");

		this.jdbc.sql(
				"UPDATE reading_lists SET revision = 2 WHERE user_id = (SELECT user_id FROM users ORDER BY user_id LIMIT 1)")
			.update();
		assertThat(train()).as(this.output).isZero();
		assertThat(this.output).contains("readers with new data            1");
	}

	@Test
	void partitionsAndThreadsShareTheReadersOut() throws Exception {
		simulate(20, 60);

		assertThat(train("--partition=0/2", "--threads=2")).as(this.output).isZero();
		long first = seen();
		assertThat(first).isBetween(1L, 19L);
		assertThat(train("--partition=1/2")).as(this.output).isZero();

		assertThat(this.output).contains("readers with new data   %10d".formatted(20 - first));
		assertThat(seen()).isEqualTo(20);
	}

	@ParameterizedTest
	@CsvSource({ "0/1, 0/1, true", "0/1, 3/4, true", "1/2, 3/4, true", "0/2, 3/4, false", "1/3, 0/2, true",
			"0/4, 1/4, false", "2/6, 1/9, false", "2/6, 5/9, true" })
	void partitionsThatShareReadersDoNotRunAtTheSameTime(String running, String another, boolean refused)
			throws SQLException {
		DataSource dataSource = postgres.getDatabase(ROLE, this.database);
		try (PartitionLock first = PartitionLock.take(dataSource, Partition.of(running))) {
			assertThat(first).hasToString("partition " + running);
			if (refused) {
				assertThatExceptionOfType(PartitionLock.PartitionBusyException.class)
					.isThrownBy(() -> PartitionLock.take(dataSource, Partition.of(another)))
					.withMessageContaining(running);
			}
			else {
				PartitionLock.take(dataSource, Partition.of(another)).close();
			}
		}
		PartitionLock.take(dataSource, Partition.of(another)).close();
	}

	@Test
	void partitionsMayStartConcurrently() throws Exception {
		simulate(20, 60);

		List<Process> pods = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			pods.add(start(command("train", "--partition=%d/4".formatted(i)), "output-" + i));
		}

		for (int i = 0; i < pods.size(); i++) {
			assertThat(pods.get(i).waitFor()).as(Files.readString(this.folder.resolve("output-" + i))).isZero();
		}
		assertThat(seen()).isEqualTo(20);
	}

	@Test
	void trainingRoleCannotReadAddressesOrWriteReadings() throws Exception {
		JdbcClient own = JdbcClient.create(postgres.getDatabase(ROLE, this.database));
		for (String sql : List.of("SELECT email FROM users", "SELECT title FROM books",
				"SELECT note FROM reading_sessions", "UPDATE reading_sessions SET pages_read = 0", "DELETE FROM users",
				"UPDATE training_progress SET revision = 0", "SELECT model FROM reader_models",
				"CREATE TABLE mine (id int)")) {
			assertThatExceptionOfType(DataAccessException.class).as(sql)
				.isThrownBy(() -> own.sql(sql).update())
				.withStackTraceContaining("permission denied");
		}
	}

	@Test
	void metricsGoToThePushgateway() throws Exception {
		simulate(2, 200);
		CompletableFuture<String> received = new CompletableFuture<>();
		HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		gateway.createContext("/", exchange -> {
			received.complete(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n"
					+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		gateway.start();
		try {
			assertThat(train("--chronobook.training.pushgateway=http://localhost:" + gateway.getAddress().getPort()))
				.as(this.output)
				.isZero();

			assertThat(received.get(1, TimeUnit.MINUTES))
				.startsWith("PUT /metrics/job/chronobook-training/partition/0\n")
				.contains("chronobook_training_readers_total{outcome=")
				.contains("chronobook_training_error{stage=\"CONTEXT\"}")
				.contains("chronobook_training_error{stage=\"MODEL\"}")
				.contains("chronobook_training_duration_seconds")
				.contains("chronobook_training_seconds_per_reader");
		}
		finally {
			gateway.stop(0);
		}
	}

	@Test
	void simulatedReadersReadInEverySessionAndFinishBooks() throws Exception {
		simulate(5, 400);

		assertThat(this.jdbc.sql("SELECT count(*) FROM reading_sessions WHERE pages_read <= 0")
			.query(Integer.class)
			.single()).isZero();
		assertThat(this.jdbc.sql("SELECT count(*) FROM reading_log WHERE completed").query(Integer.class).single())
			.isGreaterThan(5);
	}

	@Test
	void sameSeedMakesTheSameReaders() throws Exception {
		simulate(3, 50);
		List<String> first = this.jdbc.sql("SELECT r::text FROM reading_sessions r ORDER BY 1")
			.query(String.class)
			.list();
		this.jdbc.sql("TRUNCATE users, books CASCADE").update();

		simulate(3, 50);

		assertThat(this.jdbc.sql("SELECT r::text FROM reading_sessions r ORDER BY 1").query(String.class).list())
			.isEqualTo(first)
			.isNotEmpty();
	}

	@Test
	void unknownCommandLineEndsWithStatus2() throws Exception {
		assertThat(run(List.of("train", "--partitions=0/1"))).as(this.output).isEqualTo(2);

		assertThat(this.output).contains("Usage:");
	}

	@Test
	void malformedPartitionIsRefused() throws Exception {
		assertThat(train("--partition=2/2")).isEqualTo(1);

		assertThat(this.output).contains("a partition is i/n");
	}

	@Test
	void databaseWithoutTablesSaysWhatToDo() throws Exception {
		assertThat(run(List.of("train", "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"))))
			.isEqualTo(1);

		assertThat(this.output).contains("lacks tables of ChronoBook").contains("Start the web application");
	}

	@Test
	void missingDatabaseSaysWhatToDo() throws Exception {
		assertThat(run(List.of("train", "--spring.datasource.url=jdbc:postgresql://localhost:1/nothing",
				"--spring.datasource.username=nobody", "--spring.datasource.hikari.connection-timeout=1000")))
			.isEqualTo(1);

		assertThat(this.output).contains("There is no connection to PostgreSQL").contains("SPRING_DATASOURCE_URL");
	}

	private long seen() {
		return this.jdbc.sql("SELECT count(*) FROM training_progress").query(Long.class).single();
	}

	private void simulate(int users, int days) throws Exception {
		assertThat(run(List.of("simulate", "--users=" + users, "--days=" + days, "--seed=7",
				"--spring.datasource.url=" + postgres.getJdbcUrl("postgres", this.database))))
			.as(this.output)
			.isZero();
	}

	private int train(String... options) throws Exception {
		return run(command("train", options));
	}

	private List<String> command(String command, String... options) {
		List<String> arguments = new ArrayList<>(
				List.of(command, "--spring.datasource.url=" + postgres.getJdbcUrl(ROLE, this.database),
						"--spring.datasource.username=" + ROLE, "--chronobook.training.sample=10"));
		arguments.addAll(Arrays.asList(options));
		return arguments;
	}

	private int run(List<String> arguments) throws Exception {
		int status = start(arguments).waitFor();
		this.output = Files.readString(this.folder.resolve("output"));
		return status;
	}

	private Process start(List<String> arguments) throws IOException {
		return start(arguments, "output");
	}

	private Process start(List<String> arguments, String file) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
						"-cp", System.getProperty("java.class.path"), TrainingApplication.class.getName()));
		command.addAll(arguments);
		File output = this.folder.resolve(file).toFile();
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
	}

}
