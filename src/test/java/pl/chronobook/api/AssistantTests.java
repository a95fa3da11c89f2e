package pl.chronobook.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.transfer.TransferTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks {@code /mcp} over HTTP with the client of the protocol's Java SDK.
 */
@TransferTest
class AssistantTests {

	private final Instant evening = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(20, ChronoUnit.HOURS);

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AccessTokens tokens;

	private ReaderId reader;

	private EntryId lalka;

	@BeforeEach
	void aReaderInTheMiddleOfABook() {
		this.reader = TestReaders.create(this.jdbc);
		this.lalka = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		TestBooks.onList(this.jdbc, this.reader, "Faraon", 700);
		for (int day = 2; day <= 11; day++) {
			this.jdbc.sql("""
					INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read, from_page, to_page)
					VALUES (?, ?, ?, ?, 20, ?, ?)""")
				.params(this.lalka.value(), this.reader.value(),
						java.sql.Timestamp.from(this.evening.minus(day, ChronoUnit.DAYS)),
						java.sql.Timestamp.from(this.evening.minus(day, ChronoUnit.DAYS).plus(40, ChronoUnit.MINUTES)),
						20 * (11 - day), 20 * (12 - day))
				.update();
		}
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'READING', current_page = 200 WHERE tbr_id = ?")
			.param(this.lalka.value())
			.update();
	}

