package pl.chronobook;

import java.util.ArrayList;
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
 * Walks every route of the application that names something by an id, as a reader who
 * does not own it: it is not found, and nothing changes. A new route takes part by
 * itself; one with an id of a new kind fails here until it is given one to try.
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
		this.owned = Map.of("/reading-list/{id}", entry.value(), "{reading}", reading, "/catalog/covers/{", book,
				"/import/{", imported, "/sessions/{", session, "/sessions/timer/{", timer, "/forecast/feed/{",
				UUID.randomUUID(), "/statistics/{", 2027, "/forecast/exceptions/{", period);
	}

	@TestFactory
	List<DynamicTest> anotherReadersIdsAreNotFoundAndNothingChanges() {
		List<DynamicTest> tests = new ArrayList<>();
		this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
			boolean ours = handler.getBeanType().getPackageName().startsWith("pl.chronobook");
			for (String pattern : mapping.getPatternValues()) {
				if (ours && pattern.contains("{")) {
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
	void anIdThatIsNoneIsNotFoundEither() {
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
		assertThat(send(HttpMethod.valueOf(method.name()), path(pattern))).hasStatus(HttpStatus.NOT_FOUND);
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
				  (SELECT json_agg(i) FROM imports i WHERE user_id = :reader),
				  (SELECT json_agg(r) FROM reading_lists r WHERE user_id = :reader))""")
			.param("reader", reader)
			.query(String.class)
			.single();
	}

}
