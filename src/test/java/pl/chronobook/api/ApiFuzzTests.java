package pl.chronobook.api;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.util.UriComponentsBuilder;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.api.OpenApiDocument.Operation;
import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends valid and invalid requests that are generated from the OpenAPI document: no
 * answer is a server error, and each has a status and a shape that the document names.
 */
@WebTest
class ApiFuzzTests {

	private static final int TRIES = 600;

	private static final TestContextManager CONTEXT = new TestContextManager(ApiFuzzTests.class);

	private static final JsonMapper json = JsonMapper.builder().build();

	private static final Set<String> answers = new TreeSet<>();

	private static final List<String> WRONG = List.of("", "x", "-1", "0", "99999999999999999999", "1e400", "null",
			"2027-13-40T25:00:00Z", "+999999999-12-31T23:59:59Z", "-1000000-01-01T00:00:00Z", "a\u0000b", "\ud800",
			"ą".repeat(3000), "[]", "{}", "../..", "%00", "' OR 1=1 --");

	private static ReaderId reader;

	private static String token;

	private static EntryId entry;

	private static BookId book;

	private static OpenApiDocument document;

	/**
	 * Collects the server's log of failed requests, because the answers do not name the
	 * cause.
	 */
	private static final ListAppender<ILoggingEvent> failures = new ListAppender<>();

	private static int tries;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AccessTokens tokens;

	@BeforeTry
	void prepare() throws Exception {
		CONTEXT.prepareTestInstance(this);
		if (document == null) {
			failures.start();
			((Logger) LoggerFactory.getLogger("pl.chronobook.FailedRequests")).addAppender(failures);
			document = new OpenApiDocument(
					json.readTree(this.mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsString()));
		}
		if (tries++ % 100 == 0) {
			// The rate limit of a token is never refilled while the clock stands still
			reader = TestReaders.create(this.jdbc);
			token = TestTokens.bearer(this.tokens, reader, TokenScope.ALL);
		}
		if (tries % 5 == 1) {
			entry = TestBooks.onList(this.jdbc, reader, "Lalka", 680);
			book = TestBooks.create(this.jdbc, "Faraon", 700);
		}
	}

	@AfterContainer
	static void everyOperationSucceededAndWasRefused() {
		Set<String> operations = document.operations().stream().map(Operation::name).collect(Collectors.toSet());
		for (String operation : operations) {
			assertThat(answers).as("a success of %s", operation)
				.anyMatch((it) -> it.matches("2.. \\Q" + operation + "\\E"));
			assertThat(answers).as("a refusal of %s", operation)
				.anyMatch((it) -> it.matches("4.. \\Q" + operation + "\\E"));
		}
	}

	@Property(tries = TRIES, seed = "20270314", shrinking = ShrinkingMode.OFF)
	void noAnswerIsAServerErrorOrUndocumented(@ForAll("plans") Plan plan) {
		List<Operation> operations = document.operations();
		Operation operation = operations.get(Math.floorMod(plan.operation(), operations.size()));

		AbstractMockHttpServletRequestBuilder<?> request = request(operation, plan);
		MvcTestResult result = this.mvc.perform(request);

		int status = result.getResponse().getStatus();
		String what = operation.name() + " " + plan + " " + result.getRequest().getQueryString() + " "
				+ result.getMvcResult().getResolvedException() + " "
				+ failures.list.stream().map(ApiFuzzTests::stackTrace).toList();
		answers.add(status + " " + operation.name());
		assertThat(result.getUnresolvedException()).as(what).isNull();
		assertThat(operation.response(status).isMissingNode()).as("%s answers %d, %s", what, status, text(result))
			.isFalse();
		assertThat(status == 503 || status < 500).as("%s answers %d", what, status).isTrue();
		String type = String.valueOf(result.getResponse().getContentType()).replaceAll(";.*", "");
		if (!type.equals("application/zip") && status != 204) {
			JsonNode schema = operation.responseSchema(status, type);
			assertThat(schema.isMissingNode()).as("%s answers %d with %s", what, status, type).isFalse();
			assertThat(document.violations(json.readTree(text(result)), schema)).as(what).isEmpty();
		}
	}

