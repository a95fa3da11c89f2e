package pl.chronobook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Calls every route that names something by an id as a reader who does not own it: the
 * response is 404, and nothing changes. New routes are covered automatically; one with a
 * new kind of id fails here until the test has such an id.
 */
@WebTest
class OwnershipTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	private ReaderId stranger;

	private Map<String, Object> owned;

	private UUID owner;

	@BeforeEach
	void somebodyElsesThings() {
		ReaderId reader = TestReaders.create(this.jdbc);
		this.owner = reader.value();
		this.stranger = TestReaders.create(this.jdbc);
		EntryId entry = TestBooks.onList(this.jdbc, reader, "Lalka", 680);
		UUID reading = this.jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
				VALUES (?, ?, '2027-01-01', '2027-02-01') RETURNING log_id""")
			.params(entry.value(), this.owner)
			.query(UUID.class)
			.single();
		UUID book = this.jdbc.sql("""
				INSERT INTO books (title, author, page_count, owner_id) VALUES ('Pamiętnik', 'Ja', 100, ?)
				RETURNING book_id""").param(this.owner).query(UUID.class).single();
		UUID session = this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				VALUES (?, ?, '2027-01-01T20:00Z', '2027-01-01T21:00Z', 10) RETURNING session_id""")
			.params(entry.value(), this.owner)
			.query(UUID.class)
			.single();
		UUID timer = this.jdbc.sql("""
				INSERT INTO timed_sessions (session_id, tbr_id, user_id, started_at)
				VALUES (uuidv7(), ?, ?, '2027-03-14T11:00Z') RETURNING session_id""")
			.params(entry.value(), this.owner)
			.query(UUID.class)
			.single();
		UUID period = this.jdbc.sql("""
				INSERT INTO planned_periods (user_id, period_id, first_day, last_day, reading, label)
				VALUES (?, uuidv7(), '2027-04-01', '2027-04-07', 'NONE', 'Góry') RETURNING period_id""")
			.param(this.owner)
			.query(UUID.class)
			.single();
		UUID imported = this.jdbc
			.sql("INSERT INTO imports (user_id, uploaded_at) VALUES (?, '2027-03-14T11:00Z') RETURNING import_id")
			.param(this.owner)
			.query(UUID.class)
			.single();
		UUID device = this.jdbc.sql("""
				INSERT INTO devices (device_id, user_id, name, login, secret_hash, created_at)
				VALUES (uuidv7(), ?, 'Kobo', gen_random_uuid()::text, sha256('key'), '2027-03-14T11:00Z')
				RETURNING device_id""").param(this.owner).query(UUID.class).single();
		this.owned = new HashMap<>(Map.of("/account/security/sessions/{", UUID.randomUUID(),
				"/account/security/passkeys/{", "AAAAAAAAAAAAAAAAAAAAAA", "/reading-list/in-place/{", entry.value(),
				"/catalog/scan/{", "no-isbn"));
		this.owned.putAll(Map.of("/reading-list/{id}", entry.value(), "{reading}", reading, "/catalog/covers/{", book,
				"/import/{", imported, "/sessions/{", session, "/sessions/timer/{", timer, "/forecast/feed/{",
				UUID.randomUUID(), "/statistics/{", 2027, "/forecast/exceptions/{", period));
		this.owned.put("/statistics/pictures/{", "heatmap");
		this.owned.put("{card:[a-z]+}", "books");
		this.owned.put("/account/devices/{", device);
		// The name of a program belongs to no reader; this one has no page of help
		this.owned.put("/import/help/{", "unknown");
		this.owned.put("/account/security/links/{", this.jdbc.sql("""
				INSERT INTO provider_links (user_id, provider, issuer, subject, linked_at)
				VALUES (?, 'example', 'https://id.example.org', gen_random_uuid()::text, '2027-03-14T11:00Z')
				RETURNING link_id""").param(this.owner).query(UUID.class).single());
		// The name of a provider belongs to no reader; this one does not exist
		this.owned.put("{provider}", "unknown");
		this.owned.put("/account/notifications/browsers/{", this.jdbc.sql("""
				INSERT INTO push_subscriptions
				  (subscription_id, user_id, name, endpoint, public_key, auth_secret, vapid_key, created_at)
				VALUES (uuidv7(), ?, 'Firefox', gen_random_uuid()::text, decode(repeat('04', 65), 'hex'),
				  decode(repeat('00', 16), 'hex'), 'key', '2027-03-14T11:00Z')
				RETURNING subscription_id""").param(this.owner).query(UUID.class).single());
		this.owned.put("/account/notifications/webhooks/{", this.jdbc.sql("""
				INSERT INTO webhooks (webhook_id, user_id, address, secret, created_at)
				VALUES (uuidv7(), ?, 'https://example.org', decode(repeat('00', 32), 'hex'), '2027-03-14T11:00Z')
				RETURNING webhook_id""").param(this.owner).query(UUID.class).single());
		this.owned.put("/account/tokens/{",
				this.jdbc
					.sql("""
							INSERT INTO access_tokens (token_id, user_id, name, scope, secret_hash, created_at, expires_at)
							VALUES (uuidv7(), ?, 'Dom', 'READ', sha256(gen_random_uuid()::text::bytea), now(), now() + interval '1 day')
							RETURNING token_id""")
					.param(this.owner)
					.query(UUID.class)
					.single());
	}

	@TestFactory
	List<DynamicTest> anotherReadersIdsAreNotFoundAndNothingChanges() {
		List<DynamicTest> tests = new ArrayList<>();
		this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
			boolean ours = handler.getBeanType().getPackageName().startsWith("pl.chronobook");
			for (String pattern : mapping.getPatternValues()) {
				// KoReaderProtocolTests and ApiTests cover devices and programs, which
				// authenticate differently
				if (ours && pattern.contains("{") && !pattern.startsWith("/sync/") && !pattern.startsWith("/api/")) {
					for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
						tests.add(DynamicTest.dynamicTest(method + " " + pattern, () -> notFound(method, pattern)));
					}
				}
			}
		});
		assertThat(tests).hasSizeGreaterThan(14);
		return tests;
	}

	@Test
	void malformedIdIsNotFound() {
		assertThat(send(HttpMethod.GET, "/reading-list/1%20OR%201=1")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(send(HttpMethod.GET, "/catalog/covers/..%252F..%252Fetc")).hasStatus4xxClientError();
	}

	@Test
	void anotherReadersOwnBookCannotBeAdded() {
		this.mvc.post()
			.uri("/reading-list")
			.param("ref", "book:" + this.owned.get("/catalog/covers/{"))
			.with(SignedIn.as(this.stranger))
			.with(csrf())
			.assertThat()
			.hasStatus(HttpStatus.NOT_FOUND);
	}

	private void notFound(RequestMethod method, String pattern) {
		String before = everythingOf(this.owner);
		MvcTestResult result = send(HttpMethod.valueOf(method.name()), path(pattern));
		if (method != RequestMethod.GET || !"/sessions".equals(result.getResponse().getRedirectedUrl())) {
			// GET on the address of a timer's form redirects to the timer for any id
			assertThat(result).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(everythingOf(this.owner)).isEqualTo(before);
	}

	private String path(String pattern) {
		String path = pattern;
		for (Map.Entry<String, Object> thing : this.owned.entrySet()) {
			if (pattern.contains(thing.getKey())) {
				path = thing.getKey().startsWith("{") ? path.replace(thing.getKey(), thing.getValue().toString())
						: path.replaceFirst(
								java.util.regex.Pattern.quote(thing.getKey().replaceFirst("\\{.*", "")) + "\\{[^}]*}",
								thing.getKey().replaceFirst("\\{.*", "") + thing.getValue());
			}
		}
		assertThat(path).as("give %s an id of another reader to try", pattern).doesNotContain("{");
		return path;
	}

	private MvcTestResult send(HttpMethod method, String path) {
		return this.mvc.method(method)
			.uri(java.net.URI.create(path))
			.param("version", "0")
			.param("page", "7")
			.param("status", "READING")
			.param("pages", "7")
			.param("end", "2027-01-05")
			.param("to", "7")
			.with(SignedIn.as(this.stranger))
			.with(csrf())
			.exchange();
	}

	private String everythingOf(UUID reader) {
		return this.jdbc.sql("""
				SELECT concat(
				  (SELECT json_agg(e ORDER BY e.tbr_id) FROM user_tbr_list e WHERE user_id = :reader),
				  (SELECT json_agg(l ORDER BY l.log_id) FROM reading_log l WHERE user_id = :reader),
				  (SELECT json_agg(s ORDER BY s.session_id) FROM reading_sessions s WHERE user_id = :reader),
				  (SELECT json_agg(t ORDER BY t.session_id) FROM timed_sessions t WHERE user_id = :reader),
				  (SELECT json_agg(p ORDER BY p.period_id) FROM planned_periods p WHERE user_id = :reader),
				  (SELECT json_agg(b ORDER BY b.book_id) FROM books b WHERE owner_id = :reader),
				  (SELECT json_agg(c ORDER BY c.book_id) FROM book_covers c JOIN books USING (book_id)
				    WHERE owner_id = :reader),
				  (SELECT json_agg(d) FROM devices d WHERE user_id = :reader),
				  (SELECT json_agg(t) FROM access_tokens t WHERE user_id = :reader),
				  (SELECT json_agg(i) FROM imports i WHERE user_id = :reader),
				  (SELECT json_agg(r) FROM reading_lists r WHERE user_id = :reader))""")
			.param("reader", reader)
			.query(String.class)
			.single();
	}

}
