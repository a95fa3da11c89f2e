package pl.chronobook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Among thousands of readers, every statement of every page, of the forms of an evening
 * and of the scheduled work finds its rows by an index. The plans are PostgreSQL's own at
 * its real costs, for a database with a reader who has a hundred times as much as the
 * others. What is stored is rolled back.
 */
@WebTest
@Transactional
class StatementPlansTests {

	private static final int READERS = 3_000;

	private static final Pattern SEQUENTIAL = Pattern.compile("Seq Scan on (\\w+)");

	/** Statements that EXPLAIN accepts. */
	private static final Pattern EXPLAINED = Pattern.compile("(?is)^\\s*(select|insert|update|delete|with)\\b");

	/**
	 * Statements that may read a whole table: gauges that are read once after each
	 * training, and a clean-up that reads the table only according to the generic plan,
	 * not with its real parameter, a week of years ago.
	 */
	private static final Set<String> ACCEPTED = Set.of("TrainingMetrics.refreshTraining training_progress",
			"Accuracy.judgeInTurn foretold_finishes");

	@Autowired
	private ApplicationContext application;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	/**
	 * Tests share a database and a clock that stands still: a turn that another test took
	 * would hide the statements of its work.
	 */
	@BeforeEach
	void endAllTurns() {
		this.jdbc.sql("DELETE FROM work_turns").update();
	}

	@Test
	void nothingScansAWholeTableOfReaders() {
		ReaderId reader = manyReaders();
		Set<String> large = largeTables();
		assertThat(large).contains("users", "reading_lists", "user_tbr_list", "reading_sessions", "reading_days",
				"reading_log", "timed_sessions", "forecast_plans", "forecast_visits", "foretold_finishes",
				"planned_periods", "training_progress", "account_notices");
		List<String> slow = new ArrayList<>();
		Set<String> seen = new TreeSet<>();
		Map<String, Runnable> requests = new LinkedHashMap<>();
		pages(reader).forEach(page -> requests.put(page, () -> page(reader, page)));
		requests.putAll(forms(reader));
		requests.forEach((name, request) -> {
			for (String statement : this.statements.texts(request)) {
				if (seen.add(statement) && EXPLAINED.matcher(statement).find()) {
					scanned(statement).filter(large::contains)
						.forEach(table -> slow.add("%s reads all of %s: %s".formatted(name, table, statement)));
				}
			}
		});
		ScheduledWorkTests.work(this.application).forEach((name, bean) -> {
			for (String statement : this.statements.texts(() -> ScheduledWorkTests.run(name, bean))) {
				if (seen.add(statement) && EXPLAINED.matcher(statement).find()) {
					scanned(statement).filter(table -> large.contains(table) && !ACCEPTED.contains(name + " " + table))
						.forEach(table -> slow.add("%s reads all of %s: %s".formatted(name, table, statement)));
				}
			}
		});
		assertThat(seen).hasSizeGreaterThan(60)
			.anyMatch(statement -> statement.startsWith("DELETE FROM foretold_finishes"))
			.anyMatch(statement -> statement.startsWith("update user_tbr_list"))
			.anyMatch(statement -> statement.startsWith("insert into reading_sessions"))
			.anyMatch(statement -> statement.startsWith("insert into reading_log"));
		assertThat(slow).isEmpty();
	}

	private Stream<String> scanned(String statement) {
		return SEQUENTIAL.matcher(plan(statement)).results().map(scan -> scan.group(1));
	}

	/** The plan for any parameters. */
	private String plan(String statement) {
		StringBuilder numbered = new StringBuilder();
		int parameters = 0;
		for (int i = 0; i < statement.length(); i++) {
			if (statement.charAt(i) == '?') {
				numbered.append('$').append(++parameters);
			}
			else {
				numbered.append(statement.charAt(i));
			}
		}
		// As text and not prepared: the statement's own parameters have no values
		return String.join("\n",
				this.jdbc.sql("SELECT line FROM plan_of(?) AS line")
					.param(numbered.toString())
					.query(String.class)
					.list());
	}