	@Provide
	Arbitrary<Plan> plans() {
		Arbitrary<Tuple2<String, Integer>> distortion = Combinators
			.combine(Arbitraries.of(WRONG), Arbitraries.integers().between(0, 12))
			.as(Tuple::of);
		return Combinators
			.combine(uniform(10_000), uniform(1_000_000), distortion,
					Arbitraries.frequency(Tuple.of(12, "none"), Tuple.of(2, "token"), Tuple.of(1, "accept"),
							Tuple.of(1, "type"), Tuple.of(1, "syntax")))
			.as((operation, number, wrong, flaw) -> new Plan(operation, number, wrong.get1(), wrong.get2(), flaw));
	}

	private static String stackTrace(ILoggingEvent failure) {
		return ThrowableProxyUtil.asString(failure.getThrowableProxy());
	}

	private static Arbitrary<Integer> uniform(int max) {
		return Arbitraries.integers()
			.between(0, max)
			.withDistribution(RandomDistribution.uniform())
			.edgeCases((config) -> config.none());
	}

	private AbstractMockHttpServletRequestBuilder<?> request(Operation operation, Plan plan) {
		UriComponentsBuilder uri = UriComponentsBuilder.fromPath(operation.path());
		Map<String, Object> variables = new HashMap<>();
		Map<String, String> headers = new HashMap<>();
		int place = 0;
		for (JsonNode parameter : operation.definition().path("parameters")) {
			String name = parameter.path("name").asString();
			JsonNode schema = parameter.path("schema");
			boolean wrong = plan.distorts(place++);
			String value = wrong ? plan.wrong() : String.valueOf(plain(name, schema, plan));
			switch (parameter.path("in").asString()) {
				case "path" -> variables.put(name, wrong ? plan.wrong() : id(operation, plan));
				case "header" -> headers.put(name, value.replaceAll("[^ -~]", "?"));
				default -> {
					if (parameter.path("required").asBoolean(false) || wrong || plan.number() % 3 == 0) {
						uri.queryParam(name, "{" + name + "}");
						variables.put(name, value);
					}
				}
			}
		}
		HttpMethod method = HttpMethod.valueOf(operation.method().toUpperCase(java.util.Locale.ROOT));
		AbstractMockHttpServletRequestBuilder<?> request = operation.path().equals("/api/v1/imports")
				&& HttpMethod.POST.equals(method) && !plan.flaw().equals("type") ? upload(plan)
						: MockMvcRequestBuilders.request(method, uri.encode().buildAndExpand(variables).toUri());
		headers.forEach((name, value) -> {
			if (plan.number() % 2 == 0 || plan.distorts(0)) {
				request.header(name, value);
			}
		});
		if (!plan.flaw().equals("token")) {
			request.header("Authorization", token);
		}
		if (plan.flaw().equals("accept")) {
			request.header("Accept", "image/png");
		}
		if (!operation.requestSchema().isMissingNode()) {
			String body = plan.flaw().equals("syntax") ? "{\"a\":" + plan.wrong()
					: json.writeValueAsString(value("body", operation.requestSchema(), plan, 0));
			request.contentType(plan.flaw().equals("type") ? "text/plain" : "application/json").content(body);
		}
		return request;
	}

	private AbstractMockHttpServletRequestBuilder<?> upload(Plan plan) {
		String content = plan.distorts(0) ? plan.wrong()
				: "Title,Author,Number of Pages,Exclusive Shelf\nCesarz,Ryszard Kapuściński,160,to-read\n";
		return MockMvcRequestBuilders.multipart("/api/v1/imports")
			.file(new MockMultipartFile(plan.distorts(1) ? "other" : "file", plan.distorts(2) ? plan.wrong() : "a.csv",
					null, content.getBytes(StandardCharsets.UTF_8)));
	}

