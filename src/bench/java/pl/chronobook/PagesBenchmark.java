package pl.chronobook;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;

/**
 * Requests pages over HTTP as one of ten readers, each with 20,000 sessions of 700 books
 * in 15 years and 100 books to go; {@code -p sessions=100000 -p books=10000} makes them
 * the largest readers. The sessions are stored in order of time, so those of one reader
 * lie as far apart as possible. The account page reads hardly any data and serves as a
 * baseline; {@code what-if} is a step of the slider. A page with {@code n=} is rendered
 * anew each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class PagesBenchmark {

	private static final String EMAIL = "czytelnik@example.org";

	@Param({ "/", "/reading-list", "/sessions", "/statistics", "/statistics?by=day", "/statistics/2025",
			"/statistics?n=", "/forecast/what-if?minutes=", "/forecast/deadline", "/forecast/accuracy", "/account" })
	String path;

	/** Sessions of each reader, all within 15 years. */
	@Param("20000")
	int sessions;

	/** Books that wait on the list of each reader. */
	@Param("100")
	int books;

	private ConfigurableApplicationContext application;

	private Browser browser;

	private int number;

	@Setup(Level.Trial)
	public void fillFifteenYears() {
		this.application = SpringApplication.run(ChronoBookApplication.class, "--server.port=0",
				"--management.server.port=0", "--logging.level.root=warn");
		this.browser = new Browser(this.application.getEnvironment());
		this.browser.register(EMAIL, "zielony parasol 42");
		JdbcClient jdbc = this.application.getBean(JdbcClient.class);
		jdbc.sql("UPDATE users SET day_ends_at = 4 WHERE email = ?").param(EMAIL).update();
		jdbc.sql("""
				INSERT INTO users (email, hashed_password)
				SELECT 'reader-' || number || '@example.org', '{noop}' || ? FROM generate_series(1, 9) AS number""")
			.param(UUID.randomUUID())
			.update();
		jdbc.sql("INSERT INTO reading_lists (user_id) SELECT user_id FROM users ON CONFLICT DO NOTHING").update();
		jdbc.sql("""
				INSERT INTO books (title, author, page_count)
				SELECT 'Tom ' || number, 'Autor ' || number % 97, 150 + number * 37 % 500
				FROM generate_series(1, 700 + :books) AS number""").param("books", this.books).update();
		jdbc.sql(
				"""
						INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
						SELECT user_id, book_id, page_count,
						       row_number() OVER (PARTITION BY user_id ORDER BY split_part(title, ' ', 2)::integer), CASE WHEN split_part(title, ' ', 2)::integer <= 700 THEN 'FINISHED' ELSE 'TBR' END
						FROM users CROSS JOIN books""")
			.update();
		jdbc.sql(
				"""
						INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
						SELECT entry.tbr_id, entry.user_id, begin, begin + make_interval(secs => 600 + number * 7919 % 4000),
						       5 + number * 31 % 40
						FROM generate_series(0, :sessions - 1) AS number
						CROSS JOIN LATERAL (SELECT now() - interval '131400 hours' * ((:sessions - number) / :sessions::double precision) AS begin)
						JOIN user_tbr_list entry ON entry.position = 1 + number::bigint * 690 / :sessions
						ORDER BY begin""")
			.param("sessions", this.sessions)
			.update();
		jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
				SELECT tbr_id, user_id, min(start_time)::date - 3, max(end_time)::date
				FROM reading_sessions GROUP BY tbr_id, user_id""").update();
		// Autovacuum would do the same a minute later
		jdbc.sql("VACUUM (ANALYZE)").update();
	}

	@TearDown(Level.Trial)
	public void close() {
		this.application.close();
	}

	@Benchmark
	public int page() {
		String asked = this.path;
		if (asked.endsWith("minutes=")) {
			asked += this.number++ % 180;
		}
		else if (asked.endsWith("=")) {
			asked += this.number++;
		}
		// A step of the slider requests only the answer
		int status = asked.contains("minutes=") ? this.browser.open(asked, "HX-Request", "true").status()
				: this.browser.open(asked).status();
		if (status != 200) {
			throw new IllegalStateException(this.path + " answered " + status);
		}
		return status;
	}

}
