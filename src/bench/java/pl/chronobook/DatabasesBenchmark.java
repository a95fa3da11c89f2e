package pl.chronobook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;

/**
 * Compares pages of a large database with those of a small one: the same pages of ten
 * simulated readers in each, one request at a time, turn by turn, so that whatever else
 * the machine does hits both. Takes the addresses of both databases, in which
 * {@code ml-training-exec.jar simulate} has created readers:
 * {@code -Dbench='LARGE SMALL'}. The readers get a password.
 */
public final class DatabasesBenchmark {

	private static final int READERS = 10;

	private static final int WARM_UP = 5;

	private static final int ROUNDS = 100;

	/** A page with a number at its end is rendered anew each time. */
	private static final List<String> PAGES = List.of("/?n=", "/reading-list?n=", "/statistics?n=", "/",
			"/reading-list", "/reading-list/ENTRY", "/sessions", "/statistics", "/statistics?by=day&n=",
			"/statistics/2026?n=", "/statistics/compare?n=", "/forecast/what-if", "/forecast/what-if?minutes=",
			"/forecast/deadline", "/forecast/accuracy", "/forecast/why", "/account", "/account/devices", "/import",
			"/reading-list/search?q=tom", "/account/notifications");

	private DatabasesBenchmark() {
	}

	public static void main(String... databases) {
		if (databases.length != 2) {
			throw new IllegalArgumentException("Give the addresses of a large and of a small database");
		}
		try (Side large = new Side(databases[0]); Side small = new Side(databases[1])) {
			System.out.printf("%-30s %27s %27s%n", "page", "large: median, 95 %, 99 %", "small");
			int number = 0;
			for (String page : PAGES) {
				List<Long> ofLarge = new ArrayList<>();
				List<Long> ofSmall = new ArrayList<>();
				for (int round = 0; round < WARM_UP + ROUNDS; round++) {
					int which = round % READERS;
					String asked = page.endsWith("=") ? page + (5 + number++ % 170) : page;
					long first = (round % 2 == 0) ? large.ask(which, asked) : small.ask(which, asked);
					long second = (round % 2 == 0) ? small.ask(which, asked) : large.ask(which, asked);
					if (round >= WARM_UP) {
						ofLarge.add((round % 2 == 0) ? first : second);
						ofSmall.add((round % 2 == 0) ? second : first);
					}
				}
				large.taken.addAll(ofLarge);
				small.taken.addAll(ofSmall);
				System.out.printf("%-30s %s %s%n", page, quantiles(ofLarge), quantiles(ofSmall));
			}
			System.out.printf("%-30s %s %s%n", "all", quantiles(large.taken), quantiles(small.taken));
		}
	}

	/** Median, 95 % and 99 %, in milliseconds. */
	private static String quantiles(List<Long> nanoseconds) {
		long[] sorted = nanoseconds.stream().mapToLong(Long::longValue).sorted().toArray();
		StringBuilder text = new StringBuilder();
		for (double share : new double[] { 0.5, 0.95, 0.99 }) {
			text.append("%9.1f".formatted(sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6));
		}
		return text.toString();
	}

	/** An application on one of the databases, with its readers signed in. */
	private static final class Side implements AutoCloseable {

		private static final String PASSWORD = "zielony parasol 42";

		private final List<Long> taken = new ArrayList<>();

		private final ConfigurableApplicationContext application;

		private final Browser[] browsers = new Browser[READERS];

		private final String[] entries = new String[READERS];

		Side(String database) {
			this.application = SpringApplication.run(ChronoBookApplication.class, "--server.port=0",
					"--management.server.port=0", "--logging.level.root=warn", "--spring.datasource.url=" + database,
					"--spring.datasource.username=postgres", "--spring.datasource.password=postgres");
			JdbcClient jdbc = this.application.getBean(JdbcClient.class);
			String email = UUID.randomUUID() + "@example.org";
			new Browser(this.application.getEnvironment()).register(email, PASSWORD);
			List<String> emails = jdbc.sql("""
					UPDATE users SET hashed_password = (SELECT hashed_password FROM users WHERE email = ?)
					WHERE user_id IN (SELECT user_id FROM users simulated WHERE email LIKE 'simulated-%' AND EXISTS (
					    SELECT FROM user_tbr_list entry WHERE entry.user_id = simulated.user_id AND status = 'READING')
					  ORDER BY email LIMIT ?)
					RETURNING email""").params(email, READERS).query(String.class).list();
			Arrays.setAll(this.browsers, (which) -> new Browser(this.application.getEnvironment()));
			for (int which = 0; which < READERS; which++) {
				this.browsers[which].logIn(emails.get(which), PASSWORD);
				this.entries[which] = jdbc.sql("""
						SELECT tbr_id::text FROM user_tbr_list JOIN users USING (user_id)
						WHERE email = ? AND status = 'READING' LIMIT 1""")
					.param(emails.get(which))
					.query(String.class)
					.single();
			}
		}

		/** Returns the nanoseconds until the page is there. */
		long ask(int which, String page) {
			String path = page.replace("ENTRY", this.entries[which]);
			long begun = System.nanoTime();
			int status = this.browsers[which].open(path).status();
			long nanoseconds = System.nanoTime() - begun;
			if (status != 200) {
				throw new IllegalStateException(path + " answered " + status);
			}
			return nanoseconds;
		}

		@Override
		public void close() {
			this.application.close();
		}

	}

}
