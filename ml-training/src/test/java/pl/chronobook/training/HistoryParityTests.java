package pl.chronobook.training;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.forecast.facts.ReaderFacts;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingHistory.Facts;
import pl.chronobook.reading.domain.HistoryRows;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Training and serving convert the same rows into the same history.
 */
class HistoryParityTests {

	@SuppressWarnings("NullAway.Init")
	private static EmbeddedPostgres postgres;

	@SuppressWarnings("NullAway.Init")
	private static JdbcClient jdbc;

	private UUID reader = UUID.randomUUID();

	private int books;

	@BeforeAll
	static void migrate() throws IOException {
		postgres = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "off")
			.setPGStartupWait(Duration.ofMinutes(2))
			.start();
		Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
		jdbc = JdbcClient.create(postgres.getPostgresDatabase());
	}

	@AfterAll
	static void stop() throws IOException {
		postgres.close();
	}

	@BeforeEach
	void deleteReaders() {
		jdbc.sql("TRUNCATE users, books CASCADE").update();
	}

	@ParameterizedTest
	@CsvSource({ "Europe/Warsaw, 0", "Europe/Warsaw, 4", "Pacific/Auckland, 3", "America/New_York, 6", "UTC, 0" })
	void servingAndTrainingBuildTheSameHistory(String zone, int dayEndsAt) {
		addReader(zone, dayEndsAt);
		UUID timed = addBook(320, false);
		addSession(timed, "2026-03-01T20:00:00Z", "2026-03-01T21:10:00Z", 600, 31.25);
		addSession(timed, "2026-03-02T02:30:00Z", "2026-03-02T03:15:00Z", 0, 22);
		addSession(timed, "2026-03-29T00:30:00Z", "2026-03-29T02:30:00Z", 0, 40);
		addSession(timed, "2026-06-14T22:10:00Z", "2026-06-15T00:20:00Z", 1_200, 55);
		addSession(timed, "2026-10-25T00:15:00Z", "2026-10-25T02:15:00Z", 30, 48);
		UUID twice = addBook(250, false);
		addReading(twice, "2025-01-03", "2025-01-20", true, true);
		addReading(twice, "2026-02-01", "2026-02-09", true, true);
		addReading(addBook(180, false), null, "2026-02-09", true, true);
		addReading(addBook(null, false), "2026-02-01", "2026-02-20", true, true);
		addReading(addBook(400, false), "2026-01-01", "2026-01-01", true, false);
		addReading(addBook(210, false), "2026-04-01", "2026-04-05", false, true);
		addReading(addBook(211, false), "2026-04-06", null, true, true);
		UUID removed = addBook(300, true);
		addSession(removed, "2026-05-01T10:00:00Z", "2026-05-01T11:00:00Z", 0, 30);
		addReading(removed, "2026-05-01", "2026-05-02", true, true);

		ReaderHistory trained = trained();

		assertThat(trained).isEqualTo(served(zone, dayEndsAt));
		assertThat(trained.sessions()).hasSize(5);
		assertThat(trained.books()).containsExactly(
				new FinishedBook(LocalDate.parse("2025-01-03"), LocalDate.parse("2025-01-20"), 250),
				new FinishedBook(null, LocalDate.parse("2026-02-09"), 180),
				new FinishedBook(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-09"), 250));
	}

	@Test
	void sessionBeforeTheEndOfTheDayBelongsToTheDayBefore() {
		addReader("Europe/Warsaw", 4);
		addSession(addBook(320, false), "2026-06-14T22:10:00Z", "2026-06-15T00:20:00Z", 1_200, 55);

		assertThat(trained().sessions()).containsExactly(
				new Session(LocalDateTime.parse("2026-06-14T20:10"), LocalDateTime.parse("2026-06-14T22:00"), 55));
		assertThat(served("Europe/Warsaw", 4)).isEqualTo(trained());
	}

	/**
	 * Seven readers in pages of two, looked up three at a time: neither size divides the
	 * other.
	 */
	@Test
	void readersOfTheTrainingArriveOnceAndInOrder() {
		List<UUID> expected = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			addReader("Europe/Warsaw", 0);
			expected.add(this.reader);
			this.reader = UUID.randomUUID();
		}
		expected.sort(Comparator.comparing(UUID::toString));
		ReaderDataReader reader = new ReaderDataReader(new ReaderDataStore(postgres.getPostgresDatabase()),
				Partition.of("0/1"), 2, 3);

		assertThat(Stream.generate(reader::read).takeWhile(Objects::nonNull).map(ReaderData::reader))
			.containsExactlyElementsOf(expected);
	}

	private ReaderHistory trained() {
		ReaderDataStore readers = new ReaderDataStore(postgres.getPostgresDatabase());
		List<ReaderData> found = readers.filled(readers.changed(Partition.of("0/1"), new UUID(0, 0), 10));
		assertThat(found).hasSize(1);
		return found.getFirst().history();
	}

	private ReaderHistory served(String zone, int dayEndsAt) {
		HistoryRows rows = new HistoryRows(jdbc);
		ReaderId id = new ReaderId(this.reader);
		return ReaderFacts.of(new Facts(1, List.of(), rows.finished(id), rows.sessions(id)), ZoneId.of(zone), dayEndsAt)
			.past();
	}

	private void addReader(String zone, int dayEndsAt) {
		jdbc.sql(
				"INSERT INTO users (user_id, email, hashed_password, time_zone, day_ends_at) VALUES (?, ?, repeat('x', 20), ?, ?)")
			.params(this.reader, this.reader + "@example.org", zone, dayEndsAt)
			.update();
		jdbc.sql("INSERT INTO reading_lists (user_id, revision) VALUES (?, 1) "
				+ "ON CONFLICT (user_id) DO UPDATE SET revision = 1")
			.param(this.reader)
			.update();
	}

	private UUID addBook(@Nullable Integer pages, boolean removed) {
		this.books++;
		UUID book = jdbc.sql("INSERT INTO books (title, author) VALUES (?, 'Author') RETURNING book_id")
			.param("Book " + this.books)
			.query(UUID.class)
			.single();
		return jdbc.sql("""
				INSERT INTO user_tbr_list (user_id, book_id, position, page_count, removed_at)
				VALUES (?, ?, ?, ?, CASE WHEN ? THEN now() END) RETURNING tbr_id""")
			.params(this.reader, book, this.books, pages, removed)
			.query(UUID.class)
			.single();
	}

	private void addSession(UUID entry, String start, String end, int pausedSeconds, double pages) {
		jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, paused_seconds, pages_read)
				VALUES (?, ?, ?::timestamptz, ?::timestamptz, ?, ?)""")
			.params(entry, this.reader, Instant.parse(start).toString(), Instant.parse(end).toString(), pausedSeconds,
					pages)
			.update();
	}

	private void addReading(UUID entry, @Nullable String start, @Nullable String end, boolean completed,
			boolean evidence) {
		jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date, completed, evidence)
				VALUES (?, ?, ?::date, ?::date, ?, ?)""")
			.params(entry, this.reader, start, end, completed, evidence)
			.update();
	}

}
