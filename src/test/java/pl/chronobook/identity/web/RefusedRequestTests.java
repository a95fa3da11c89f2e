package pl.chronobook.identity.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that no browser of a reader sends are refused calmly: a client error in
 * Polish, with the security headers, and never a server error.
 */
@IdentityIntegrationTest
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
	void theServersOwnRefusalIsInPolishAndCarriesTheHeaders() throws IOException {
		assertThat(raw("GET /[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400")
			.contains("Coś się nie zgadza", "Content-Security-Policy: default-src 'none'",
					"X-Content-Type-Options: nosniff")
			.doesNotContain("Bad Request</h1>", "Tomcat");
	}

	@Test
	void theFirewallsRefusalCarriesTheHeaders() {
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
