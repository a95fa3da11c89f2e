package pl.chronobook.identity.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that no browser of a reader sends are refused: a client error in Polish, with
 * the security headers, and never a server error.
 */
@IdentityIntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class RefusedRequestTests {

	private static final String PASSWORD = "lubię stare mapy i herbatę";

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	@ParameterizedTest
	@ValueSource(strings = { "\0", "'; DROP TABLE spring_session; --", "not-a-session", "ą" })
	void sessionIdOfAnUnknownFormIsIgnored(String id) {
		String cookie = Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
		assertThat(new Browser(this.environment).open("/", "Cookie", "chronobook=" + cookie).status()).isEqualTo(200);
		assertThat(new Browser(this.environment).open("/account", "Cookie", "chronobook=" + cookie).location())
			.isEqualTo("/login");
	}

	@Test
	void theServersOwnRefusalIsInPolishAndHasTheHeaders() throws IOException {
		assertThat(raw("GET /[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400")
			.contains("Coś się nie zgadza", "Content-Security-Policy: default-src 'none'",
					"X-Content-Type-Options: nosniff")
			.doesNotContain("Bad Request</h1>", "Tomcat");
	}

	@ParameterizedTest
	@ValueSource(strings = { "G\u0001T / HTTP/1.1", "\u0016\u0003\u0001\u0002", ": / HTTP/1.1" })
	void aRequestWithoutAMethodIsABadRequest(String line) throws IOException {
		assertThat(raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400")
			.contains("Coś się nie zgadza");
	}

	@ParameterizedTest
	@ValueSource(ints = { 11, 1500 })
	void aBrowserMayNameManyLanguages(int languages) {
		String header = IntStream.range(0, languages).mapToObj((i) -> "pl").collect(Collectors.joining(","));
		Page page = new Browser(this.environment).open("/login", "Accept-Language", header);
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.text()).contains("lang=\"pl\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/*" })
	void contentTypeWithAWildcardIsIgnored(String type) {
		Browser browser = new Browser(this.environment);
		assertThat(browser.open("/login", "Content-Type", type).status()).isEqualTo(200);
		assertThat(browser.open("/nothing", "Content-Type", type).status()).isBetween(300, 404);
		assertThat(browser
			.send("/login/passkey",
					(request) -> request.header("Content-Type", type).POST(BodyPublishers.ofString("{}")))
			.status()).isBetween(300, 415);
	}

	@Test
	void aFieldOfAFileFormThatIsTooLargeIsRefused() {
		Browser browser = new Browser(this.environment);
		browser.register(UUID.randomUUID() + "@example.org", PASSWORD);
		String body = """
				--x
				Content-Disposition: form-data; name="_csrf"

				%s
				--x
				Content-Disposition: form-data; name="title"

				%s
				--x--
				""".formatted(browser.open("/catalog/books/new").csrf(), "a".repeat(5_000_000)).replace("\n", "\r\n");
		for (String path : List.of("/catalog/books/new", "/import", "/login")) {
			assertThat(browser
				.send(path,
						(request) -> request.header("Content-Type", "multipart/form-data; boundary=x")
							.POST(BodyPublishers.ofString(body)))
				.status()).as(path).isIn(400, 413);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login/passkey", "/api/v1/sessions", "/mcp" })
	void aBodyThatWouldFillTheMemoryIsRefused(String path) {
		Browser browser = new Browser(this.environment);
		String csrf = browser.open("/login").csrf();
		byte[] body = "[".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
		assertThat(browser
			.send(path,
					(request) -> request.header("X-CSRF-TOKEN", csrf)
						.header("Content-Type", "application/json")
						.POST(BodyPublishers.ofByteArray(body)))
			.status()).isEqualTo(413);
	}

	@Test
	void aBodyWithoutALengthIsReadNoFurtherThanItsLimit() {
		Browser browser = new Browser(this.environment);
		String csrf = browser.open("/login").csrf();
		AtomicLong sent = new AtomicLong();
		InputStream endless = new InputStream() {

			@Override
			public int read() {
				return (sent.incrementAndGet() < 100_000_000) ? 'a' : -1;
			}

			@Override
			public int read(byte[] bytes, int offset, int length) {
				Arrays.fill(bytes, offset, offset + length, (byte) 'a');
				return (sent.addAndGet(length) < 100_000_000) ? length : -1;
			}

		};
		assertThat(browser
			.send("/login/passkey",
					(request) -> request.header("X-CSRF-TOKEN", csrf)
						.header("Content-Type", "application/json")
						.POST(BodyPublishers.ofInputStream(() -> endless)))
			.status()).isIn(400, 413);
	}

	@Test
	void parametersThatCannotBeReadAreABadRequestAndNotLogged(CapturedOutput output) throws IOException {
		for (String path : List.of("/login", "/css/app.css")) {
			assertThat(raw(
					"GET %s?q=tajemnica%%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path)))
				.as(path)
				.startsWith("HTTP/1.1 400");
		}
		assertThat(raw("""
				POST /login HTTP/1.1
				Host: localhost
				Accept: text/html
				Connection: close
				Content-Type: application/x-www-form-urlencoded
				Content-Length: 21

				email=tajemnica%zz%zz""".replace("\n", "\r\n"))).startsWith("HTTP/1.1 400")
			.contains("Coś się nie zgadza");
		assertThat(output).doesNotContain("tajemnica");
	}

	@Test
	void theFirewallsRefusalHasTheHeaders() {
		Page page = new Browser(this.environment).open("/catalog//search;x=1");
		assertThat(page.status()).isEqualTo(400);
		assertThat(page.text()).contains("Coś się nie zgadza");
		assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
		assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
	}

	@Test
	void errorPageCannotBeRequestedDirectly() {
		Browser browser = new Browser(this.environment);
		assertThat(browser.open("/error").status()).isEqualTo(404);
		browser.register(UUID.randomUUID() + "@example.org", PASSWORD);
		assertThat(browser.open("/error").status()).isEqualTo(404);
	}

	@Test
	void aBrokenMultipartFormIsABadRequest() {
		Browser browser = new Browser(this.environment);
		browser.register(UUID.randomUUID() + "@example.org", PASSWORD);
		for (String body : List.of("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc",
				"x", "--x\r\n\r\n")) {
			assertThat(browser
				.send("/import",
						(request) -> request.header("Content-Type", "multipart/form-data; boundary=x")
							.POST(BodyPublishers.ofString(body)))
				.status()).isBetween(400, 403);
		}
	}

	@Test
	void anIndexInTheNameOfAFieldThatIsNoListIsABadRequest() {
		Browser browser = new Browser(this.environment);
		browser.register(UUID.randomUUID() + "@example.org", PASSWORD);
		Page form = browser.open("/catalog/books/new");
		for (String name : List.of("title[0]", "title[x]")) {
			assertThat(browser.submit(form, "/catalog/books/new", name, "x").status()).as(name).isEqualTo(400);
		}
	}

	@ParameterizedTest
	@CsvSource({ "readings, start, jutro", "readings, start, 2020-01-01", "pages, pages, 0", "pages, pages, 300",
			"finish, end, jutro", "finish, end, 2020-01-01", "progress, page, x", "progress, page, 7" })
	void aFormOfABookThatTheFirstTabRemovedIsNotFound(String form, String field, String typed) {
		Browser browser = new Browser(this.environment);
		browser.register(UUID.randomUUID() + "@example.org", PASSWORD);
		browser.submit(browser.open("/catalog/books/new"), "/catalog/books/new", "title", "Lalka", "author", "Prus",
				"pages", "680");
		Page list = browser.open("/reading-list");
		Matcher book = Pattern.compile("/reading-list/([0-9a-f-]{36})").matcher(list.text());
		assertThat(book.find()).isTrue();
		String address = "/reading-list/" + book.group(1);
		Page secondTab = browser.open(address);
		assertThat(browser.submit(list, address + "/remove").status()).isEqualTo(302);
		Page answer = browser.submit(secondTab, address + "/" + form, "version", "0", "from", "ENTRY", field, typed);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.text()).contains("Nie ma takiej strony", "Może książka została usunięta z listy");
		assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
	}

	@Test
	void redirectsNameNoHost() throws IOException {
		assertThat(raw("GET /account HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
			.contains("Location: /login\r\n")
			.doesNotContain("evil.example");
	}

	@Test
	void sixDeletionsAtOnceDeleteTheAccountOnce() throws Exception {
		String email = UUID.randomUUID() + "@example.org";
		List<Browser> browsers = IntStream.range(0, 6).mapToObj((i) -> new Browser(this.environment)).toList();
		browsers.getFirst().register(email, PASSWORD);
		browsers.stream()
			.skip(1)
			.forEach((browser) -> assertThat(browser.logIn(email, PASSWORD).status()).isEqualTo(302));
		Map<Browser, String> tokens = new LinkedHashMap<>();
		browsers.forEach((browser) -> tokens.put(browser, browser.open("/account/delete").csrf()));
		try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
			List<Callable<Page>> deletions = tokens.entrySet()
				.stream()
				.<Callable<Page>>map((browser) -> () -> browser.getKey()
					.post("/account/delete", browser.getValue(), "password", PASSWORD))
				.toList();
			for (Future<Page> deletion : threads.invokeAll(deletions)) {
				assertThat(deletion.get().status()).isLessThan(500);
			}
		}
		assertThat(this.jdbc.sql("SELECT count(*) FROM users WHERE email = ?").param(email).query(Long.class).single())
			.isZero();
		assertThat(browsers).noneMatch(Browser::signedIn);
	}

	@Test
	void aDeletedAccountLeavesNoEventBehind() {
		Browser browser = new Browser(this.environment);
		String email = UUID.randomUUID() + "@example.org";
		browser.register(email, PASSWORD);
		UUID reader = this.jdbc.sql("SELECT user_id FROM users WHERE email = ?")
			.param(email)
			.query(UUID.class)
			.single();
		this.jdbc.sql("""
				INSERT INTO event_publication (id, listener_id, event_type, serialized_event, publication_date, status)
				VALUES (uuidv7(), 'test', 'test', ?, now(), 'COMPLETED')""")
			.param("{\"reader\":{\"value\":\"" + reader + "\"}}")
			.update();
		browser.submit(browser.open("/account/delete"), "/account/delete", "password", PASSWORD);
		assertThat(this.jdbc.sql("SELECT count(*) FROM event_publication WHERE serialized_event LIKE '%' || ? || '%'")
			.param(reader.toString())
			.query(Long.class)
			.single()).isZero();
	}

	private String raw(String request) throws IOException {
		int port = this.environment.getRequiredProperty("local.server.port", Integer.class);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
