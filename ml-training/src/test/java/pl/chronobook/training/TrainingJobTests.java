package pl.chronobook.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The job as the command line starts it, on a database that the application's own
 * migrations made.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrainingJobTests {

	private static final AtomicInteger databases = new AtomicInteger();

	@SuppressWarnings("NullAway.Init")
	private static EmbeddedPostgres postgres;

	private final String database = "training_" + databases.incrementAndGet();

	private final JdbcClient jdbc = JdbcClient.create(postgres.getDatabase("postgres", this.database));

	@BeforeAll
	static void startPostgres() throws IOException {
		postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
	}

	@AfterAll
	static void stopPostgres() throws IOException {
		postgres.close();
	}

	@BeforeEach
	void createDatabase() {
		JdbcClient.create(postgres.getPostgresDatabase()).sql("CREATE DATABASE " + this.database).update();
	}

	private void migrate() {
		Flyway.configure().dataSource(postgres.getDatabase("postgres", this.database)).load().migrate();
	}

	@Test
	void reportsReadersWithEnoughSessions(CapturedOutput output) {
		migrate();
		reader(3, 1);
		reader(2, 0);
		reader(0, 4);

		assertThat(train("--chronobook.training.minimum-sessions=2")).isZero();

		assertThat(output).contains("Would train 2 of 3 readers with new data")
			.contains("in all 5 sessions, 5 finished readings");
	}

	@Test
	void secondRunFindsNothingNew(CapturedOutput output) {
		migrate();
		reader(1, 1);
		assertThat(train()).isZero();
		assertThat(output).doesNotContain("Nothing new");

		assertThat(train()).isZero();

		assertThat(output).contains("Nothing new");
	}

	@Test
	void changedReaderIsSeenAgainAndNobodyElse(CapturedOutput output) {
		migrate();
		UUID changed = reader(1, 1);
		reader(1, 1);
		assertThat(train()).isZero();
		this.jdbc.sql("UPDATE reading_lists SET revision = revision + 1 WHERE user_id = ?").param(changed).update();

		assertThat(train()).isZero();

		assertThat(output).contains("of 1 readers with new data");
	}

	@Test
	void runThatFailsHalfwayKeepsWhatItFinishedAndTheNextTakesUpTheRest(CapturedOutput output) {
		migrate();
		List<UUID> readers = new ArrayList<>(List.of(reader(1, 0), reader(1, 0), reader(1, 0)));
		readers.sort((a, b) -> a.toString().compareTo(b.toString()));
		this.jdbc
			.sql("ALTER TABLE training_progress ADD CONSTRAINT broken CHECK (user_id <> '%s')"
				.formatted(readers.get(1)))
			.update();

		assertThat(train("--chronobook.training.chunk-size=1")).isEqualTo(1);
		assertThat(seen()).containsExactly(readers.getFirst());

		this.jdbc.sql("ALTER TABLE training_progress DROP CONSTRAINT broken").update();
		assertThat(train("--chronobook.training.chunk-size=1")).isZero();
		assertThat(seen()).containsExactlyInAnyOrderElementsOf(readers);
		assertThat(output).contains("of 2 readers with new data");
	}

	@Test
	void pagesOverMoreReadersThanOneChunkHolds(CapturedOutput output) {
		migrate();
		for (int i = 0; i < 7; i++) {
			reader(1, 0);
		}

		assertThat(train("--chronobook.training.chunk-size=3")).isZero();

		assertThat(output).contains("of 7 readers with new data");
		assertThat(seen()).hasSize(7);
	}

	@Test
	void databaseWithoutTablesSaysWhatToDo(CapturedOutput output) {
		assertThat(train()).isEqualTo(1);

		assertThat(output).contains("lacks tables of ChronoBook").contains("Start the web application");
	}

	@Test
	void missingDatabaseSaysWhatToDo(CapturedOutput output) {
		assertThat(run("train", "--spring.datasource.url=jdbc:postgresql://localhost:1/nothing",
				"--spring.datasource.username=nobody", "--spring.datasource.hikari.connection-timeout=1000"))
			.isEqualTo(1);

		assertThat(output).contains("There is no connection to PostgreSQL").contains("SPRING_DATASOURCE_URL");
	}

	@Test
	void unknownDatabaseSaysWhatToDo(CapturedOutput output) {
		String url = postgres.getJdbcUrl("postgres", "nothing");

		assertThat(run("train", "--spring.datasource.url=" + url)).isEqualTo(1);

		assertThat(output).contains("There is no connection to PostgreSQL").contains("SPRING_DATASOURCE_PASSWORD");
	}

	private UUID reader(int sessions, int readings) {
		UUID reader = this.jdbc.sql("INSERT INTO users (email, hashed_password) VALUES (?, ?) RETURNING user_id")
			.params(UUID.randomUUID() + "@example.org", "{noop}" + UUID.randomUUID())
			.query(UUID.class)
			.single();
		UUID book = this.jdbc.sql("INSERT INTO books (title, author) VALUES ('Lalka', 'Prus') RETURNING book_id")
			.query(UUID.class)
			.single();
		UUID entry = this.jdbc
			.sql("INSERT INTO user_tbr_list (user_id, book_id, position) VALUES (?, ?, 1) RETURNING tbr_id")
			.params(reader, book)
			.query(UUID.class)
			.single();
		this.jdbc.sql("INSERT INTO reading_lists (user_id) VALUES (?)").param(reader).update();
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				SELECT ?, ?, TIMESTAMPTZ '2026-01-01 20:00+01' + day * INTERVAL '1 day',
				       TIMESTAMPTZ '2026-01-01 20:30+01' + day * INTERVAL '1 day', 20
				FROM generate_series(1, ?) AS day
				""").params(entry, reader, sessions).update();
		this.jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, end_date)
				SELECT ?, ?, DATE '2026-01-01' + number FROM generate_series(1, ?) AS number
				""").params(entry, reader, readings).update();
		return reader;
	}

	private List<UUID> seen() {
		return this.jdbc.sql("SELECT user_id FROM training_progress ORDER BY user_id").query(UUID.class).list();
	}

	private int train(String... options) {
		List<String> arguments = new ArrayList<>(
				List.of("train", "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", this.database)));
		arguments.addAll(Arrays.asList(options));
		return run(arguments.toArray(String[]::new));
	}

	private static int run(String... arguments) {
		return TrainingApplication.run(arguments,
				new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
	}

}
