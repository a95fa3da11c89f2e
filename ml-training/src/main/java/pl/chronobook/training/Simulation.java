package pl.chronobook.training;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Fills a database with simulated readers for scale tests. Each reader has a drifting
 * pace, reads more on some days of the week than on others, takes pauses and abandons
 * books. The same seed on the same day makes the same readers. Rows are streamed with
 * COPY, with one transaction for each {@value #READERS_AT_A_TIME} readers.
 */
final class Simulation {

	private static final int READERS_AT_A_TIME = 200;

	private static final int BOOKS = 2_000;

	private static final int WAITING = 8;

	private static final double ABANDONED = 0.07;

	private static final String NO_SIGN_IN = "{simulated}nobody-signs-in-as-this-reader";

	private final int users;

	private final int days;

	private final long seed;

	private final LocalDate today;

	private final String url;

	private final String user;

	private final String password;

	private Simulation(int users, int days, long seed, LocalDate today, String url, String user, String password) {
		this.users = users;
		this.days = days;
		this.seed = seed;
		this.today = today;
		this.url = url;
		this.user = user;
		this.password = password;
	}

	/**
	 * @throws UsageException if an option is unknown, missing or out of range
	 */
	static Simulation of(List<String> arguments, Map<String, String> environment, Clock clock) {
		Map<String, String> options = new HashMap<>();
		for (String argument : arguments) {
			int equals = argument.indexOf('=');
			if (!argument.startsWith("--") || equals < 0) {
				throw new UsageException("simulate does not know " + argument + ".");
			}
			options.put(argument.substring(2, equals), argument.substring(equals + 1));
		}
		Simulation simulation = new Simulation(number(options, "users", 1, 10_000_000),
				number(options, "days", 1, 36_500), number(options, "seed", 0, Integer.MAX_VALUE),
				LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
				setting(options, environment, "url", "jdbc:postgresql://localhost/chronobook"),
				setting(options, environment, "username", ""), setting(options, environment, "password", ""));
		if (!options.isEmpty()) {
			throw new UsageException("simulate does not know --" + options.keySet().iterator().next() + ".");
		}
		return simulation;
	}

	private static int number(Map<String, String> options, String name, int least, int most) {
		String text = options.remove(name);
		try {
			int number = Integer.parseInt(String.valueOf(text));
			if (number >= least && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Reported below
		}
		throw new UsageException("simulate needs --%s=N from %d to %d.".formatted(name, least, most));
	}

	private static String setting(Map<String, String> options, Map<String, String> environment, String name,
			String fallback) {
		String option = options.remove("spring.datasource." + name);
		return (option != null) ? option
				: environment.getOrDefault("SPRING_DATASOURCE_" + name.toUpperCase(java.util.Locale.ROOT), fallback);
	}

	/**
	 * Creates and stores the readers.
	 * @return the number of their sessions
	 */
	long run() throws SQLException, IOException {
		try (Connection connection = DriverManager.getConnection(this.url, this.user, this.password)) {
			connection.setAutoCommit(false);
			CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
			SplittableRandom random = new SplittableRandom(this.seed);
			Shelf shelf = new Shelf(random.split());
			copy(copy, "books (book_id, title, author, page_count)", shelf.rows);
			long sessions = 0;
			for (int first = 0; first < this.users; first += READERS_AT_A_TIME) {
				Rows rows = new Rows();
				for (int i = first; i < Math.min(this.users, first + READERS_AT_A_TIME); i++) {
					new SimulatedReader(i, random.split(), shelf, rows).live();
				}
				copy(copy, "users (user_id, email, hashed_password)", rows.users);
				copy(copy, "reading_lists (user_id, revision)", rows.lists);
				copy(copy, "user_tbr_list (tbr_id, user_id, book_id, status, position, page_count, current_page)",
						rows.entries);
				copy(copy, "reading_log (tbr_id, user_id, start_date, end_date, completed)", rows.log);
				copy(copy, "reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read)",
						rows.sessions);
				connection.commit();
				sessions += rows.count;
			}
			return sessions;
		}
	}

	private static void copy(CopyManager copy, String table, StringBuilder rows) throws SQLException, IOException {
		copy.copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()));
	}

	/** Returns an id of version 7 that no other seed makes; ids rise with the number. */
	private UUID id(long number, SplittableRandom random) {
		return new UUID((number << 16) | 0x7000 | (this.seed & 0xfff),
				(random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
	}

	/**
	 * The rows of some readers for COPY, one on each line.
	 */
	private static final class Rows {

		final StringBuilder users = new StringBuilder();

		final StringBuilder lists = new StringBuilder();

		final StringBuilder entries = new StringBuilder();

		final StringBuilder log = new StringBuilder();

		final StringBuilder sessions = new StringBuilder();

		long count;

		static void add(StringBuilder rows, Object... values) {
			for (int i = 0; i < values.length; i++) {
				rows.append((i == 0) ? "" : "\t").append(values[i]);
			}
			rows.append('\n');
		}

	}

	/**
	 * The books that all readers share.
	 */
	private final class Shelf {

		final StringBuilder rows = new StringBuilder();

		final UUID[] ids = new UUID[BOOKS];

		final int[] pages = new int[BOOKS];

		Shelf(SplittableRandom random) {
			for (int i = 0; i < BOOKS; i++) {
				this.ids[i] = id(i + 1L, random);
				this.pages[i] = Math.clamp(Math.round(320 * Math.exp(0.4 * random.nextGaussian())), 60, 1_500);
				Rows.add(this.rows, this.ids[i], "Tom " + (i + 1), "Autor " + (i % 400 + 1), this.pages[i]);
			}
		}

	}

	/**
	 * The simulated reading of one reader, day by day.
	 */
	private final class SimulatedReader {

		private final int number;

		private final SplittableRandom random;

		private final Shelf shelf;

		private final Rows rows;

		private final UUID id;

		private final double level;

		private final double activity;

		private final double weekend;

		private final double pagesPerHour;

		private double slow;

		private double fast;

		private int pause;

		private int place;

		private int book;

		private UUID entry;

		private LocalDate begun;

		private double left;

		SimulatedReader(int number, SplittableRandom random, Shelf shelf, Rows rows) {
			this.number = number;
			this.random = random;
			this.shelf = shelf;
			this.rows = rows;
			this.id = id(number + 1L, random);
			this.level = 3 + 0.4 * random.nextGaussian();
			this.activity = 0.35 + 0.6 * random.nextDouble();
			this.weekend = Math.exp(0.3 * random.nextGaussian());
			this.pagesPerHour = 20 + 30 * random.nextDouble();
			this.book = random.nextInt(BOOKS);
			this.slow = 0.4 * random.nextGaussian();
			this.entry = id((number + 1L) * 100_000, random);
			this.begun = Simulation.this.today.minusDays(Simulation.this.days);
			this.left = shelf.pages[this.book];
		}

		void live() {
			Rows.add(this.rows.users, this.id,
					"simulated-%d-%d@example.org".formatted(Simulation.this.seed, this.number), NO_SIGN_IN);
			Rows.add(this.rows.lists, this.id, 1);
			for (int ago = Simulation.this.days; ago > 0; ago--) {
				pass(Simulation.this.today.minusDays(ago));
			}
			put("READING", (int) Math.max(0, Math.floor(this.shelf.pages[this.book] - this.left)));
			for (int i = 0; i < WAITING; i++) {
				next();
				put("TBR", 0);
			}
		}

		private void pass(LocalDate day) {
			this.slow += -this.slow / 365 + 0.4 * Math.sqrt(2.0 / 365) * this.random.nextGaussian();
			this.fast += -this.fast / 14 + 0.35 * Math.sqrt(2.0 / 14) * this.random.nextGaussian();
			if (this.pause > 0) {
				this.pause--;
				return;
			}
			if (this.random.nextInt(200) == 0) {
				this.pause = 5 + this.random.nextInt(40);
			}
			if (this.random.nextDouble() >= this.activity) {
				return;
			}
			double factor = (day.getDayOfWeek().getValue() > 5) ? this.weekend : 1;
			double pages = Math.exp(this.level + this.slow + this.fast + 0.4 * this.random.nextGaussian()) * factor
					/ this.activity;
			read(day, Math.clamp(pages, 1, 400));
		}

		private void read(LocalDate day, double pages) {
			// Whole hundredths, because a rounding error could leave a book unfinished
			// for ever
			double read = Math.min(Math.round(pages * 100), Math.round(this.left * 100)) / 100.0;
			LocalDateTime start = day.atTime(17 + this.random.nextInt(4), this.random.nextInt(60));
			long seconds = Math.clamp(Math.round(3_600 * pages / this.pagesPerHour), 60, 14_400);
			this.rows.count++;
			Rows.add(this.rows.sessions, id((this.number + 1L) * 100_000 + this.rows.count % 99_999, this.random),
					this.entry, this.id, start + "Z", start.plusSeconds(seconds) + "Z", read);
			this.left = Math.round((this.left - read) * 100) / 100.0;
			boolean abandoned = this.left > 0 && this.random.nextDouble() < ABANDONED / 10;
			if (this.left <= 0 || abandoned) {
				Rows.add(this.rows.log, this.entry, this.id, this.begun, day, !abandoned);
				put(abandoned ? "ABANDONED" : "FINISHED", abandoned
						? (int) Math.floor(this.shelf.pages[this.book] - this.left) : this.shelf.pages[this.book]);
				next();
				this.begun = day;
			}
		}

		private void next() {
			this.place++;
			this.book = (this.book + 1) % BOOKS;
			this.left = this.shelf.pages[this.book];
			this.entry = id((this.number + 1L) * 100_000 + this.place, this.random);
		}

		private void put(String status, int page) {
			Rows.add(this.rows.entries, this.entry, this.id, this.shelf.ids[this.book], status, this.place,
					this.shelf.pages[this.book], Math.min(page, this.shelf.pages[this.book]));
		}

	}

}
