package pl.chronobook.reading.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import pl.chronobook.Redirected;
import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * A second tab may still show a book that the first one has removed. Whatever its forms
 * send, the response is 404. New forms of a book are covered automatically.
 */
@WebTest
class RemovedBookTests {

	/** These forms name the wanted state, so they may be repeated. */
	private static final Set<String> IDEMPOTENT = Set.of("/reading-list/{id}/remove", "/reading-list/{id}/restore");

	/** The undo form. The application fills its fields, so they are always valid. */
	private static final String REOPEN = "/reading-list/{id}/reopen";

	private static final Map<String, String> VALID = Map.of("page", "7", "pages", "300", "start", "2027-01-01", "end",
			"2027-01-05", "status", "READING", "place", "1");

	private static final Map<String, String> INVALID = Map.of("page", "x", "pages", "0", "start", "jutro", "end",
			"jutro", "status", "READING", "place", "x");

	private static final Map<String, String> EMPTY = Map.of("page", "", "pages", "", "start", "", "end", "", "status",
			"READING", "place", "");

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	private ReaderId reader;

	private EntryId entry;

	private UUID reading;

	private UUID session;

	private UUID timer;

	@BeforeEach
	void aRemovedBookWithAHistory() {
		this.reader = TestReaders.create(this.jdbc);
		this.entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.session = UUID.randomUUID();
		this.timer = UUID.randomUUID();
		assertThat(post("/reading-list/%s/readings".formatted(this.entry.value()),
				Map.of("version", "0", "start", "2020-01-01", "end", "2020-02-01")))
			.hasStatus(HttpStatus.FOUND);
		assertThat(
				post("/sessions",
						Map.of("id", this.session.toString(), "entry", this.entry.value().toString(), "day",
								"2027-03-13", "start", "20:00", "end", "21:00", "pages", "20")))
			.hasRedirectedUrl("/sessions");
		assertThat(post("/sessions/timer", Map.of("id", this.timer.toString(), "entry", this.entry.value().toString())))
			.hasRedirectedUrl("/sessions");
		this.reading = this.jdbc.sql("SELECT log_id FROM reading_log WHERE tbr_id = ? LIMIT 1")
			.param(this.entry.value())
			.query(UUID.class)
			.single();
		assertThat(post("/reading-list/%s/remove".formatted(this.entry.value()), Map.of())).hasStatus(HttpStatus.FOUND);
	}

	@TestFactory
	List<DynamicTest> everyFormOfARemovedBookIsAnsweredWithNotFound() {
		List<DynamicTest> tests = new ArrayList<>();
		this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
			for (String pattern : mapping.getPatternValues()) {
				if (pattern.startsWith("/reading-list/") && pattern.contains("{id}") && !IDEMPOTENT.contains(pattern)) {
					for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
						tests.add(DynamicTest.dynamicTest(method + " " + pattern, () -> notFound(method, pattern)));
					}
				}
			}
		});
		assertThat(tests).extracting(DynamicTest::getDisplayName)
			.contains("POST /reading-list/{id}/start", "POST /reading-list/{id}/finish",
					"POST /reading-list/{id}/abandon", "POST /reading-list/{id}/progress",
					"POST /reading-list/{id}/pages", "POST /reading-list/{id}/readings",
					"POST /reading-list/{id}/readings/{reading}", "POST /reading-list/{id}/current-page",
					"POST /reading-list/{id}/move", "GET /reading-list/{id}");
		return tests;
	}

	@Test
	void removingAndRestoringAreIdempotent() {
		String book = "/reading-list/%s/".formatted(this.entry.value());
		assertThat(post(book + "remove", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(post(book + "restore", Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(post(book + "restore", Map.of())).hasStatus(HttpStatus.FOUND);
	}

	@Test
	void sessionsOfARemovedBookCanBeNeitherLoggedNorChanged() {
		Map<String, String> form = new LinkedHashMap<>(Map.of("id", UUID.randomUUID().toString(), "entry",
				this.entry.value().toString(), "day", "2027-03-12", "start", "20:00", "end", "21:00", "version", "0"));
		for (String pages : List.of("20", "x", "")) {
			form.put("pages", pages);
			assertThat(post("/sessions", form)).as("pages %s", pages).hasStatus(HttpStatus.NOT_FOUND);
			assertThat(post("/sessions/" + this.session, form)).as("pages %s", pages).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(get("/sessions/" + this.session)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get("/sessions/new?entry=" + this.entry.value())).hasStatusOk();
		assertThat(post("/sessions/%s/remove".formatted(this.session), Map.of())).hasStatus(HttpStatus.FOUND);
		assertThat(post("/sessions/%s/restore".formatted(this.session), Map.of())).hasStatus(HttpStatus.FOUND);
	}

	@Test
	void timerFormsOfARemovedBookAreRedirectedOrNotFound() {
		assertThat(post("/sessions/timer",
				Map.of("id", UUID.randomUUID().toString(), "entry", this.entry.value().toString())))
			.hasStatus(HttpStatus.NOT_FOUND);
		for (String step : List.of("pause", "resume", "stop", "confirm", "discard", "restore", "finish")) {
			for (String typed : List.of("7", "x", "")) {
				MvcTestResult result = post("/sessions/timer/%s/%s".formatted(this.timer, step),
						Map.of("minutes", typed, "to", typed));
				assertThat(result.getResponse().getStatus()).as("%s %s", step, typed).isIn(302, 404);
				if (result.getResponse().getStatus() == 302) {
					assertThat(Redirected.follow(this.mvc, result, this.reader)).as("%s %s", step, typed).hasStatusOk();
				}
			}
		}
	}

	private void notFound(RequestMethod method, String pattern) {
		String path = pattern.replace("{id}", this.entry.value().toString())
			.replace("{reading}", this.reading.toString());
		assertThat(path).as("give %s a value", pattern).doesNotContain("{");
		if (method == RequestMethod.GET) {
			assertThat(get(path)).hasStatus(HttpStatus.NOT_FOUND);
			return;
		}
		String now = this.jdbc.sql("SELECT version::text FROM user_tbr_list WHERE tbr_id = ?")
			.param(this.entry.value())
			.query(String.class)
			.single();
		for (Map<String, String> typed : pattern.equals(REOPEN) ? List.of(VALID) : List.of(VALID, INVALID, EMPTY)) {
			for (String version : List.of("0", now)) {
				for (String from : List.of("LIST", "ENTRY")) {
					Map<String, String> form = new LinkedHashMap<>(typed);
					form.putAll(Map.of("version", version, "from", from));
					assertThat(post(path, form)).as("%s", form).hasStatus(HttpStatus.NOT_FOUND);
				}
			}
		}
	}

	private MvcTestResult get(String path) {
		return this.mvc.get().uri(path).with(SignedIn.as(this.reader)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		MockMvcTester.MockMvcRequestBuilder request = this.mvc.post()
			.uri(path)
			.with(SignedIn.as(this.reader))
			.with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

}