	private Object id(Operation operation, Plan plan) {
		if (plan.number() % 4 == 0) {
			return UUID.randomUUID();
		}
		if (operation.path().contains("/sessions/")) {
			return this.jdbc.sql("""
					INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
					VALUES (?, ?, '2027-01-01T20:00Z', '2027-01-01T21:00Z', 10)
					ON CONFLICT (tbr_id, start_time, end_time) DO UPDATE SET pages_read = 10 RETURNING session_id""")
				.params(entry.value(), reader.value())
				.query(UUID.class)
				.single();
		}
		if (operation.path().contains("/imports/")) {
			try {
				return json
					.readTree(text(
							this.mvc.perform(upload(new Plan(0, 0, "", 12, "none")).header("Authorization", token))))
					.path("id")
					.asString();
			}
			catch (RuntimeException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return entry.value();
	}

	/** A value for a schema; one place of it is wrong if the plan says so. */
	private Object value(String name, JsonNode reference, Plan plan, int depth) {
		JsonNode schema = document.resolved(reference);
		if (!schema.path("type").asString().equals("object")) {
			return plain(name, schema, plan);
		}
		Map<String, Object> object = new HashMap<>();
		Set<String> required = schema.path("required")
			.valueStream()
			.map(JsonNode::asString)
			.collect(Collectors.toSet());
		int place = 0;
		for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
			boolean wrong = plan.distorts(place);
			boolean present = required.contains(field.getKey()) || field.getKey().equals("toPage")
					|| (plan.number() >> place) % 4 == 0;
			place++;
			if (present || wrong) {
				object.put(field.getKey(),
						wrong ? distorted(plan) : value(field.getKey(), field.getValue(), plan, depth + 1));
			}
		}
		if (!plan.distorts(11)) {
			object.remove("pages".equals(name) ? "" : "fromPage");
			if (object.containsKey("toPage")) {
				object.remove("pages");
			}
		}
		return object;
	}

	private static Object distorted(Plan plan) {
		return switch (plan.number() % 5) {
			case 0 -> Map.of();
			case 1 -> List.of(plan.wrong());
			case 2 -> plan.number() - 500_000;
			case 3 -> Double.MAX_VALUE;
			default -> plan.wrong();
		};
	}

	private static Object plain(String name, JsonNode schema, Plan plan) {
		int minute = plan.number() % 50_000;
		return switch (name) {
			case "bookId" -> entry.value().toString();
			case "start" -> java.time.Instant.parse("2027-01-01T00:00:00Z").plusSeconds(60L * minute).toString();
			case "end" -> java.time.Instant.parse("2027-01-01T00:30:00Z").plusSeconds(60L * minute).toString();
			case "toPage" -> 10 + plan.number() % 60;
			case "ref" -> "book:" + (plan.number() % 3 == 0 ? UUID.randomUUID() : book.value());
			case "isbn" -> "9788373271890";
			case "cursor" -> "MTIw";
			case "Idempotency-Key" -> "key-" + plan.number() % 50;
			case "insist" -> List.of("OVERLAPS", "TOO_FAST");
			default -> switch (schema.path("type").asString()) {
				case "integer" -> schema.path("minimum").asInt(0) + plan.number() % 90;
				case "number" -> plan.number() % 50 + 0.5;
				case "array" -> List.of();
				default ->
					schema.has("enum") ? schema.path("enum").get(plan.number() % schema.path("enum").size()).asString()
							: "Tytuł " + plan.number();
			};
		};
	}

	private static String text(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The way in which a request is generated.
	 *
	 * @param operation which operation, modulo their number
	 * @param number decides everything that is right either way
	 * @param wrong the value of what is wrong
	 * @param place which parameter or field is wrong; beyond their number none is
	 * @param flaw what is wrong about the request as a whole
	 */
	record Plan(int operation, int number, String wrong, int place, String flaw) {

		boolean distorts(int place) {
			return this.place == place;
		}

	}

}
