package pl.chronobook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import pl.chronobook.TraceReceiver.Span;
import pl.chronobook.catalog.FakeGoogleBooks;
import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The health, metrics, traces and logs of the running application, and the private data
 * that they must not contain. The application runs as a whole, with the settings of the
 * image, a receiver of traces and a fake book provider.
 */
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityTests {

	private static final String PASSWORD = "zielony parasol 42";

	private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}");

	private static final Pattern TRACE = Pattern.compile("<code>([0-9a-f]{32})</code>");

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final TraceReceiver TRACES = new TraceReceiver();

	private static final FakeGoogleBooks PROVIDERS = FakeGoogleBooks.start();

	private static String database = "";

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		database = TestDatabase.create();
		Map<String, String> settings = new HashMap<>(PROVIDERS.properties());
		settings.putAll(Map.of("server.port", "0", "management.server.port", "0", "spring.datasource.url", database,
				"spring.datasource.username", "postgres", "spring.datasource.hikari.connection-timeout", "500",
				"management.tracing.sampling.probability", "1", "management.opentelemetry.tracing.export.otlp.endpoint",
				TRACES.endpoint(), "management.opentelemetry.tracing.export.schedule-delay", "50ms",
				"logging.structured.format.console", "logstash"));
		// Otherwise the logging of an earlier application in this process stays
		LoggingSystem.get(ObservabilityTests.class.getClassLoader()).cleanUp();
		application = SpringApplication.run(ChronoBookApplication.class,
				settings.entrySet()
					.stream()
					.map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
					.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		application.close();
		PROVIDERS.close();
		TRACES.close();
	}

	@Test
	void oneTraceLeadsFromThePageOverItsStatementsToTheListener() {
		Browser reader = reader("slad@example.org");

		Page page = reader.submit(reader.open("/catalog/books/new"), "/catalog/books/new", "title", "Lalka", "author",
				"Prus", "pages", "680", "isbn", "");

		assertThat(page.status()).isEqualTo(302);
		Span request = TRACES.await(span -> span.name().equals("http post /catalog/books/new"));
		Span listener = TRACES.await(span -> span.trace().equals(request.trace())
				&& span.name().equals("ForecastListener on ReadingListChanged"));
		Span inPage = TRACES.await(span -> span.parent().equals(request.id())
				&& span.attributes().contains("INSERT INTO EVENT_PUBLICATION"));
		Span inListener = TRACES.await(span -> span.parent().equals(listener.id()) && span.name().equals("query"));
		Span forecast = TRACES.await(span -> span.trace().equals(request.trace()) && span.name().equals("forecast"));
		assertThat(List.of(request, listener, inPage, inListener, forecast)).extracting(Span::service)
			.containsOnly("chronobook");
	}

	@Test
	void providersAreAskedInTheTraceOfTheSearch() {
		Browser reader = reader("szukam@example.org");

		reader.open("/catalog/search?q=solaris", "traceparent",
				"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

		Span request = TRACES.await(span -> span.name().equals("http get /catalog/search")
				&& span.trace().equals("0af7651916cd43dd8448eb211c80319c"));
		assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
		TRACES
			.await(span -> span.trace().equals(request.trace()) && span.attributes().contains("client.name=localhost"));
	}

	@Test
	void errorPageShowsTheTraceIdThatFindsTheCauseInTheLog(CapturedOutput output) throws SQLException {
		Browser reader = reader("blad@example.org");
		execute("ALTER TABLE user_tbr_list RENAME TO user_tbr_list_away");
		try {
			Page page = reader.open("/reading-list");

			assertThat(page.status()).isEqualTo(500);
			Matcher trace = TRACE.matcher(page.text());
			assertThat(trace.find()).as(page.text()).isTrue();
			assertThat(output.getOut().lines()).anySatisfy(line -> assertThat(line).contains("\"level\":\"ERROR\"",
					"\"traceId\":\"" + trace.group(1) + "\"", "user_tbr_list"));
		}
		finally {
			execute("ALTER TABLE user_tbr_list_away RENAME TO user_tbr_list");
		}
	}

	@Test
	void logsAndTracesContainNoSecretsOrPersonalData(CapturedOutput output) throws SQLException {
		String email = "tajna.osoba@example.org";
		Browser reader = reader(email);
		new Browser(application.getEnvironment()).register(email, PASSWORD);
		new Browser(application.getEnvironment()).logIn(email, "zupełnie inne hasło");
		reader.submit(reader.open("/catalog/books/new"), "/catalog/books/new", "title", "Sekretny dziennik", "author",
				"Nikt", "pages", "100", "isbn", "");
		reader.open("/catalog/search?q=sekretny");
		reader.post("/account/password", "wrong token", "current", PASSWORD, "password", "bordowy kaktus 77");
		reader.submit(reader.open("/account"), "/account/password", "current", PASSWORD, "password",
				"bordowy kaktus 77");
		reader.submit(reader.open("/forecast/feed"), "/forecast/feed");
		Matcher feed = Pattern.compile("/forecast/feed/([\\w-]{16,})\\.ics")
			.matcher(reader.open("/forecast/feed").text());
		assertThat(feed.find()).isTrue();
		assertThat(reader.open(feed.group()).status()).isEqualTo(200);
		assertThat(reader.open(feed.group() + "/nothing").status()).isEqualTo(404);
		execute("ALTER TABLE forecast_snapshots RENAME TO forecast_snapshots_away");
		execute("ALTER TABLE users RENAME CONSTRAINT users_email_key TO users_email_once");
		try {
			assertThat(reader.open(feed.group()).status()).isGreaterThanOrEqualTo(500);
		}
		finally {
			execute("ALTER TABLE users RENAME CONSTRAINT users_email_once TO users_email_key");
			execute("ALTER TABLE forecast_snapshots_away RENAME TO forecast_snapshots");
		}
		String session = reader.cookie("chronobook").orElseThrow().getValue();

		TRACES.await(span -> span.name().startsWith("http get /forecast/feed/{secret}"));
		List<String> secrets = List.of(email, "tajna.osoba", PASSWORD, "bordowy kaktus", "zupełnie inne", session,
				feed.group(1), "Sekretny dziennik", "sekretny");
		assertThat(output.getAll()).contains("\"level\":\"ERROR\"").doesNotContain(secrets);
		assertThat(TRACES.received().toString()).contains("/catalog/search").doesNotContain(secrets);
	}

	@Test
	void cardinalityOfLabelsIsBounded() throws Exception {
		Set<String> before = Set.of();
		Set<String> after = series();
		// A visit adds no series. Listeners and scheduled work add their first ones at
		// any
		// time, so the first visits may seem to
		for (int visit = 1; !after.equals(before); visit++) {
			assertThat(visit).as("visits that each add series, %s before the last and %s after it", before, after)
				.isLessThan(8);
			before = after;
			walk("gosc-%d@example.org".formatted(visit), "/cos/czego/nie-ma/" + UUID.randomUUID());
			after = series();
		}

		assertThat(after).hasSizeLessThan(1_500);
		assertThat(after).anyMatch(series -> series.contains("uri=\"/reading-list/{id}\""))
			.noneMatch(series -> ID.matcher(series).find())
			.noneMatch(
					series -> series.contains("example.org") || series.contains("nie-ma") || series.contains("lalka"));
	}

	@Test
	void gaugesReturnTheirConnections() throws Exception {
		EventMetrics events = application.getBean(EventMetrics.class);
		for (int i = 0; i < 12; i++) {
			events.refresh();
		}

		assertThat(management("/actuator/prometheus", "text/plain").body())
			.contains("chronobook_events_oldest_age_seconds{");
		assertThat(reader("wiele.razy@example.org").open("/").status()).isEqualTo(200);
	}

	@Test
	void histogramBucketsCarryExemplars() throws Exception {
		reader("przyklad@example.org").open("/reading-list");

		assertThat(management("/actuator/prometheus", "application/openmetrics-text").body()
			.lines()
			.filter(line -> line.startsWith("http_server_requests_seconds_bucket") && line.contains("trace_id=")))
			.isNotEmpty();
	}

	@Test
	void applicationWithoutADatabaseIsLiveButNotReady() throws Exception {
		String name = database.replaceAll(".*/(\\w+).*", "$1");
		Browser reader = reader("cierpliwa@example.org");
		String other = database.replace("/" + name, "/postgres");
		assertThat(management("/actuator/health/readiness", "*/*").statusCode()).isEqualTo(200);
		execute(other, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
		try {
			execute(other, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");

			assertThat(management("/actuator/health/readiness", "*/*").statusCode()).isEqualTo(503);
			assertThat(management("/actuator/health/liveness", "*/*").statusCode()).isEqualTo(200);
			Page page = reader.open("/reading-list");
			assertThat(page.status()).isEqualTo(500);
			assertThat(page.text()).contains("Coś zawiodło po naszej stronie", "</html>");
			application.getBean(EventMetrics.class).refresh();
			assertThat(management("/actuator/prometheus", "text/plain").body())
				.doesNotContain("chronobook_events_oldest_age_seconds{");
		}
		finally {
			execute(other, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
		}
		// The pool recovers at its next attempts; each request waits for it half a second
		long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		while (management("/actuator/health/readiness", "*/*").statusCode() != 200) {
			assertThat(System.nanoTime()).isLessThan(end);
		}
		Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
			application.getBean(EventMetrics.class).refresh();
			assertThat(management("/actuator/prometheus", "text/plain").body())
				.contains("chronobook_events_oldest_age_seconds{");
		});
	}

	private static void walk(String email, String nowhere) {
		Browser reader = reader(email);
		reader.submit(reader.open("/catalog/books/new"), "/catalog/books/new", "title", "Lalka", "author", "Prus",
				"pages", "680", "isbn", "");
		Matcher entry = Pattern.compile("data-entry=\"([0-9a-f-]{36})\"").matcher(reader.open("/reading-list").text());
		assertThat(entry.find()).isTrue();
		for (String page : List.of("/", "/sessions", "/sessions/new", "/statistics", "/forecast/what-if?minutes=30",
				"/forecast/deadline", "/forecast/accuracy", "/forecast/feed", "/account", "/import",
				"/reading-list/" + entry.group(1), "/catalog/search?q=lalka", "/css/app.css", nowhere)) {
			reader.open(page);
		}
		reader.post("/logout", reader.open("/account").csrf());
	}

	/** Returns the series of the application; those of the JVM come and go. */
	private static Set<String> series() throws Exception {
		return management("/actuator/prometheus", "text/plain").body()
			.lines()
			.filter(line -> line.matches("(http|chronobook|jdbc|hikaricp)_.*"))
			.map(line -> line.substring(0, line.lastIndexOf(' ')))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Browser reader(String email) {
		Browser reader = new Browser(application.getEnvironment());
		assertThat(reader.register(email, PASSWORD).status()).isEqualTo(302);
		return reader;
	}

	private static HttpResponse<String> management(String path, String accept) throws Exception {
		return CLIENT.send(HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:%s%s"
				.formatted(application.getEnvironment().getRequiredProperty("local.management.port"), path)))
			.header("Accept", accept)
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static void execute(String sql) throws SQLException {
		execute(database, sql);
	}

	private static void execute(String url, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url, "postgres", "");
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
