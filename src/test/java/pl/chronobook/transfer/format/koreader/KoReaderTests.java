package pl.chronobook.transfer.format.koreader;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.HistoryFile.Filling;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.SqliteFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.chronobook.ChronoBookCsv;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.recognition.HistoryFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * KOReader's statistics, honest and hostile.
 */
class KoReaderTests {

	private static final ParseContext READING = new ParseContext(ZoneId.of("Europe/Warsaw"),
			Instant.parse("2026-11-22T12:00:00Z"), (String) null);

	private static final long EVENING = Instant.parse("2026-11-01T19:00:00Z").getEpochSecond();

	private static final Filling LALKA = statement -> statement
		.execute("INSERT INTO book (id, title, authors, pages, md5) VALUES (1, 'Lalka', 'Bolesław Prus', 600, 'a')");

	@Test
	void sittingEndsWhenNoPageIsTurnedForTenMinutes() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			event(statement, 1, 1, 0, 60, 600);
			event(statement, 1, 2, 60, 60, 600);
			event(statement, 1, 3, 120 + 600, 60, 600);
			event(statement, 1, 4, 780 + 601, 60, 600);
		}));
		assertThat(history.books().getFirst().sessions()).containsExactly(session(0, 780, 3, Duration.ofMinutes(10)),
				session(1381, 1441, 1, Duration.ZERO));
	}

	@Test
	void screensCountOnceAsSharesOfTheBookWhateverTheFont() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			event(statement, 1, 1, 0, 60, 1200);
			event(statement, 1, 2, 60, 60, 1200);
			event(statement, 1, 1, 120, 60, 1200);
			event(statement, 1, 30, 180, 60, 300);
		}));
		ImportedBook book = history.books().getFirst();
		assertThat(book.sessions()).containsExactly(session(0, 240, 3, Duration.ZERO));
		assertThat(book.currentPage()).isEqualTo(60);
		assertThat(book.status()).isEqualTo(ReadingStatus.READING);
		assertThat(book.shares()).isTrue();
	}

	@Test
	void bookReadToNearlyTheLastPageIsFinishedOnThatDay() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			for (int page = 1; page <= 96; page++) {
				event(statement, 1, page, page * 60L, 55, 100);
			}
			// a look into it much later
			event(statement, 1, 10, 15 * 86_400L, 55, 100);
		}));
		ImportedBook book = history.books().getFirst();
		assertThat(book.status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(book.currentPage()).isEqualTo(600);
		assertThat(book.readings()).extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 1)));
		assertThat(book.sessions()).hasSize(2);
	}

	@Test
	void skimmingToTheEndIsNotReading() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			event(statement, 1, 1, 0, 60, 600);
			event(statement, 1, 600, 60, 60, 600);
		}));
		assertThat(history.books().getFirst().status()).isEqualTo(ReadingStatus.READING);
	}

	@Test
	void twoEditionsOfABookAreOneAndMissingNamesAreUnknown() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (2, 'Lalka', 'Bolesław Prus', 300, 'b')");
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (3, 'Zbiór' || char(0), 'N/A', 0, 'c')");
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (4, 'Dwoje', 'A. A.' || char(10) || 'B. B.', 9, 'd')");
			event(statement, 1, 1, 0, 60, 600);
			event(statement, 2, 2, 86_400, 60, 300);
			event(statement, 3, 1, 2 * 86_400, 60, 200);
			event(statement, 4, 1, 3 * 86_400, 60, 9);
		}));
		assertThat(history.books())
			.extracting(book -> book.book().title(), book -> book.book().author(), book -> book.book().pageCount(),
					book -> book.sessions().stream().mapToDouble(SessionRecord::pages).sum())
			.containsExactly(tuple("Lalka", "Bolesław Prus", new PageCount(600), 3.0),
					tuple("Zbiór", "Autor nieznany", new PageCount(200), 1.0),
					tuple("Dwoje", "A. A., B. B.", new PageCount(9), 1.0));
	}

	@Test
	void editionsOfVeryDifferentLengthStayApart() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (2, 'Lalka', 'Bolesław Prus', 120, 'b')");
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (3, 'Lalka', 'Bolesław Prus', 300, 'c')");
			read(statement, 1, 1, 500, 0, 600);
			read(statement, 2, 1, 40, 86_400 * 2, 120);
			read(statement, 3, 1, 40, -86_400 * 2, 300);
		}));
		assertThat(history.books()).extracting(book -> book.book().title(), book -> book.book().pageCount())
			.containsExactly(tuple("Lalka", new PageCount(600)), tuple("Lalka (inne wydanie)", new PageCount(120)),
					tuple("Lalka (inne wydanie 3)", new PageCount(300)));
		assertThat(history.notes()).containsEntry(Note.OTHER_EDITION, 2);
	}

	@Test
	void fileWithChangedAuthorsStaysOneBook() {
		History history = read(HistoryFile.koReader(statement -> {
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (1, 'Kamienny Most', 'N/A', 100, 'm')");
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (2, 'Kamienny Most', 'Anna Wzorcowa', 100, 'm')");
			read(statement, 1, 1, 30, 0, 100);
			read(statement, 2, 1, 30, 0, 100);
			read(statement, 2, 31, 60, 86_400, 100);
		}));
		ImportedBook book = onlyBook(history);
		assertThat(book.book().author()).isEqualTo("Anna Wzorcowa");
		assertThat(book.sessions()).hasSize(2)
			.extracting(session -> session.active().toMinutes(), SessionRecord::pages)
			.containsExactly(tuple(30L, 30.0), tuple(30L, 30.0));
		assertThat(book.currentPage()).isEqualTo(60);
	}

	@ParameterizedTest
	@ValueSource(longs = { -86_400, 86_400 })
	void openingTheLastPageDoesNotFinishABook(long when) {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			read(statement, 1, 98, 100, when, 100);
			read(statement, 1, 1, 40, 0, 100);
		}));
		ImportedBook book = onlyBook(history);
		assertThat(book.status()).isEqualTo(ReadingStatus.READING);
		assertThat(book.currentPage()).isEqualTo(240);
		assertThat(book.readings()).extracting(reading -> reading.dates().end()).containsOnlyNulls();
	}

	@Test
	void openingTheLastPageFinishesABookOnceTheRestIsRead() {
		Filling half = statement -> {
			LALKA.fill(statement);
			read(statement, 1, 1, 60, -10 * 86_400, 100);
			read(statement, 1, 99, 100, -10 * 86_400 + 5_000, 100);
			read(statement, 1, 61, 80, -5 * 86_400, 100);
		};
		ImportedBook open = onlyBook(read(HistoryFile.koReader(half)));
		assertThat(open.status()).isEqualTo(ReadingStatus.READING);
		assertThat(open.currentPage()).isEqualTo(480);
		ImportedBook finished = onlyBook(read(HistoryFile.koReader(statement -> {
			half.fill(statement);
			read(statement, 1, 81, 100, 0, 100);
		})));
		assertThat(finished.status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(finished.readings()).extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(LocalDate.of(2026, 10, 22), LocalDate.of(2026, 11, 1)));
	}

	@Test
	void bookReadTwiceHasTwoReadings() {
		ImportedBook book = onlyBook(read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			read(statement, 1, 1, 50, -200 * 86_400, 100);
			read(statement, 1, 51, 100, -199 * 86_400, 100);
			read(statement, 1, 40, 41, -100 * 86_400, 100);
			read(statement, 1, 1, 70, -2 * 86_400, 150);
			read(statement, 1, 71, 150, -86_400, 150);
		})));
		assertThat(book.status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(book.readings()).extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(LocalDate.of(2026, 4, 15), LocalDate.of(2026, 4, 16)),
					tuple(LocalDate.of(2026, 10, 30), LocalDate.of(2026, 10, 31)));
	}

	@Test
	void rereadingThatGoesOnIsBeingRead() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			read(statement, 1, 1, 100, -200 * 86_400, 100);
			read(statement, 1, 1, 40, 0, 100);
		}));
		ImportedBook book = onlyBook(history);
		assertThat(book.status()).isEqualTo(ReadingStatus.READING);
		assertThat(book.currentPage()).isEqualTo(240);
		assertThat(book.readings()).extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(LocalDate.of(2026, 4, 15), LocalDate.of(2026, 4, 15)),
					tuple(LocalDate.of(2026, 11, 1), null));
		assertThat(history.notes()).containsEntry(Note.READ_AGAIN, 1);
	}

	@Test
	void abandonedRereadingKeepsTheBookFinished() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			statement.execute(
					"INSERT INTO book (id, title, authors, pages, md5) VALUES (2, 'Faraon', 'Bolesław Prus', 300, 'f')");
			read(statement, 1, 1, 100, -400 * 86_400, 100);
			read(statement, 1, 1, 40, -300 * 86_400, 100);
			read(statement, 2, 1, 10, 0, 300);
		}));
		ImportedBook book = history.books().getFirst();
		assertThat(book.status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(book.readings()).extracting(ArchivedReading::completed).containsExactly(true, false);
	}

	@Test
	void pageZeroIsTheFirstPage() {
		ImportedBook book = onlyBook(read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			event(statement, 1, 0, 0, 120, 100);
			read(statement, 1, 1, 10, 120, 100);
		})));
		assertThat(book.sessions()).extracting(SessionRecord::active).containsExactly(Duration.ofMinutes(12));
	}

	@Test
	void deletedBookLeavesItsSessions() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			event(statement, 1, 1, 0, 60, 600);
			event(statement, 77, 1, -200 * 86_400L, 60, 100);
		}));
		assertThat(history.books()).extracting(book -> book.book().title())
			.containsExactly("Lalka", "Usunięta książka nr 77");
		assertThat(history.notes()).containsEntry(Note.DELETED_BOOKS, 1);
	}

	@Test
	void impossibleEventsAreRejectedWithoutAffectingOthers() {
		History history = read(HistoryFile.koReader(statement -> {
			LALKA.fill(statement);
			event(statement, 1, 1, 0, 60, 600);
			event(statement, 1, 601, 60, 60, 600);
			event(statement, 1, -1, 70, 60, 600);
			event(statement, 1, 2, 80, 60, 0);
			event(statement, 1, 2, 90, 1_000_000_000, 600);
			event(statement, 1, 2, -EVENING + 5, 60, 600);
			event(statement, 1, 2, 40 * 86_400L, 60, 600);
			statement.execute("INSERT INTO page_stat_data VALUES (1, 'dwa', 5, 60, 600)");
			event(statement, 1, 3, 100, 0, 600);
			event(statement, 1, 4, 2_000_000_000_000L, 60, 600);
		}));
		assertThat(history.rejected()).extracting(RejectedRow::problem)
			.containsExactlyInAnyOrder(RowProblem.BAD_EVENT, RowProblem.BAD_EVENT, RowProblem.BAD_EVENT,
					RowProblem.BAD_EVENT, RowProblem.BAD_EVENT, RowProblem.TOO_EARLY, RowProblem.IN_THE_FUTURE,
					RowProblem.IN_THE_FUTURE);
		assertThat(history.books().getFirst().sessions()).hasSize(1);
	}

	@Test
	void rowsInTheWriteAheadLogAreRead() {
		Map<String, byte[]> files = HistoryFile.koReaderWithLog(statement -> {
			LALKA.fill(statement);
			event(statement, 1, 1, 0, 60, 600);
		}, statement -> event(statement, 1, 2, 86_400, 60, 600));
		byte[] database = files.get("file");
		byte[] log = files.get("log");
		assertThat(SqliteFile.isWriteAheadLog(upload(log))).isTrue();
		assertThat(KoReader.read(upload(database), null, READING).books().getFirst().sessions()).hasSize(1);
		assertThat(KoReader.read(upload(database), upload(log), READING).books().getFirst().sessions()).hasSize(2);
		HistoryFiles both = new HistoryFiles(List.of(new ChronoBookCsv()));
		assertThat(both
			.open(List.of(new StoredFile(new Upload("x-wal", log), null),
					new StoredFile(new Upload("x", database), null)))
			.histories()
			.getFirst()
			.read(READING)
			.books()
			.getFirst()
			.sessions()).hasSize(2);
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> both.check(List.of(new Upload("x-wal", log)), new Scratch()))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.WAL_ALONE));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"CREATE VIEW page_stat_data AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id_book, 1 AS page, 1 AS start_time, 1 AS duration, 1 AS total_pages FROM n",
			"CREATE TABLE page_stat_data (id_book, page, start_time, duration, total_pages AS (zeroblob(1000000000)))",
			"CREATE TABLE page_stat_data (id_book, page, start_time, duration)",
			"CREATE VIRTUAL TABLE page_stat_data USING fts5(id_book, page, start_time, duration, total_pages)",
			"CREATE TABLE other (x)" })
	void databaseWithAnotherSchemaIsRefusedWithoutAQuery(String schema) {
		byte[] hostile = HistoryFile.database(statement -> {
			statement.execute("CREATE TABLE book (id integer PRIMARY KEY, title text, authors text, pages integer)");
			statement.execute(schema);
		});
		// Other processes do not count
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long begun = threads.getCurrentThreadCpuTime();
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> KoReader.check(upload(hostile), null));
		assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun)).isLessThan(Duration.ofSeconds(10));
	}

	@Test
	void databaseOfAnOldKoReaderIsRefusedWithAdviceToUpdate() {
		byte[] old = HistoryFile.database(statement -> {
			statement.execute("CREATE TABLE book (id integer PRIMARY KEY, title text, authors text, pages integer)");
			statement
				.execute("CREATE TABLE page_stat (id_book integer, page integer, start_time integer, period integer)");
		});
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> KoReader.check(upload(old), null))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.OLD_KOREADER));
	}

	@Test
	void triggersAndHugeCellsDoNoHarm() {
		History history = read(HistoryFile.koReader(statement -> {
			statement.execute(
					"INSERT INTO book (id, title, authors, pages) VALUES (1, printf('%.*c', 900000, 'x'), x'00ff', 'wiele')");
			event(statement, 1, 1, 0, 60, 600);
			statement.execute("CREATE TRIGGER t AFTER INSERT ON page_stat_data BEGIN DELETE FROM book; END");
		}));
		assertThat(history.books().getFirst().book().title()).hasSizeLessThanOrEqualTo(500);
		assertThat(history.books().getFirst().book().author()).isEqualTo("Autor nieznany");
	}

	@Test
	void truncatedDatabaseIsRefusedAsAWhole() {
		byte[] whole = HistoryFile.koReader(5_000);
		for (double part : new double[] { 0.001, 0.2, 0.5, 0.9 }) {
			byte[] half = Arrays.copyOf(whole, Math.max(20, (int) (whole.length * part)));
			assertThatExceptionOfType(UnreadableFileException.class).as("%s of it", part)
				.isThrownBy(() -> KoReader.check(upload(half), null));
		}
	}

	@Test
	void copyInTheTemporaryFolderIsGoneAfterwards() throws java.io.IOException {
		java.nio.file.Path temporary = java.nio.file.Path.of(System.getProperty("java.io.tmpdir"));
		KoReader.check(upload(HistoryFile.koReader(100)), null);
		try (var folders = java.nio.file.Files.list(temporary)) {
			assertThat(folders.filter(folder -> folder.getFileName().toString().startsWith("chronobook-sqlite-")))
				.isEmpty();
		}
	}

	private static History read(byte[] database) {
		return KoReader.read(upload(database), null, READING);
	}

	private static ImportedBook onlyBook(History history) {
		assertThat(history.books()).hasSize(1);
		return history.books().getFirst();
	}

	/** A minute for each screen, one after the other. */
	private static void read(java.sql.Statement statement, int book, int from, int to, long after, int total)
			throws java.sql.SQLException {
		for (int page = from; page <= to; page++) {
			event(statement, book, page, after + (page - from) * 60L, 60, total);
		}
	}

	private static void event(java.sql.Statement statement, int book, int page, long after, long duration, int total)
			throws java.sql.SQLException {
		statement.execute("INSERT INTO page_stat_data VALUES (%d, %d, %d, %d, %d)".formatted(book, page,
				EVENING + after, duration, total));
	}

	private static SessionRecord session(long from, long to, double pages, Duration paused) {
		return new SessionRecord(Instant.ofEpochSecond(EVENING + from), Instant.ofEpochSecond(EVENING + to), pages,
				paused, null, null, null);
	}

	private static Upload upload(byte[] content) {
		return new Upload("statistics.sqlite3", content);
	}

}