	@Test
	void anAssistantLearnsWhenTheListWillBeFinished() {
		try (McpSyncClient assistant = connect(TokenScope.READ)) {
			assertThat(assistant.getServerInstructions()).contains("p50");
			assertThat(assistant.listTools().tools()).extracting(Tool::name)
				.containsExactlyInAnyOrder("forecast_list", "forecast_books", "reading_list", "reading_statistics",
						"recent_sessions");
			assertThat(assistant.listTools().tools())
				.allSatisfy((tool) -> assertThat(tool.annotations().readOnlyHint()).isTrue());

			Map<String, Object> forecast = call(assistant, "forecast_list", Map.of());
			assertThat(forecast).containsEntry("available", true)
				.containsEntry("pagesLeft", 1180)
				.doesNotContainKey("books");
			assertThat(forecast.get("finish")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsKeys("p10", "p50", "p90");

			assertThat(books(call(assistant, "forecast_books", Map.of("title", "FARA")))).singleElement()
				.satisfies((book) -> assertThat(book).containsEntry("title", "Faraon").containsKey("finish"));
			assertThat(books(call(assistant, "forecast_books", Map.of()))).hasSize(2);
		}
	}

	@Test
	void assistantReadsListStatisticsAndSessions() {
		try (McpSyncClient assistant = connect(TokenScope.READ)) {
			Map<String, Object> first = call(assistant, "reading_list", Map.of("limit", 1));
			assertThat(first.get("items")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
			Map<String, Object> second = call(assistant, "reading_list",
					Map.of("limit", 1, "cursor", first.get("nextCursor")));
			assertThat(second.get("items").toString()).contains("Faraon");
			assertThat(call(assistant, "reading_list", Map.of("status", "READING")).get("items").toString())
				.contains("Lalka")
				.doesNotContain("Faraon");
			assertThat(call(assistant, "reading_statistics", Map.of()).get("allTime").toString()).contains("pages=200");
			assertThat(call(assistant, "recent_sessions", Map.of("limit", 3)).get("sessions"))
				.asInstanceOf(InstanceOfAssertFactories.LIST)
				.hasSize(3);
		}
	}

	@Test
	void tokenWithLogScopeLogsASessionOnce() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		root.addAppender(log);
		try (McpSyncClient assistant = connect(TokenScope.LOG)) {
			Map<String, Object> session = session(240, Map.of("requestId", "evening"));
			Map<String, Object> logged = call(assistant, "log_session", session);
			assertThat(logged).containsEntry("fromPage", 200).containsEntry("toPage", 240);
			assertThat(call(assistant, "log_session", session)).containsEntry("id", logged.get("id"));

			assertThat(refused(assistant, "log_session", session(250, Map.of("requestId", "evening"))))
				.startsWith("IDEMPOTENCY_CONFLICT");
		}
		finally {
			root.detachAppender(log);
		}
		assertThat(this.jdbc.sql("SELECT count(*) FROM reading_sessions WHERE tbr_id = ? AND to_page = 240")
			.param(this.lalka.value())
			.query(Integer.class)
			.single()).isEqualTo(1);
		assertThat(log.list).anyMatch((event) -> event.toString().contains("token_used")
				|| String.valueOf(event.getKeyValuePairs()).contains("token_used"));
	}

	@Test
	void invalidCallReturnsAReadableError() {
		EntryId foreign = TestBooks.onList(this.jdbc, TestReaders.create(this.jdbc), "Obca", 100);
		try (McpSyncClient assistant = connect(TokenScope.LOG)) {
			assertThat(refused(assistant, "log_session", session(900, Map.of()))).startsWith("BEYOND_THE_END");
			assertThat(refused(assistant, "log_session", session(50, Map.of("bookId", foreign.value().toString()))))
				.startsWith("NOT_FOUND");
			assertThat(refused(assistant, "log_session", session(240, Map.of("end", "yesterday")))).isNotBlank();
			assertThat(refused(assistant, "log_session", session(240, Map.of("pages", 3)))).startsWith("INVALID");
			assertThat(refused(assistant, "log_session",
					session(240, Map.of("start", this.evening.minus(13, ChronoUnit.HOURS).toString()))))
				.startsWith("OVERNIGHT");
			assertThat(refused(assistant, "reading_list", Map.of("cursor", "!"))).startsWith("INVALID");
			assertThat(refused(assistant, "reading_list", Map.of("status", "LOST"))).isNotBlank();
			assertThat(refused(assistant, "reading_list", Map.of("limit", 1000))).isNotBlank();
		}
	}

	@Test
	void readOnlyTokenCannotLogASession() {
		try (McpSyncClient assistant = connect(TokenScope.READ)) {
			org.assertj.core.api.Assertions
				.assertThatThrownBy(() -> assistant.callTool(request("log_session", session(240, Map.of()))));
		}
		assertThat(this.jdbc.sql("SELECT current_page FROM user_tbr_list WHERE tbr_id = ?")
			.param(this.lalka.value())
			.query(Integer.class)
			.single()).isEqualTo(200);
	}

	@Test
	void pagesStillWorkBesideTheMcpEndpoint() throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpRequest page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/css/app.css"))
				.build();
			assertThat(client.send(page, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void booksOfAnotherReaderAreInvisible() {
		ReaderId stranger = TestReaders.create(this.jdbc);
		TestBooks.onList(this.jdbc, stranger, "Obca", 100);
		try (McpSyncClient assistant = connect(TokenScope.READ)) {
			assertThat(call(assistant, "reading_list", Map.of()).toString()).contains("Lalka").doesNotContain("Obca");
		}
	}

	@ParameterizedTest
	@CsvSource({ "POST, , , 401", "GET, READ, , 405", "DELETE, READ, , 404",
			"POST, READ, https://evil.example.org, 403", "POST, READ, null, 403", "POST, READ, , 400" })
	void requestsWithoutAValidTokenMethodOrOriginAreRefused(String method, TokenScope scope, String origin, int status)
			throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/mcp"))
			.header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.method(method, method.equals("POST") ? BodyPublishers.ofString("{") : BodyPublishers.noBody());
		if (scope != null) {
			request.header("Authorization", TestTokens.bearer(this.tokens, this.reader, scope));
		}
		if (origin != null) {
			request.header("Origin", origin);
		}
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(status);
			assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
			if (scope != null) {
				assertThat(answer.headers().firstValue("RateLimit-Limit")).hasValue("120");
			}
		}
	}

	private Map<String, Object> session(int toPage, Map<String, Object> others) {
		Map<String, Object> session = new HashMap<>(Map.of("bookId", this.lalka.value().toString(), "start",
				this.evening.toString(), "end", this.evening.plus(1, ChronoUnit.HOURS).toString(), "toPage", toPage));
		session.putAll(others);
		return session;
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> books(Map<String, Object> answer) {
		return (List<Map<String, Object>>) answer.get("books");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> call(McpSyncClient assistant, String tool, Map<String, Object> arguments) {
		CallToolResult result = assistant.callTool(request(tool, arguments));
		assertThat(result.isError()).as(() -> result.content().toString()).isNotEqualTo(true);
		return (Map<String, Object>) result.structuredContent();
	}

	private static String refused(McpSyncClient assistant, String tool, Map<String, Object> arguments) {
		CallToolResult result = assistant.callTool(request(tool, arguments));
		assertThat(result.isError()).isTrue();
		return ((TextContent) result.content().getFirst()).text();
	}

	private static CallToolRequest request(String tool, Map<String, Object> arguments) {
		return CallToolRequest.builder(tool).arguments(arguments).build();
	}

	private McpSyncClient connect(TokenScope scope) {
		String bearer = TestTokens.bearer(this.tokens, this.reader, scope);
		McpSyncClient client = McpClient
			.sync(HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + this.port)
				.endpoint("/mcp")
				.openConnectionOnStartup(false)
				.httpRequestCustomizer((request, method, uri, body, context) -> request.header("Authorization", bearer))
				.build())
			.build();
		client.initialize();
		return client;
	}

}