	private ReaderId manyReaders() {
		this.jdbc.sql("""
				CREATE FUNCTION plan_of(statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
				BEGIN
				    RETURN QUERY EXECUTE 'EXPLAIN (GENERIC_PLAN) ' || statement;
				END
				$$""").update();
		ReaderId reader = TestReaders.create(this.jdbc);
		this.jdbc
			.sql("""
					INSERT INTO users (email, hashed_password)
					SELECT gen_random_uuid() || '@crowd.example.org', '{noop}' || gen_random_uuid() FROM generate_series(1, ?)""")
			.param(READERS)
			.update();
		// Other tests have left readers with rows of their own
		this.jdbc.sql("CREATE TEMPORARY TABLE crowd (user_id uuid PRIMARY KEY) ON COMMIT DROP").update();
		this.jdbc
			.sql("INSERT INTO crowd SELECT user_id FROM users WHERE user_id = ? OR email LIKE '%@crowd.example.org'")
			.param(reader.value())
			.update();
		this.jdbc.sql("""
				CREATE TEMPORARY VIEW crowd_list AS
				SELECT * FROM user_tbr_list WHERE user_id IN (SELECT user_id FROM crowd)""").update();
		this.jdbc.sql("INSERT INTO reading_lists (user_id) SELECT user_id FROM crowd ON CONFLICT DO NOTHING").update();
		this.jdbc.sql("""
				WITH book AS (INSERT INTO books (title, author, page_count)
				    SELECT 'Tom ' || n, 'Autor', 300 FROM generate_series(1, 600) n RETURNING book_id, title)
				INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
				SELECT user_id, book_id, 300, n, CASE n % 3 WHEN 0 THEN 'TBR' WHEN 1 THEN 'READING' ELSE 'FINISHED' END
				FROM crowd CROSS JOIN book CROSS JOIN LATERAL (SELECT split_part(title, ' ', 2)::integer AS n)
				WHERE n <= CASE WHEN user_id = ? THEN 600 ELSE 6 END""").param(reader.value()).update();
		this.jdbc
			.sql("""
					INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
					SELECT tbr_id, user_id, begin, begin + interval '30 minutes', 20
					FROM crowd_list CROSS JOIN generate_series(1, 3) n
					CROSS JOIN LATERAL (SELECT timestamptz '2027-03-01T12:00Z' - (position * 3 + n) * interval '1 day' AS begin)
					ORDER BY begin""")
			.update();
		this.jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
				SELECT tbr_id, user_id, DATE '2026-12-01', DATE '2027-01-01' + position
				FROM crowd_list WHERE status = 'FINISHED'""").update();
		this.jdbc.sql("""
				INSERT INTO timed_sessions (session_id, tbr_id, user_id, started_at, stopped_at)
				SELECT uuidv7(), tbr_id, user_id, '2027-03-13T10:00Z', '2027-03-13T10:30Z' FROM crowd_list
				WHERE position = 1""").update();
		this.jdbc.sql("INSERT INTO forecast_plans (user_id) SELECT user_id FROM crowd").update();
		this.jdbc.sql("""
				INSERT INTO planned_periods (user_id, period_id, first_day, last_day, reading, label)
				SELECT user_id, uuidv7(), '2027-06-01', '2027-06-07', 'NONE', '' FROM crowd""").update();
		this.jdbc
			.sql("""
					INSERT INTO forecast_visits (user_id, day, revision, plan_revision, origin, finish, sessions, plan, books)
					SELECT user_id, '2027-03-01', 1, 1, '2027-03-01', '2027-04-01', 0, '{"exceptions": []}', '[]'
					FROM crowd""")
			.update();
		this.jdbc
			.sql("""
					INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, ahead)
					SELECT user_id, tbr_id, '2027-03-08', '2027-03-08', '2027-03-08', 'PACE', '', '2027-05-01', '2027-05-02',
					  '2027-05-03', '{}' FROM crowd_list WHERE position <= 2""")
			.update();
		this.jdbc.sql("""
				INSERT INTO training_progress (user_id, revision, seen_at)
				SELECT user_id, 1, '2027-03-13T03:00Z' FROM crowd""").update();
		this.jdbc.sql("""
				INSERT INTO account_notices (user_id, kind, device, happened_at)
				SELECT user_id, 'PASSWORD_CHANGED', 'Firefox', '2027-03-13T03:00Z' FROM crowd""").update();
		this.jdbc.sql("ANALYZE").update();
		return reader;
	}

	/** The tables with rows of readers that are too large to be read whole. */
	private Set<String> largeTables() {
		return new TreeSet<>(this.jdbc.sql("""
				SELECT relname FROM pg_class
				WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= ? AND relname IN (
				  SELECT table_name FROM information_schema.columns WHERE column_name = 'user_id')""")
			.param(READERS)
			.query(String.class)
			.list());
	}

	private List<String> pages(ReaderId reader) {
		Map<String, String> ids = Map.of("/reading-list/{id}", "/reading-list/" + entry(reader, "READING", 0),
				"/reading-list/{id}/editions", "/reading-list/%s/editions".formatted(entry(reader, "READING", 0)),
				"/sessions/{id}", "/sessions/" + session(reader, 0), "/statistics/{year:[1-9][0-9][0-9][0-9]}",
				"/statistics/2027", "/statistics/{year:[1-9][0-9][0-9][0-9]}/cards", "/statistics/2026/cards",
				"/statistics/{year:[1-9][0-9][0-9][0-9]}/cards/{card:[a-z]+}.png", "/statistics/2026/cards/books.png",
				"/statistics/pictures/{chart:[a-z-]+}.png", "/statistics/pictures/heatmap.png");
		List<String> pages = new ArrayList<>(List.of("/reading-list/search?q=tom", "/catalog/search?q=tom",
				"/forecast/dates?entry=" + entry(reader, "TBR", 0)));
		Set<String> unused = new TreeSet<>(ids.keySet());
		this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
			if (handler.getBeanType().getPackageName().startsWith("pl.chronobook")
					&& mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
				mapping.getPatternValues()
					.stream()
					.filter(path -> !path.startsWith("/sync/"))
					.peek(unused::remove)
					.map(path -> ids.getOrDefault(path, path))
					.filter(path -> !path.contains("{"))
					.forEach(pages::add);
			}
		});
		assertThat(unused).isEmpty();
		return pages;
	}

	/** The forms that a reader sends in the evening, by the address. */
	private Map<String, Runnable> forms(ReaderId reader) {
		String timed = UUID.randomUUID().toString();
		Map<String, Runnable> forms = new LinkedHashMap<>();
		form(forms, reader, "/reading-list/%s/start".formatted(entry(reader, "TBR", 1)), "version", "0");
		form(forms, reader, "/reading-list/%s/move".formatted(entry(reader, "TBR", 2)), "place", "3");
		form(forms, reader, "/reading-list/%s/remove".formatted(entry(reader, "TBR", 3)));
		form(forms, reader, "/reading-list/%s/details".formatted(entry(reader, "TBR", 4)), "version", "0", "tags",
				"wakacje");
		form(forms, reader, "/reading-list/%s/progress".formatted(entry(reader, "READING", 1)), "version", "0", "page",
				"70");
		form(forms, reader, "/reading-list/%s/finish".formatted(entry(reader, "READING", 2)), "version", "0", "start",
				"2027-03-01", "end", "2027-03-13");
		form(forms, reader, "/reading-list/%s/abandon".formatted(entry(reader, "READING", 3)), "version", "0");
		form(forms, reader, "/reading-list/%s/opinion".formatted(entry(reader, "FINISHED", 0)), "rating", "4.5");
		form(forms, reader, "/sessions", "id", UUID.randomUUID().toString(), "entry", entry(reader, "READING", 4),
				"day", "2027-03-12", "start", "20:00", "end", "21:00", "pages", "20");
		form(forms, reader, "/sessions/%s/remove".formatted(session(reader, 1)));
		form(forms, reader, "/sessions/timer", "id", timed, "entry", entry(reader, "READING", 5));
		form(forms, reader, "/sessions/timer/%s/stop".formatted(timed));
		form(forms, reader, "/forecast/exceptions", "id", UUID.randomUUID().toString(), "from", "2027-07-01", "to",
				"2027-07-14", "label", "Wakacje");
		form(forms, reader, "/forecast/assumption", "pagesPerWeek", "200");
		return forms;
	}

	private void form(Map<String, Runnable> forms, ReaderId reader, String path, String... fields) {
		forms.put("POST " + path, () -> {
			MockMvcTester.MockMvcRequestBuilder request = this.mvc.post()
				.uri(path)
				.with(SignedIn.as(reader))
				.with(csrf());
			for (int i = 0; i < fields.length; i += 2) {
				request.param(fields[i], fields[i + 1]);
			}
			assertThat(request.exchange()).as(path).hasStatus(HttpStatus.FOUND);
		});
	}

	private String entry(ReaderId reader, String status, int which) {
		return this.jdbc.sql("""
				SELECT tbr_id::text FROM user_tbr_list WHERE user_id = ? AND status = ? ORDER BY position
				OFFSET ? LIMIT 1""").params(reader.value(), status, which).query(String.class).single();
	}

	private String session(ReaderId reader, int which) {
		return this.jdbc
			.sql("SELECT session_id::text FROM reading_sessions WHERE user_id = ? ORDER BY start_time OFFSET ? LIMIT 1")
			.params(reader.value(), which)
			.query(String.class)
			.single();
	}

	private void page(ReaderId reader, String path) {
		this.mvc.get().uri(path).accept(MediaType.TEXT_HTML).with(SignedIn.as(reader)).exchange();
	}

}
