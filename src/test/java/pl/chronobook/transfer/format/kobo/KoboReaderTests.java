package pl.chronobook.transfer.format.kobo;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.goodreads.GoodreadsCsv;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.recognition.HistoryFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Databases of Kobo e-readers.
 */
class KoboReaderTests {

	private static final ParseContext CONTEXT = new ParseContext(ZoneId.of("Europe/Warsaw"),
			Instant.parse("2026-11-26T12:00:00Z"), (String) null);

	private static final HistoryFiles FILES = new HistoryFiles(List.of(new GoodreadsCsv()));

	@Test
	void booksHaveTheStatusOfTheKobo() {
		History history = read(statement -> {
			book(statement, "a", "Kamienny Most", 2, 100,
					Map.of("Attribution", "Anna Wzorcowa", "ISBN", "9788300000012", "StorePages", 300,
							"LastTimeStartedReading", "2026-02-01T18:00:00Z", "LastTimeFinishedReading",
							"2026-02-20T21:30:00Z", "TimeSpentReading", 36_000));
			book(statement, "b", "Druga Rzeka", 0, 0, Map.of("DateLastRead", ""));
			book(statement, "c", "Trzeci Las", 1, 40,
					Map.of("StorePages", 250, "LastTimeStartedReading", "2026-11-20 18:00:00.000+00:00"));
			chapter(statement, "a#1", "Rozdział pierwszy");
		});
		assertThat(history.books())
			.extracting(book -> book.book().title(), ImportedBook::status, ImportedBook::currentPage)
			.containsExactlyInAnyOrder(tuple("Kamienny Most", ReadingStatus.FINISHED, 300),
					tuple("Druga Rzeka", ReadingStatus.TBR, 0), tuple("Trzeci Las", ReadingStatus.READING, 100));
		ImportedBook finished = book(history, "Kamienny Most");
		assertThat(finished.book().author()).isEqualTo("Anna Wzorcowa");
		assertThat(finished.book().isbn()).isEqualTo(Isbn.parse("9788300000012").orElseThrow());
		assertThat(finished.readings()).extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 20)));
		assertThat(book(history, "Trzeci Las").readings())
			.extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(LocalDate.of(2026, 11, 20), null));
		assertThat(history.notes()).containsEntry(Note.ONLY_TOTAL_TIME, 1);
	}

	@Test
	void previewsRecommendationsAndSavedArticlesAreNoBooks() {
		History history = read(statement -> {
			book(statement, "a", "Fragment", 1, 10, Map.of("Accessibility", 6));
			book(statement, "b", "Polecana", 0, 0, Map.of("Accessibility", 4));
			book(statement, "c", "Artykuł", 2, 100, Map.of("MimeType", "application/x-kobo-html+pocket"));
			book(statement, "d", "Własna", 1, 10, Map.of("Accessibility", -1));
			leave(statement, "2026-11-01T20:30:00Z", "a", 10, 600);
		});
		assertThat(history.books()).extracting(book -> book.book().title()).containsExactly("Własna");
		assertThat(history.notes()).containsEntry(Note.PREVIEWS, 2)
			.containsEntry(Note.OTHER_MEDIA, 1)
			.containsEntry(Note.SAMPLES, 1);
		assertThat(history.rejected()).isEmpty();
	}

	@Test
	void copiesAreCountedAndAFileNameWithLineEndsGivesATitle() {
		History history = read(statement -> {
			book(statement, "a", "Lalka", 2, 100, Map.of("DateLastRead", "2026-05-01T20:00:00Z"));
			book(statement, "b", "Lalka", 0, 0, Map.of());
			book(statement, "file:///mnt/onboard/___.epub", "", 0, 0, Map.of());
		});
		assertThat(history.books()).extracting(book -> book.book().title())
			.containsExactlyInAnyOrder("Lalka", "Książka bez tytułu");
		assertThat(history.notes()).containsEntry(Note.REPEATED, 1);
	}

	@Test
	void ratingsAndReviewsAreTheReadersOwn() {
		History history = read(statement -> {
			book(statement, "a", "Kamienny Most", 2, 100, Map.of());
			book(statement, "b", "Druga Rzeka", 2, 100, Map.of());
			book(statement, "c", "Trzeci Las", 2, 100, Map.of());
			statement.execute("CREATE TABLE ratings (ContentID TEXT, Rating INTEGER, Review TEXT, DateModified TEXT)");
			statement.execute(
					"""
							INSERT INTO ratings VALUES ('a', 4, 'Wraca się.' || char(10) || 'Dwa razy.', ''), ('b', 0, NULL, ''),
							  ('c', 7, NULL, ''), ('brak', 5, 'Innej książki', '')""");
		});
		assertThat(book(history, "Kamienny Most").opinion()).isEqualTo(new Opinion(8, "Wraca się.\nDwa razy."));
		assertThat(book(history, "Druga Rzeka").opinion()).isEqualTo(Opinion.NONE);
		assertThat(book(history, "Trzeci Las").opinion()).isEqualTo(Opinion.NONE);
		assertThat(history.oddities()).containsEntry(Oddity.UNREADABLE_RATING, List.of(0));
	}

	@Test
	void sessionsEndWhenTheBookIsLeftAndCoverItsProgress() {
		History history = read(statement -> {
			book(statement, "a", "Kamienny Most", 1, 12, Map.of("StorePages", 300));
			open(statement, "2026-11-01T20:00:00Z", "a", 10);
			leave(statement, "2026-11-01T20:30:00Z", "a", 12, 1_500);
			leave(statement, "2026-11-02T20:30:00Z", "a", 12, 20);
		});
		assertThat(book(history, "Kamienny Most").sessions())
			.containsExactly(session("2026-11-01T20:05:00Z", "2026-11-01T20:30:00Z", 6, false));
		assertThat(history.notes()).containsEntry(Note.SHORT_SESSIONS, 1).doesNotContainKey(Note.ONLY_TOTAL_TIME);
	}

	@Test
	void pagesOfSessionsAreEstimatedWhereTheLengthIsUnknown() {
		History history = read(statement -> {
			book(statement, "a", "Kamienny Most", 1, 12, Map.of("___NumPages", -1));
			leave(statement, "2026-11-01T20:30:00Z", "a", 12, 1_800);
		});
		ImportedBook book = book(history, "Kamienny Most");
		assertThat(book.book().pageCount()).isNull();
		assertThat(book.sessions()).containsExactly(session("2026-11-01T20:00:00Z", "2026-11-01T20:30:00Z", 20, true));
		assertThat(history.notes()).containsEntry(Note.ESTIMATED_PAGES, 1).containsEntry(Note.ONLY_PERCENT, 1);
	}

	@Test
	void sessionsOfDeletedBooksAreKnownByTheirTitle() {
		History history = read(statement -> {
			book(statement, "a", "Kamienny Most", 1, 12, Map.of());
			statement.execute(
					"""
							INSERT INTO AnalyticsEvents (Id, Type, Timestamp, Attributes, Metrics) VALUES
							('1', 'LeaveContent', '2026-11-01T20:30:00Z', '{"title":"Skasowana","author":"Jan","progress":"50"}', '{"SecondsRead":1800}'),
							('2', 'LeaveContent', '2026-11-02T20:30:00Z', '{"title":"kamienny most"}', '{"SecondsRead":"1800"}'),
							('3', 'LeaveContent', '2026-11-03T20:30:00Z', '{"progress":"50"}', '{"SecondsRead":1800}')""");
		});
		assertThat(book(history, "Skasowana").sessions()).hasSize(1);
		assertThat(book(history, "Kamienny Most").sessions()).hasSize(1);
		assertThat(history.rejected()).extracting(row -> row.problem()).containsExactly(RowProblem.NO_BOOK);
	}

	@Test
	void unreadableEventsAreRejectedWithoutAffectingOthers() {
		History history = read(statement -> {
			book(statement, "a", "Kamienny Most", 1, 12, Map.of());
			statement.execute("""
					INSERT INTO AnalyticsEvents (Id, Type, Timestamp, Attributes, Metrics) VALUES
					('1', 'LeaveContent', '2026-11-01T20:30:00Z', '{"volumeid":"a"', '{"SecondsRead":1800}'),
					('2', 'LeaveContent', 'wczoraj', '{"volumeid":"a"}', '{"SecondsRead":1800}'),
					('3', 'LeaveContent', '1970-01-01T00:10:00Z', '{"volumeid":"a"}', '{"SecondsRead":600}'),
					('4', 'LeaveContent', '2026-11-01T20:30:00Z', NULL, NULL),
					('5', 'LeaveContent', '2026-11-01T20:30:00Z', '{"volumeid":"a"}', '{"SecondsRead":99999999}'),
					('6', 'AppStart', 'kiedyś', '', '')""");
			leave(statement, "2026-11-04T20:30:00Z", "a", 12, 1_800);
		});
		assertThat(book(history, "Kamienny Most").sessions()).hasSize(1);
		assertThat(history.rejected()).extracting(row -> row.problem())
			.containsExactly(RowProblem.BAD_EVENT, RowProblem.BAD_TIME, RowProblem.BAD_TIME, RowProblem.BAD_EVENT,
					RowProblem.BAD_EVENT);
	}

	@Test
	void finishDateComesFromEventsOrTheLastOpening() {
		History history = read(statement -> {
			book(statement, "a", "A", 2, 100, Map.of("DateLastRead", "2026-05-01T10:00:00Z"));
			book(statement, "b", "B", 2, 100, Map.of());
			book(statement, "c", "C", 2, 100, Map.of("DateLastRead", "1970-01-01T00:00:00Z"));
			event(statement, 3, "a", "2026-03-01T20:00:00Z", "2026-05-01T10:00:00Z");
			event(statement, 5, "a", "2026-04-20T20:00:00Z", "2026-04-20T20:00:00Z");
			event(statement, 80, "b", "2026-04-21T20:00:00Z", "2026-04-21T20:00:00Z");
		});
		assertThat(book(history, "A").readings())
			.extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 20)));
		assertThat(book(history, "B").readings()).extracting(reading -> reading.dates().end())
			.containsExactly(LocalDate.of(2026, 4, 21));
		assertThat(book(history, "C").readings()).isEmpty();
		assertThat(book(history, "C").status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(history.notes()).containsEntry(Note.FINISHED_WITHOUT_DATE, 1);
	}

	@Test
	void bookThatIsReadAgainKeepsItsFirstReading() {
		History history = read(
				statement -> book(statement, "a", "Kamienny Most", 1, 30, Map.of("LastTimeFinishedReading",
						"2026-02-20T21:30:00Z", "LastTimeStartedReading", "2026-11-20T18:00:00Z", "StorePages", 300)));
		assertThat(book(history, "Kamienny Most").readings())
			.extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactlyInAnyOrder(tuple(null, LocalDate.of(2026, 2, 20)), tuple(LocalDate.of(2026, 11, 20), null));
		assertThat(history.notes()).containsEntry(Note.READ_AGAIN, 1);
	}

	@Test
	void startTooLateForTheTimeSpentCountsAsTheLastSession() {
		History history = read(statement -> book(statement, "a", "Kamienny Most", 2, 100,
				Map.of("LastTimeStartedReading", "2026-02-20T20:00:00Z", "LastTimeFinishedReading",
						"2026-02-20T21:30:00Z", "TimeSpentReading", 40_000)));
		assertThat(book(history, "Kamienny Most").readings())
			.extracting(reading -> reading.dates().start(), reading -> reading.dates().end())
			.containsExactly(tuple(null, LocalDate.of(2026, 2, 20)));
	}

	@Test
	void twoCopiesOfOneBookAreOneAndTheOneReadFurtherCounts() {
		History history = read(statement -> {
			book(statement, "file:///mnt/onboard/a.epub", "Kamienny Most", 0, 0, Map.of("Attribution", "Anna"));
			book(statement, "file:///mnt/onboard/a.kepub.epub", "Kamienny Most", 1, 50, Map.of("Attribution", "Anna"));
		});
		assertThat(history.books()).extracting(ImportedBook::status).containsExactly(ReadingStatus.READING);
	}

	@Test
	void bookWithoutATitleIsCalledByItsFile() {
		History history = read(statement -> {
			book(statement, "file:///mnt/onboard/Anna/Kamienny_Most.kepub.epub", null, 0, 0, Map.of());
			book(statement, "file:///mnt/onboard/Las%20za%20lasem.pdf", "", 0, 0, Map.of());
		});
		assertThat(history.books()).extracting(book -> book.book().title())
			.containsExactlyInAnyOrder("Kamienny Most", "Las za lasem");
	}

	@ParameterizedTest
	@CsvSource({ "100, FINISHED", "55, READING", "0, TBR" })
	void oldFirmwareGivesOnlyThePercentage(int percent, ReadingStatus status) {
		byte[] database = HistoryFile.database(statement -> {
			statement.execute(
					"CREATE TABLE content (ContentID TEXT, ContentType INTEGER, Title TEXT, ___PercentRead INTEGER)");
			statement.execute("INSERT INTO content VALUES ('a', 6, 'Kamienny Most', %d)".formatted(percent));
		});
		assertThat(FILES.open(List.of(new StoredFile(upload(database), null))).histories().getFirst().format().name())
			.isEqualTo("KOBO");
		assertThat(KoboReader.read(upload(database), null, CONTEXT).books()).extracting(ImportedBook::status)
			.containsExactly(status);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"CREATE VIEW content AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
					+ "SELECT i AS ContentID, 6 AS ContentType, 'x' AS Title, 1 AS ReadStatus FROM n",
			"CREATE TABLE content (ContentID, ContentType, ReadStatus, Title AS (zeroblob(1000000000)))",
			"CREATE VIRTUAL TABLE content USING fts5(ContentID, Title, ReadStatus)",
			"CREATE TABLE content (ContentID, Title)" })
	void hostileOrForeignDatabasesAreRefused(String schema) {
		byte[] database = HistoryFile.database(statement -> statement.execute(schema));
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> FILES.check(List.of(upload(database)), new Scratch()));
	}

	@Test
	void databaseWithoutBooksIsRefusedWithItsReason() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> FILES.check(List.of(upload(HistoryFile.kobo(statement -> {
			}))), new Scratch()))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.NO_HISTORY));
	}

	@Test
	void archiveOfTheWholeFolderGivesTheBooksAndNotTheOtherDatabases() {
		Map<String, byte[]> folder = new LinkedHashMap<>();
		folder.put(".kobo/fonts.sqlite",
				HistoryFile.database(statement -> statement.execute("CREATE TABLE fonts (name TEXT)")));
		folder.put(".kobo/KoboReader.sqlite", HistoryFile.kobo(statement -> book(statement, "a", "A", 0, 0, Map.of())));
		folder.put(".kobo/version", HistoryFile.bytes("N000,4.38.21908,4.9.77"));
		try (Scratch scratch = new Scratch()) {
			List<Upload> kept = FILES.check(List.of(new Upload("kobo.zip", HistoryFile.zip(folder))), scratch);
			assertThat(kept).extracting(Upload::name).containsExactly("KoboReader.sqlite");
		}
	}

	private static History read(HistoryFile.Filling filling) {
		byte[] database = HistoryFile.kobo(filling);
		KoboReader.check(upload(database), null);
		return KoboReader.read(upload(database), null, CONTEXT);
	}

	private static ImportedBook book(History history, String title) {
		return history.books().stream().filter(book -> book.book().title().equals(title)).findFirst().orElseThrow();
	}

	private static void book(Statement statement, String id, String title, int status, int percent,
			Map<String, Object> more) throws SQLException {
		Map<String, Object> cells = new LinkedHashMap<>();
		cells.put("ContentID", id);
		cells.put("ContentType", "6");
		cells.put("MimeType", "application/x-kobo-epub+zip");
		cells.put("Title", title);
		cells.put("ReadStatus", status);
		cells.put("___PercentRead", percent);
		cells.putAll(more);
		insert(statement, "content", cells);
	}

	private static void chapter(Statement statement, String id, String title) throws SQLException {
		insert(statement, "content",
				Map.of("ContentID", id, "ContentType", "9", "MimeType", "text/html", "Title", title, "ReadStatus", 1));
	}

	private static void event(Statement statement, int type, String content, String first, String last)
			throws SQLException {
		insert(statement, "Event",
				Map.of("EventType", type, "ContentID", content, "FirstOccurrence", first, "LastOccurrence", last));
	}

	private static void open(Statement statement, String time, String content, int progress) throws SQLException {
		insert(statement, "AnalyticsEvents",
				Map.of("Id", "open " + time, "Type", "OpenContent", "Timestamp", time, "Attributes",
						"{\"volumeid\":\"%s\",\"progress\":\"%d\"}".formatted(content, progress), "Metrics", "{}"));
	}

	private static void leave(Statement statement, String time, String content, int progress, int seconds)
			throws SQLException {
		insert(statement, "AnalyticsEvents",
				Map.of("Id", "leave " + time, "Type", "LeaveContent", "Timestamp", time, "Attributes",
						"{\"volumeid\":\"%s\",\"progress\":\"%d\"}".formatted(content, progress), "Metrics",
						"{\"SecondsRead\":%d,\"PagesTurned\":9}".formatted(seconds)));
	}

	private static void insert(Statement statement, String table, Map<String, Object> cells) throws SQLException {
		String marks = String.join(", ", cells.keySet().stream().map(cell -> "?").toList());
		try (PreparedStatement insert = statement.getConnection()
			.prepareStatement(
					"INSERT INTO %s (%s) VALUES (%s)".formatted(table, String.join(", ", cells.keySet()), marks))) {
			int column = 1;
			for (Object cell : cells.values()) {
				insert.setObject(column++, cell);
			}
			insert.execute();
		}
	}

	private static SessionRecord session(String start, String end, double pages, boolean estimated) {
		return new SessionRecord(Instant.parse(start), Instant.parse(end), pages, Duration.ZERO, null, null, null,
				estimated);
	}

	private static Upload upload(byte[] content) {
		return new Upload("KoboReader.sqlite", content);
	}

}
