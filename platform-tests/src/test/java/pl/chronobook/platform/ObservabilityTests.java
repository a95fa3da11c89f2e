package pl.chronobook.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the packaged application, the training, a PostgreSQL with its exporter and a
 * real Prometheus that scrapes them every second. Every metric that the dashboards and
 * the rules query must exist, except for metrics that only a cluster has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObservabilityTests {

	/** Metrics of kube-state-metrics, cAdvisor, the kubelet and the mesh: no cluster. */
	private static final List<String> CLUSTER = List.of("kube_", "rollout_", "container_", "kubelet_", "istio_",
			"chronobook:backup_age", "chronobook:backup_deadline", "chronobook:training_deadline");

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final List<String> PAGES = List.of("/", "/reading-list", "/sessions", "/statistics",
			"/forecast/accuracy", "/catalog/search?q=solaris", "/account", "/no/such/page");

	private Path folder;

	private final List<Process> processes = new ArrayList<>();

	private final ScheduledExecutorService traffic = Executors.newScheduledThreadPool(2);

	private EmbeddedPostgres postgres;

	private Prometheus prometheus;

	private StatusClient visitor;

	private StatusClient management;

	private Instant began;

	@BeforeAll
	void start(@TempDir Path temporary) throws IOException, SQLException {
		this.folder = temporary;
		Path server = Tools.orSkip("prometheus");
		Path exporter = Tools.orSkip("prometheus-postgres-exporter");
		Path web = Tools.packagedOrSkip("target", "-exec.jar");
		Path training = Tools.packagedOrSkip("ml-training/target", "-exec.jar");
		this.began = Instant.now();

		this.postgres = EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
		sql("CREATE ROLE chronobook LOGIN", "CREATE DATABASE chronobook OWNER chronobook");
		// As in charts/chronobook/files/database.sh
		sql("CREATE ROLE chronobook_exporter");
		for (String statement : List.of(
				"ALTER ROLE chronobook_exporter LOGIN NOSUPERUSER CONNECTION LIMIT 3 PASSWORD NULL",
				"GRANT pg_monitor TO chronobook_exporter")) {
			assertThat(Repository.text("charts/chronobook/files/database.sh")).contains(statement + ";");
			sql(statement);
		}
		int webPort = Ports.free();
		int managementPort = Ports.free();
		int exporterPort = Ports.free();
		int prometheusPort = Ports.free();
		URI address = URI.create("http://127.0.0.1:" + webPort);

		// A first start migrates the database, so that a training run can be stored
		end(java("migration", List.of("-Dspring.context.exit=onRefresh", "-jar", web.toString(), "--server.port=0",
				"--management.server.port=0")));
		end(java("simulation",
				List.of("-jar", training.toString(), "simulate", "--users=4", "--days=120", "--seed=1")));
		end(java("training", List.of("-jar", training.toString(), "train")));
		try (Connection connection = this.postgres.getDatabase("postgres", "chronobook").getConnection();
				Statement statement = connection.createStatement()) {
			// Only forecasts made since the account was created are counted
			statement.executeUpdate("UPDATE users SET created_at = now() - interval '60 days'");
			// Four of five ranges of 80 % held
			assertThat(statement.executeUpdate(
					"""
							INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late,
							  ahead, verdict, finished_on)
							SELECT (SELECT min(user_id::text)::uuid FROM users), gen_random_uuid(), current_date - 40, current_date - 40,
							  current_date - 40, 'PACE', 'a book', current_date - 30, current_date - 20, current_date - 10, '{}',
							  'FINISHED', CASE WHEN i = 5 THEN current_date ELSE current_date - 15 END
							FROM generate_series(1, 5) i"""))
				.isEqualTo(5);
		}
		java("web", List.of("-jar", web.toString(), "--server.port=" + webPort,
				"--management.server.port=" + managementPort, "--chronobook.demo.enabled=true",
				"--management.tracing.sampling.probability=1.0", "--spring.datasource.hikari.connection-timeout=500",
				"--spring.http.serviceclient.google-books.base-url=http://127.0.0.1:1",
				"--spring.http.serviceclient.open-library.base-url=http://127.0.0.1:1"));
		start("exporter",
				Map.of("DATA_SOURCE_NAME",
						"postgresql://chronobook_exporter@127.0.0.1:" + this.postgres.getPort()
								+ "/postgres?sslmode=disable"),
				List.of(exporter.toString(), "--web.listen-address=127.0.0.1:" + exporterPort));
		start("prometheus", Map.of(),
				List.of(server.toString(), "--config.file=" + configuration(managementPort, exporterPort),
						"--storage.tsdb.path=" + this.folder.resolve("tsdb"),
						"--web.listen-address=127.0.0.1:" + prometheusPort, "--enable-feature=exemplar-storage"));

		HttpClient http = HttpClient.newHttpClient();
		this.prometheus = new Prometheus(URI.create("http://127.0.0.1:" + prometheusPort), http);
		this.visitor = new StatusClient(address);
		this.management = new StatusClient(URI.create("http://127.0.0.1:" + managementPort));
		await("the application is ready", () -> readiness() == 200);
		await("Prometheus is ready", this.prometheus::isReady);
		assertThat(this.visitor.post("/login", "/demo", Map.of())).isEqualTo(302);
		var _ = this.traffic.scheduleWithFixedDelay(new Traffic(), 0, 50, TimeUnit.MILLISECONDS);
	}

	/** Simulates a reader who views pages and sometimes adds a book. */
	private final class Traffic implements Runnable {

		private final AtomicInteger step = new AtomicInteger();

		@Override
		public void run() {
			int now = this.step.getAndIncrement();
			try {
				ObservabilityTests.this.visitor.get(PAGES.get(now % PAGES.size()));
				if (now % 10 == 0) {
					ObservabilityTests.this.visitor.post("/catalog/books/new", "/catalog/books/new",
							Map.of("title", "Book " + now, "author", "An author", "pages", "200", "isbn", ""));
				}
			}
			catch (IllegalStateException ex) {
				// Once more
			}
		}

	}

	private Path configuration(int managementPort, int exporterPort) throws IOException {
		Path rules = Files.createDirectory(this.folder.resolve("rules"));
		for (Path file : Repository.files(Rule.FOLDER, ".yaml")) {
			// Unchanged except for the interval of evaluation
			Files.writeString(rules.resolve(file.getFileName()),
					Repository.text(file).replaceAll("(?m)^    interval: .*$", "    interval: 1s"));
		}
		return Files.writeString(this.folder.resolve("prometheus.yaml"), """
				global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
				rule_files: [%s/*.yaml]
				scrape_configs:
				  - job_name: chronobook-web
				    metrics_path: /actuator/prometheus
				    static_configs:
				      - targets: ['127.0.0.1:%d']
				        labels: {namespace: chronobook, pod: chronobook-web-1, version: stable}
				      - targets: ['localhost:%d']
				        labels: {namespace: chronobook, pod: chronobook-web-canary-1, version: canary}
				  - job_name: chronobook-db
				    static_configs:
				      - targets: ['127.0.0.1:%d']
				        labels: {namespace: chronobook, pod: chronobook-db-0}
				""".formatted(rules, managementPort, managementPort, exporterPort));
	}

	@AfterAll
	void stop() throws IOException, InterruptedException {
		this.traffic.shutdownNow();
		this.traffic.awaitTermination(20, TimeUnit.SECONDS);
		this.processes.forEach(Process::destroy);
		for (Process process : this.processes) {
			if (!process.waitFor(20, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
		if (this.postgres != null) {
			this.postgres.close();
		}
	}

	@Test
	@Order(1)
	void prometheusUnderstandsItsConfiguration() {
		Command check = Command.run(this.folder, Map.of(), Tools.orSkip("promtool").toString(), "check", "config",
				this.folder.resolve("prometheus.yaml").toString());
		assertThat(check.status()).as(check.output()).isZero();
	}

	@Test
	@Order(2)
	void stoppedDatabaseCausesErrorsAndFailsReadinessButNotLiveness() throws SQLException {
		sql("ALTER ROLE chronobook NOLOGIN",
				"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'chronobook'");
		try {
			await("readiness goes down", () -> readiness() == 503);
			assertThat(this.management.get("/actuator/health/liveness")).isEqualTo(200);
			await("errors are counted", () -> this.prometheus
				.hasData("sum(rate(http_server_requests_seconds_count{status=\"500\"}[1m])) > 0"));
			await("the service level suffers",
					() -> this.prometheus.hasData("slo:bad_events:ratio_rate5m{slo=\"availability\"} > 0"));
		}
		finally {
			sql("ALTER ROLE chronobook LOGIN");
		}
		await("readiness comes back", () -> readiness() == 200);
	}

	@Test
	@Order(3)
	void noPanelIsEmpty() {
		Map<String, String> expressions = new LinkedHashMap<>();
		Dashboard.all()
			.forEach(
					dashboard -> dashboard.panels()
						.forEach(panel -> panel.path("targets")
							.forEach(target -> expressions.put(
									dashboard + ": " + panel.path("title").asString("") + " "
											+ target.path("refId").asString(""),
									filledIn(target.path("expr").asString(""))))));
		assertHaveData(expressions);
	}

	@Test
	@Order(4)
	void recordingRulesProduceSeries() {
		Map<String, String> recorded = new LinkedHashMap<>();
		for (Rule rule : Rule.all()) {
			if (rule.isAlert()) {
				// The expression is valid; promtool tests whether the alert fires
				this.prometheus.query(rule.expression());
			}
			else {
				recorded.put(rule.toString(), rule.name());
				recorded.put(rule + " by its expression", rule.expression());
			}
		}
		assertHaveData(recorded);
		for (String slo : List.of("availability", "latency", "freshness")) {
			await(slo + " has a budget",
					() -> this.prometheus.hasData("slo:error_budget:remaining_ratio{slo=\"" + slo + "\"}"));
		}
	}

	/** Waits for metrics, because some appear with the first event that they count. */
	private void awaitNames(Set<String> names) {
		Set<String> missing = new TreeSet<>(names);
		await("metrics exist: " + missing, () -> {
			missing.removeAll(this.prometheus.names());
			return missing.isEmpty();
		});
	}

	/** Polls the expressions without a value until each has had one once. */
	private void assertHaveData(Map<String, String> expressions) {
		Map<String, String> empty = new HashMap<>(expressions);
		empty.forEach((name, expression) -> this.prometheus.query(expression));
		empty.values().removeIf(expression -> CLUSTER.stream().anyMatch(expression::contains));
		assertThat(empty).isNotEmpty();
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!empty.isEmpty() && Instant.now().isBefore(deadline)) {
			empty.values().removeIf(this.prometheus::hasData);
			LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
		}
		assertThat(empty).as("without data").isEmpty();
	}

	@Test
	@Order(5)
	void variablesOfDashboardsHaveValues() {
		Dashboard.all().forEach(dashboard -> dashboard.variables().forEach(variable -> {
			Matcher query = Pattern.compile("label_values\\((.+), (\\w+)\\)")
				.matcher(filledIn(variable.at("/query/query").asString("")));
			assertThat(query.matches()).isTrue();
			assertThat(this.prometheus.labelValues(query.group(2), query.group(1))).contains("chronobook");
		}));
		Dashboard.all()
			.forEach(dashboard -> dashboard.json()
				.at("/annotations/list")
				.forEach(annotation -> this.prometheus.query(filledIn(annotation.path("expr").asString("")))));
	}

	@Test
	@Order(6)
	void everyQueriedMetricAndLabelExists() {
		List<String> expressions = new ArrayList<>();
		Rule.all().forEach(rule -> expressions.add(rule.expression()));
		Dashboard.all()
			.forEach(dashboard -> dashboard.panels()
				.forEach(panel -> panel.path("targets")
					.forEach(target -> expressions.add(target.path("expr").asString("")))));
		Set<String> names = new TreeSet<>();
		Set<String> labels = new TreeSet<>();
		for (String expression : expressions) {
			String bare = expression.replaceAll("\"[^\"]*\"", "\"\"");
			Pattern.compile("([a-z][a-z0-9_:]*)(?=\\{|\\[)")
				.matcher(bare)
				.results()
				.forEach(name -> names.add(name.group(1)));
			if (CLUSTER.stream().noneMatch(bare::contains)) {
				Pattern.compile("([a-z_]+)(?==~?\"|!~?\"|!=)")
					.matcher(bare)
					.results()
					.forEach(label -> labels.add(label.group(1)));
				Pattern.compile("by \\(([^)]*)\\)")
					.matcher(bare)
					.results()
					.forEach(by -> labels.addAll(List.of(by.group(1).split(", ?"))));
			}
		}
		assertThat(names).hasSizeGreaterThan(50);
		names.removeIf(name -> CLUSTER.stream().anyMatch(name::startsWith));
		awaitNames(names);
		assertThat(labels).hasSizeGreaterThan(15);
		assertThat(this.prometheus.labels()).containsAll(labels);
	}

	@Test
	@Order(7)
	void latencyExemplarLinksToATrace() {
		await("there are exemplars",
				() -> this.prometheus
					.exemplars("http_server_requests_seconds_bucket{application=\"chronobook\"}",
							this.began.getEpochSecond(), Instant.now().getEpochSecond())
					.stream()
					.flatMap(series -> series.path("exemplars").valueStream())
					.anyMatch(exemplar -> exemplar.at("/labels/trace_id").asString("").matches("[0-9a-f]{32}")));
	}

	@Test
	@Order(8)
	void theDocumentationListsOurMetricsAndNoOthers() {
		Set<String> documented = Pattern.compile("(?m)^\\| `(chronobook_\\w+)`")
			.matcher(Repository.text("docs/observability.md"))
			.results()
			.map(row -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		await("documented metrics are exposed", () -> exposed().containsAll(documented));
		assertThat(exposed()).containsExactlyElementsOf(documented);
	}

	private Set<String> exposed() {
		return this.prometheus.names()
			.stream()
			.filter(name -> name.startsWith("chronobook_"))
			.map(name -> name.replaceAll("_(bucket|count|sum|max)$", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	@Order(9)
	void seriesStayFew() {
		List<JsonNode> series = this.prometheus.query("count({job=\"chronobook-web\",version=\"stable\"})");
		assertThat(series.getFirst().at("/value/1").asInt()).isLessThan(2_000);
	}

	/**
	 * Replaces variables as Grafana does, with windows that fit a history of a minute.
	 */
	private static String filledIn(String expression) {
		return expression.replace("$__rate_interval", "1m")
			.replace("$__range", "5m")
			.replace("$namespace", "chronobook")
			.replace("$database", "chronobook");
	}

	private int readiness() {
		try {
			return this.management.get("/actuator/health/readiness");
		}
		catch (IllegalStateException ex) {
			return 0;
		}
	}

	private void await(String what, BooleanSupplier condition) {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!condition.getAsBoolean()) {
			if (Instant.now().isAfter(deadline)) {
				throw new AssertionError("not within " + PATIENCE + ": " + what + "\n" + logs());
			}
			LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
		}
	}

	private String logs() {
		StringBuilder logs = new StringBuilder();
		for (Path log : logFiles()) {
			List<String> lines = Repository.text(log).lines().toList();
			logs.append(log.getFileName()).append('\n');
			lines.subList(Math.max(0, lines.size() - 20), lines.size())
				.forEach(line -> logs.append("  ").append(line).append('\n'));
		}
		return logs.toString();
	}

	private List<Path> logFiles() {
		try (var files = Files.list(this.folder)) {
			return files.filter(file -> file.toString().endsWith(".log")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Process java(String name, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.addAll(arguments);
		return start(name,
				Map.of("SPRING_DATASOURCE_URL",
						"jdbc:postgresql://127.0.0.1:" + this.postgres.getPort() + "/chronobook",
						"SPRING_DATASOURCE_USERNAME", "chronobook", "SPRING_DATASOURCE_PASSWORD", "none"),
				command);
	}

	private Process start(String name, Map<String, String> environment, List<String> command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve(name + ".log").toFile());
		builder.environment().putAll(environment);
		Process process = builder.start();
		this.processes.add(process);
		return process;
	}

	private void end(Process process) {
		try {
			assertThat(process.waitFor(PATIENCE)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(process.exitValue()).as(logs()).isZero();
	}

	private void sql(String... statements) throws SQLException {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

}
