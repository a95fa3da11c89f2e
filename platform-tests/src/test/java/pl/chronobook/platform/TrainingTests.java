package pl.chronobook.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged training job and the packaged web application on one PostgreSQL, as in the
 * cluster: the application creates the tables, the job trains with a role of its own, and
 * the pages show the result.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class TrainingTests {

	private static final String PASSWORD = "cztery słowa nad rzeką";

	private static final String OTLP = "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT";

	private static final Pattern STAGE = Pattern.compile("data-stage=\"(\\w+)\"");

	@TempDir
	private static Path folder;

	private static Database database;

	private static WebApplication web;

	private static JdbcClient jdbc;

	/** The hash of the password as the application stores it. */
	private static String hashedPassword;

	private static TrainingJob job;

	@BeforeAll
	static void start() {
		PackagedJar.ofWebApplication();
		PackagedJar.ofTraining();
		database = Database.start();
		jdbc = database.jdbc();
		job = new TrainingJob(database);
		// The tests change models directly in the database, which cached pages would not
		// show
		web = WebApplication.start(database, folder, Map.of("CHRONOBOOK_PAGES_CACHESIZE", "0"));
		try (Visitor visitor = new Visitor(web.address())) {
			visitor.signIn("/register", "ania@example.org", PASSWORD);
		}
		hashedPassword = jdbc.sql("SELECT hashed_password FROM users").query(String.class).single();
	}

	@AfterAll
	static void stop() {
		if (web != null) {
			web.close();
		}
		if (database != null) {
			database.close();
		}
	}

	@BeforeEach
	void forgetEverybody() {
		jdbc.sql("TRUNCATE users, books, training_populations, batch_job_instance CASCADE").update();
	}

	@Test
	void forecastUsesTheModelUntilItIsUnusable() {
		simulate(12, 260);

		Command run = job.train();

		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).contains("readers with new data           12").contains("error, MODEL");
		List<String> winners = strings("SELECT user_id FROM training_progress WHERE outcome = 'WON' ORDER BY user_id");
		assertThat(winners).hasSizeGreaterThanOrEqualTo(2);
		try (Visitor one = signedIn(winners.get(0)); Visitor other = signedIn(winners.get(1))) {
			assertThat(stage(one.open("/"))).isEqualTo("MODEL");
			assertThat(stage(other.open("/"))).isEqualTo("MODEL");

			update("UPDATE reader_models SET model = set_byte(model, 100, get_byte(model, 100) # 255) WHERE user_id = ?",
					winners.get(0));
			assertThat(one.open("/")).contains("data-problem=\"DAMAGED\"")
				.contains("Twój model jest uszkodzony")
				.satisfies(page -> assertThat(stage(page)).isEqualTo("CONTEXT"));

			update("UPDATE reader_models SET feature_version = feature_version + 1 WHERE user_id = ?", winners.get(1));
			assertThat(other.open("/")).contains("data-problem=\"OTHER_VERSION\"")
				.contains("Twój model pochodzi z innej wersji programu")
				.satisfies(page -> assertThat(stage(page)).isEqualTo("CONTEXT"));
		}
	}

	@Test
	void killedRunIsResumedWithTheSameModels() throws Exception {
		simulate(40, 200);
		Command undisturbed = job.train("--chronobook.training.chunk-size=4");
		assertThat(undisturbed.status()).as(undisturbed.output()).isZero();
		List<String> models = models();
		assertThat(models).hasSizeGreaterThan(20);
		List<String> progress = progress();
		assertThat(progress).hasSize(40);
		jdbc.sql("TRUNCATE training_progress, reader_models, training_populations").update();

		Command.Running killed;
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			// The job waits for this reader, the second of its second chunk
			statement.execute(
					"SELECT FROM users WHERE user_id = (SELECT user_id FROM users ORDER BY user_id OFFSET 5 LIMIT 1) FOR UPDATE");
			killed = job.startTraining(Map.of(), "--chronobook.training.chunk-size=4");
			awaitTrainingThatWaits(killed);

			Command second = job.train("--partition=0/2");
			assertThat(second.status()).as(second.output()).isEqualTo(1);
			assertThat(second.output()).contains("Another run is training partition 0/1");

			killed.process().destroyForcibly().waitFor();
			connection.rollback();
		}
		awaitNobodyTrains();
		assertThat(progress()).as("what the killed run had stored").hasSize(4);
		assertThat(runs()).containsExactly("COMPLETED ended", "STARTED");

		Command restarted = job.train("--chronobook.training.chunk-size=4");

		assertThat(restarted.status()).as(restarted.output()).isZero();
		assertThat(restarted.output()).contains("readers with new data           36").contains("was killed");
		assertThat(models()).isEqualTo(models);
		assertThat(progress()).isEqualTo(progress);
		assertThat(runs()).containsExactly("COMPLETED ended", "FAILED ended", "COMPLETED ended");
		assertThat(count("SELECT count(*) FROM batch_step_execution WHERE end_time IS NULL")).isZero();
	}

	@Test
	void readerWhoseDataBreakTheTrainerIsSkippedUpToTheLimit() {
		simulate(5, 200);
		// The triggers would refuse it
		jdbc.sql("ALTER TABLE users DISABLE TRIGGER USER").update();
		update("UPDATE users SET time_zone = 'Nowhere/Land' WHERE user_id = ?",
				strings("SELECT min(user_id::text) FROM users").getFirst());
		jdbc.sql("ALTER TABLE users ENABLE TRIGGER USER").update();

		// No collector receives its spans, which must not fail the run
		Command run = job.train(Map.of(OTLP, "http://127.0.0.1:1/v1/traces"));

		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).containsPattern("Reader [0-9a-f]{12} was skipped")
			.contains("failed" + " ".repeat(25) + "1");
		assertThat(strings("SELECT detail FROM training_progress WHERE outcome = 'FAILED'")).singleElement()
			.asString()
			.contains("Nowhere");
		assertThat(count("SELECT count(*) FROM training_progress WHERE outcome <> 'FAILED'")).isEqualTo(4);

		Command strict = job.train("--chronobook.training.skip-limit=0");

		assertThat(strict.status()).as(strict.output()).isEqualTo(1);
		assertThat(strict.output()).contains("More than 0 readers failed");
		assertThat(runs()).containsExactly("COMPLETED ended", "FAILED ended");
		assertThat(strings("SELECT user_id FROM users"))
			.noneMatch(reader -> run.output().contains(reader) || strict.output().contains(reader));
	}

	@Test
	void runWithAFailingDatabaseIsRecordedWithoutNamingAReader() {
		simulate(5, 200);
		jdbc.sql("ALTER TABLE reader_models ADD CONSTRAINT full_up CHECK (false) NOT VALID").update();
		try {
			Command run = job.train();

			assertThat(run.status()).as(run.output()).isEqualTo(1);
			assertThat(run.output()).contains("full_up");
			assertThat(runs()).containsExactly("FAILED ended");
			assertThat(strings("SELECT user_id FROM users")).noneMatch(run.output()::contains);
		}
		finally {
			jdbc.sql("ALTER TABLE reader_models DROP CONSTRAINT full_up").update();
		}
	}

	@Test
	void runIsOneTraceWithItsChunksAndLogLines() {
		simulate(7, 60);
		try (TraceCollector collector = TraceCollector.start()) {
			Command run = job.train(Map.of(OTLP, collector.endpoint(), "LOGGING_STRUCTURED_FORMAT_CONSOLE", "logstash"),
					"--threads=2", "--chronobook.training.chunk-size=3");

			assertThat(run.status()).as(run.output()).isZero();
			List<TraceCollector.Span> spans = collector.spans();
			TraceCollector.Span training = only(spans, "training");
			assertThat(training.parent()).isEmpty();
			assertThat(spans).allMatch(span -> span.service().equals("chronobook-training"))
				.allMatch(span -> span.trace().equals(training.trace()));
			TraceCollector.Span batch = only(spans, "spring.batch.job");
			assertThat(batch.parent()).isEqualTo(training.id());
			TraceCollector.Span slices = only(spans, "slices");
			assertThat(slices.parent()).isEqualTo(batch.id());
			assertThat(only(spans, "train:0/2").parent()).isEqualTo(slices.id());
			assertThat(only(spans, "train:1/2").parent()).isEqualTo(slices.id());
			assertThat(spans).filteredOn(span -> span.name().equals("chunk"))
				.hasSizeBetween(3, 4)
				.allMatch(span -> spans.stream()
					.anyMatch(slice -> slice.id().equals(span.parent()) && slice.name().startsWith("train:")));
			assertThat(spans).as("no span for each reader").hasSizeLessThan(7 + 8);

			List<JsonNode> log = run.output().lines().map(new JsonMapper()::readTree).toList();
			JsonNode summary = log.stream()
				.filter(line -> line.path("message").asString("").startsWith("Summary"))
				.findFirst()
				.orElseThrow();
			assertThat(summary.path("traceId").asString("")).isEqualTo(training.trace());
			assertThat(summary.path("sessions").asLong(0)).isPositive();
		}
	}

	private static TraceCollector.Span only(List<TraceCollector.Span> spans, String name) {
		List<TraceCollector.Span> found = spans.stream().filter(span -> span.name().equals(name)).toList();
		assertThat(found).as(name + " in " + spans).hasSize(1);
		return found.getFirst();
	}

	private static void simulate(int users, int days) {
		Command simulation = job.simulate(users, days);
		assertThat(simulation.status()).as(simulation.output()).isZero();
	}

	/**
	 * Gives a simulated reader a password, because nobody can sign in as one otherwise.
	 */
	private static Visitor signedIn(String reader) {
		jdbc.sql("UPDATE users SET hashed_password = ? WHERE user_id = ?::uuid")
			.params(hashedPassword, reader)
			.update();
		Visitor visitor = new Visitor(web.address());
		visitor.signIn("/login",
				jdbc.sql("SELECT email FROM users WHERE user_id = ?::uuid").param(reader).query(String.class).single(),
				PASSWORD);
		return visitor;
	}

	private static String stage(String page) {
		Matcher stage = STAGE.matcher(page);
		assertThat(stage.find()).as(page).isTrue();
		return stage.group(1);
	}

	private static void update(String sql, String reader) {
		assertThat(jdbc.sql(sql.replace("?", "?::uuid")).param(reader).update()).isPositive();
	}

	private static List<String> strings(String sql) {
		return jdbc.sql(sql).query(String.class).list();
	}

	private static long count(String sql) {
		return jdbc.sql(sql).query(Long.class).single();
	}

	private static List<String> models() {
		return strings("""
				SELECT concat_ws(' ', user_id, version, feature_version, origin, encode(sha256(model), 'hex'), checksum,
				  metrics) FROM reader_models ORDER BY user_id, version""");
	}

	private static List<String> progress() {
		return strings("""
				SELECT concat_ws(' ', user_id, revision, sessions, outcome, model_version) FROM training_progress
				ORDER BY user_id""");
	}

	private static List<String> runs() {
		return strings("""
				SELECT concat_ws(' ', status, CASE WHEN end_time >= start_time THEN 'ended' END)
				FROM batch_job_execution ORDER BY job_execution_id""");
	}

	private static void awaitTrainingThatWaits(Command.Running training) throws InterruptedException {
		while (count("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + Database.TRAINING
				+ "' AND wait_event = 'transactionid'") == 0) {
			assertThat(training.process().waitFor(20, TimeUnit.MILLISECONDS)).as("has ended").isFalse();
		}
	}

	private static void awaitNobodyTrains() {
		while (count("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + Database.TRAINING + "'") > 0) {
			// The server ends the sessions of a killed process by itself
			Thread.onSpinWait();
		}
	}

}
