package pl.chronobook.api;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.StatementCounter;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON API as a program sees it.
 */
@WebTest
class ApiTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AccessTokens tokens;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	private String all;

	private EntryId entry;

	@BeforeEach
	void aReaderWithABook() {
		this.reader = TestReaders.create(this.jdbc);
		this.entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.all = TestTokens.bearer(this.tokens, this.reader, TokenScope.ALL);
	}

	@Test
	void forecastContainsTheFinishOfTheList() {
		log("2027-03-12T20:00:00Z", 30, null);
		log("2027-03-13T20:00:00Z", 60, null);

		MvcTestResult forecast = get("/api/v1/forecast");

		assertThat(forecast).hasStatusOk().bodyJson().extractingPath("$.stage").isEqualTo("PACE");
		assertThat(forecast).bodyJson().extractingPath("$.pagesLeft").isEqualTo(620);
		assertThat(forecast).bodyJson().extractingPath("$.finish.p50").asString().startsWith("2027-");
		assertThat(forecast).bodyJson().extractingPath("$.books[0].id").isEqualTo(this.entry.value().toString());
		assertThat(forecast).bodyJson().extractingPath("$.evidence.sessions").isEqualTo(2);
	}

	@Test
	void forecastIsUnavailableWithoutAHistory() {
		assertThat(get("/api/v1/forecast")).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"available\":false}");
	}

	@Test
	void listIsPagedWithAConstantNumberOfStatements() {
		get("/api/v1/reading-list");
		int one = this.statements.count(() -> get("/api/v1/reading-list"));
		for (int i = 0; i < 4; i++) {
			TestBooks.onList(this.jdbc, this.reader, "Tom " + i, 100);
		}
		assertThat(this.statements.count(() -> get("/api/v1/reading-list"))).isEqualTo(one);

		MvcTestResult first = get("/api/v1/reading-list?limit=3");
		assertThat(first).bodyJson()
			.extractingPath("$.items[*].title")
			.asArray()
			.containsExactly("Lalka", "Tom 0", "Tom 1");
		String cursor = json(first, "$.nextCursor");
		MvcTestResult second = get("/api/v1/reading-list?limit=3&cursor=" + cursor);
		assertThat(second).bodyJson().extractingPath("$.items[*].title").asArray().containsExactly("Tom 2", "Tom 3");
		assertThat(second).bodyJson().doesNotHavePath("$.nextCursor");
		assertThat(get("/api/v1/reading-list?status=READING")).bodyJson().extractingPath("$.items").asArray().isEmpty();
	}

	@Test
	void sessionsArePagedNewestFirst() {
		log("2027-03-11T20:00:00Z", 10, null);
		log("2027-03-12T20:00:00Z", 20, null);
		int two = this.statements.count(() -> get("/api/v1/sessions"));
		log("2027-03-13T20:00:00Z", 30, null);
		assertThat(this.statements.count(() -> get("/api/v1/sessions"))).isEqualTo(two);

		MvcTestResult first = get("/api/v1/sessions?limit=2");
		assertThat(first).bodyJson().extractingPath("$.items[*].toPage").asArray().containsExactly(30, 20);
		assertThat(get("/api/v1/sessions?limit=2&cursor=" + json(first, "$.nextCursor"))).bodyJson()
			.extractingPath("$.items[*].toPage")
			.asArray()
			.containsExactly(10);
	}

	@Test
	void bookCanBeReadAddedMovedAndRemoved() {
		MvcTestResult described = post("/api/v1/books",
				"{\"title\":\"Pamiętnik\\u0000 babci\",\"author\":\"Zofia\",\"pages\":120}", null);
		assertThat(described).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("$.title")
			.isEqualTo("Pamiętnik babci");
		MvcTestResult added = post("/api/v1/reading-list", "{\"ref\":\"" + json(described, "$.ref") + "\"}", null);
		assertThat(added).hasStatus(HttpStatus.CREATED);
		String id = json(added, "$.id");

		assertThat(send(this.mvc.put().uri("/api/v1/reading-list/" + id + "/position"), "{\"place\":1}")).hasStatusOk();
		assertThat(get("/api/v1/reading-list")).bodyJson()
			.extractingPath("$.items[*].title")
			.asArray()
			.containsExactly("Pamiętnik babci", "Lalka");

		assertThat(this.mvc.delete().uri("/api/v1/reading-list/" + id).header("Authorization", this.all))
			.hasStatus(HttpStatus.NO_CONTENT);
		assertThat(get("/api/v1/reading-list/" + id)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void searchFindsStoredBooksWhenNoProviderAnswers() {
		String title = "Kroniki " + UUID.randomUUID();
		post("/api/v1/books", "{\"title\":\"" + title + "\",\"author\":\"Zofia\"}", null);

		MvcTestResult found = get("/api/v1/books?q=" + title.replace(" ", "%20"));

		assertThat(found).hasStatusOk().bodyJson().extractingPath("$.items[0].title").isEqualTo(title);
		assertThat(found).bodyJson().extractingPath("$.complete").isEqualTo(false);
	}

	@Test
	void statisticsCountLoggedReading() {
		log("2027-03-12T20:00:00Z", 30, null);

		assertThat(get("/api/v1/statistics")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.last30Days")
			.isEqualTo(java.util.Map.of("pages", 30, "minutes", 30, "sessions", 1, "booksFinished", 0));
	}

	@Test
	void anUploadedHistoryIsImportedOnceItIsConfirmed() {
		MvcTestResult uploaded = this.mvc.post()
			.uri("/api/v1/imports")
			.multipart()
			.file(new MockMultipartFile("file", "history.csv", "text/csv",
					"Title,Author,Number of Pages,Exclusive Shelf\nCesarz,Ryszard Kapuściński,160,to-read\n"
						.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
			.header("Authorization", this.all)
			.exchange();
		assertThat(uploaded).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.state").isEqualTo("WAITING");
		String id = json(uploaded, "$.id");

		assertThat(post("/api/v1/imports/" + id + "/confirm", "", null)).hasStatus(HttpStatus.ACCEPTED);
		assertThat(get("/api/v1/imports/" + id)).hasStatusOk();
		assertThat(get("/api/v1/imports")).bodyJson().extractingPath("$.items[0].id").isEqualTo(id);
	}

	@Test
	void fileWithoutAHistoryIsRefusedWithAReason() {
		MvcTestResult refused = this.mvc.post()
			.uri("/api/v1/imports")
			.multipart()
			.file(new MockMultipartFile("file", "empty.csv", "text/csv", new byte[0]))
			.header("Authorization", this.all)
			.exchange();

		assertProblem(refused, HttpStatus.UNPROCESSABLE_CONTENT, "EMPTY");
	}

	@Test
	void archiveContainsAllData() {
		MvcTestResult export = get("/api/v1/export");

		assertThat(export).hasStatusOk().hasContentType("application/zip");
		assertThat(export.getResponse().getContentAsByteArray()).startsWith('P', 'K');
	}

	@Test
	void writeWithTheSameIdempotencyKeyIsCarriedOutOnce() {
		MvcTestResult first = log("2027-03-12T20:00:00Z", 30, "evening-1");
		MvcTestResult second = log("2027-03-12T20:00:00Z", 30, "evening-1");

		assertThat(second).hasStatus(HttpStatus.CREATED).hasHeader("Idempotency-Replayed", "true");
		assertThat(json(second, "$.id")).isEqualTo(json(first, "$.id"));
		assertThat(get("/api/v1/sessions")).bodyJson().extractingPath("$.items.length()").isEqualTo(1);
		assertProblem(log("2027-03-12T20:00:00Z", 31, "evening-1"), HttpStatus.CONFLICT, "IDEMPOTENCY_CONFLICT");
	}

	@Test
	void sessionOverTwelveHoursIsRefusedUnlessTheProgramInsists() {
		String whole = "{\"bookId\":\"%s\",\"start\":\"2027-03-12T20:00:00Z\",\"end\":\"2027-03-13T08:00:01Z\",\"toPage\":30%s}";
		assertProblem(post("/api/v1/sessions", whole.formatted(this.entry.value(), ""), null),
				HttpStatus.UNPROCESSABLE_CONTENT, "OVERNIGHT");
		assertThat(post("/api/v1/sessions", whole.formatted(this.entry.value(), ",\"pausedSeconds\":3600"), null))
			.hasStatus(HttpStatus.CREATED);
		String night = whole.replace("-13T", "-14T").replace("-12T", "-13T");
		assertThat(post("/api/v1/sessions", night.formatted(this.entry.value(), ",\"insist\":[\"OVERNIGHT\"]"), null))
			.hasStatus(HttpStatus.CREATED);
	}

	@Test
	void refusedWriteLeavesItsIdempotencyKeyUnused() {
		assertProblem(log("2027-03-12T20:00:00Z", 700, "evening-2"), HttpStatus.UNPROCESSABLE_CONTENT,
				"BEYOND_THE_END");
		assertThat(log("2027-03-12T20:00:00Z", 30, "evening-2")).hasStatus(HttpStatus.CREATED);
	}

	@Test
	void concurrentRepetitionsLogOneSession() throws Exception {
		Callable<Integer> write = () -> log("2027-03-12T20:00:00Z", 30, "at-once").getResponse().getStatus();
		try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
			for (Future<Integer> answer : threads.invokeAll(java.util.Collections.nCopies(6, write))) {
				assertThat(answer.get()).isEqualTo(201);
			}
		}
		assertThat(get("/api/v1/sessions")).bodyJson().extractingPath("$.items.length()").isEqualTo(1);
	}

	@Test
	void apiRequiresAToken() {
		assertProblem(this.mvc.get().uri("/api/v1/forecast").exchange(), HttpStatus.UNAUTHORIZED, "UNAUTHORIZED");
		MvcTestResult unknown = this.mvc.get()
			.uri("/api/v1/forecast")
			.header("Authorization", "Bearer cb_unknown")
			.exchange();
		assertProblem(unknown, HttpStatus.UNAUTHORIZED, "UNAUTHORIZED");
		assertThat(unknown).hasHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
		assertThat(this.mvc.get().uri("/api/v1/forecast").with(SignedIn.as(this.reader)))
			.hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void tokenDoesNotOpenPages() {
		assertThat(this.mvc.get().uri("/reading-list").header("Authorization", this.all).exchange())
			.hasStatus3xxRedirection()
			.redirectedUrl()
			.endsWith("/login");
	}

	@Test
	void operationsOutsideTheScopeAreForbidden() {
		String read = TestTokens.bearer(this.tokens, this.reader, TokenScope.READ);
		String log = TestTokens.bearer(this.tokens, this.reader, TokenScope.LOG);
		assertThat(this.mvc.get().uri("/api/v1/sessions").header("Authorization", read)).hasStatusOk();
		for (String token : List.of(read, log)) {
			assertProblem(this.mvc.delete()
				.uri("/api/v1/reading-list/" + this.entry.value())
				.header("Authorization", token)
				.exchange(), HttpStatus.FORBIDDEN, "FORBIDDEN");
			assertThat(this.mvc.get().uri("/api/v1/export").header("Authorization", token))
				.hasStatus(HttpStatus.FORBIDDEN);
		}
		String session = session("2027-03-12T20:00:00Z", 30);
		assertThat(send(this.mvc.post().uri("/api/v1/sessions"), session, read)).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(send(this.mvc.post().uri("/api/v1/sessions"), session, log)).hasStatus(HttpStatus.CREATED);
	}

	@Test
	void anExpiredOrRevokedTokenIsRefused() {
		String expired = "Bearer "
				+ this.tokens.create(this.reader, "old", TokenScope.READ, Duration.ofDays(1)).orElseThrow();
		this.jdbc
			.sql("UPDATE access_tokens SET created_at = '2027-01-01Z', expires_at = '2027-02-01Z' WHERE name = 'old'")
			.update();
		assertThat(this.mvc.get().uri("/api/v1/forecast").header("Authorization", expired))
			.hasStatus(HttpStatus.UNAUTHORIZED);
		this.tokens.of(this.reader).forEach((token) -> this.tokens.revoke(this.reader, token.id()));
		assertThat(get("/api/v1/forecast")).hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void resourcesOfAnotherReaderAreNotFoundAndUnchanged() {
		MvcTestResult session = log("2027-03-12T20:00:00Z", 30, null);
		String stranger = TestTokens.bearer(this.tokens, TestReaders.create(this.jdbc), TokenScope.ALL);
		String book = "/api/v1/reading-list/" + this.entry.value();
		for (String path : List.of(book, "/api/v1/sessions/" + json(session, "$.id"),
				"/api/v1/imports/" + UUID.randomUUID())) {
			assertProblem(this.mvc.get().uri(path).header("Authorization", stranger).exchange(), HttpStatus.NOT_FOUND,
					"NOT_FOUND");
		}
		assertThat(this.mvc.delete().uri(book).header("Authorization", stranger)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(send(this.mvc.put().uri(book + "/position"), "{\"place\":1}", stranger))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(send(this.mvc.post().uri("/api/v1/sessions"), session("2027-03-13T20:00:00Z", 40), stranger))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get(book)).hasStatusOk().bodyJson().extractingPath("$.currentPage").isEqualTo(30);
	}

	@Test
	void everyErrorIsAProblemDetail() {
		assertProblem(get("/api/v1/nothing"), HttpStatus.NOT_FOUND, "NOT_FOUND");
		assertProblem(get("/api/v1/sessions/abc"), HttpStatus.NOT_FOUND, "NOT_FOUND");
		assertProblem(get("/api/v1/sessions?limit=0"), HttpStatus.BAD_REQUEST, "INVALID_PARAMETER");
		assertProblem(get("/api/v1/sessions?cursor=!"), HttpStatus.BAD_REQUEST, "INVALID_PARAMETER");
		assertProblem(get("/api/v1/books"), HttpStatus.BAD_REQUEST, "INVALID_PARAMETER");
		assertProblem(send(this.mvc.put().uri("/api/v1/forecast"), "{}"), HttpStatus.METHOD_NOT_ALLOWED,
				"METHOD_NOT_ALLOWED");
		assertProblem(this.mvc.get()
			.uri("/api/v1/forecast")
			.header("Authorization", this.all)
			.header("Accept", "text/csv")
			.exchange(), HttpStatus.NOT_ACCEPTABLE, "NOT_ACCEPTABLE");
		assertProblem(this.mvc.post()
			.uri("/api/v1/sessions")
			.header("Authorization", this.all)
			.contentType("text/plain")
			.content("x")
			.exchange(), HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE");
		assertProblem(post("/api/v1/sessions", "{", null), HttpStatus.BAD_REQUEST, "BAD_REQUEST");
		MvcTestResult invalid = post("/api/v1/sessions", "{\"toPage\":-1}", null);
		assertProblem(invalid, HttpStatus.UNPROCESSABLE_CONTENT, "INVALID");
		assertThat(invalid).bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.contains("bookId", "start", "end", "toPage");
		assertProblem(post("/api/v1/reading-list", "{\"ref\":\"book:1\"}", null), HttpStatus.UNPROCESSABLE_CONTENT,
				"UNKNOWN_BOOK");
	}

	@Test
	void throttledTokenGetsRetryAfter() {
		String token = TestTokens.bearer(this.tokens, this.reader, TokenScope.READ);
		MvcTestResult answer = this.mvc.get().uri("/api/v1/imports").header("Authorization", token).exchange();
		assertThat(answer).hasHeader("RateLimit-Limit", "120").hasHeader("RateLimit-Remaining", "119");
		for (int i = 0; i < 120; i++) {
			answer = this.mvc.get().uri("/api/v1/nothing").header("Authorization", token).exchange();
		}
		assertProblem(answer, HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS");
		assertThat(answer).hasHeader("Retry-After", "1").hasHeader("RateLimit-Remaining", "0");
		assertThat(get("/api/v1/imports")).hasStatusOk();
	}

	private static void assertProblem(MvcTestResult result, HttpStatus status, String code) {
		assertThat(result).hasStatus(status).hasContentType("application/problem+json");
		assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
		assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(status.value());
	}

	private static String json(MvcTestResult result, String path) {
		try {
			return com.jayway.jsonpath.JsonPath.read(result.getResponse().getContentAsString(), path);
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private MvcTestResult get(String uri) {
		return this.mvc.get().uri(java.net.URI.create(uri)).header("Authorization", this.all).exchange();
	}

	private String session(String start, int toPage) {
		return "{\"bookId\":\"%s\",\"start\":\"%s\",\"end\":\"%s\",\"toPage\":%d}".formatted(this.entry.value(), start,
				start.replace(":00:00Z", ":30:00Z"), toPage);
	}

	private MvcTestResult log(String start, int toPage, String key) {
		return post("/api/v1/sessions", session(start, toPage), key);
	}

	private MvcTestResult post(String uri, String body, String key) {
		MockMvcTester.MockMvcRequestBuilder request = this.mvc.post().uri(uri);
		return send((key != null) ? request.header("Idempotency-Key", key) : request, body);
	}

	private MvcTestResult send(MockMvcTester.MockMvcRequestBuilder request, String body) {
		return send(request, body, this.all);
	}

	private static MvcTestResult send(MockMvcTester.MockMvcRequestBuilder request, String body, String token) {
		return request.header("Authorization", token).contentType("application/json").content(body).exchange();
	}

}
