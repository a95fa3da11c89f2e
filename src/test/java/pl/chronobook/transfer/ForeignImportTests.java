package pl.chronobook.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestReaders;
import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.Limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Histories of other programs are imported through the pages, merged, and undone.
 */
@TransferTest
class ForeignImportTests {

	/** The time required on two cores. */
	private static final Duration SOON = Duration.ofSeconds(10);

	/** Much more than needed, because the machine may be busy. */
	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final String WITCHER = HistoryFile.GOODREADS
			+ HistoryFile.goodreads(1, "Ostatnie życzenie (Wiedźmin, #0.5)", "Andrzej Sapkowski", HistoryFile.isbn(5),
					332, "2024/02/20", "2023/12/01", "read");

	private static final byte[] WITCHER_DEVICE = HistoryFile.koReader(statement -> {
		statement.execute(
				"INSERT INTO book (id, title, authors, pages) VALUES (1, 'Ostatnie życzenie', 'Sapkowski, Andrzej', 664)");
		long evening = Instant.parse("2024-02-18T19:00:00Z").getEpochSecond();
		for (int page = 1; page <= 659; page++) {
			statement.execute("INSERT INTO page_stat_data VALUES (1, %d, %d, 30, 664)".formatted(page,
					evening + page / 330 * 86_400L + page * 31L));
		}
	});

	@Autowired
	MockMvcTester mvc;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ReadingArchive archive;

	@Autowired
	ReadingHistory history;

	private ReaderId reader;

	@BeforeEach
	void signUp() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void sameReadingFromThreeSourcesIsOneAndPagesAreThoseOfTheReadersEdition() {
		confirm(upload(Map.of("goodreads.csv", HistoryFile.bytes(WITCHER))));
		confirm(upload(Map.of("statistics.sqlite3", WITCHER_DEVICE)));
		confirm(upload(Map.of("storygraph.csv",
				HistoryFile.bytes(HistoryFile.STORYGRAPH + HistoryFile.storyGraph("Ostatnie życzenie",
						"Andrzej Sapkowski", HistoryFile.isbn(6), "read", "2024/01/01", "2024/02/18-2024/02/19")))));
		assertThat(list()).singleElement().satisfies(book -> {
			assertThat(book.pageCount().value()).isEqualTo(332);
			assertThat(book.readings()).containsExactly(
					new ArchivedReading(new ReadingDates(LocalDate.of(2024, 2, 18), LocalDate.of(2024, 2, 20)), true));
			assertThat(book.sessions()).hasSize(2);
			assertThat(book.sessions().stream().mapToDouble(session -> session.pages()).sum()).isBetween(329.0, 331.0);
		});
	}

	@Test
	void orderOfTheFilesOfAnImportDoesNotMatter() {
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("statistics.sqlite3", WITCHER_DEVICE);
		files.put("goodreads.csv", HistoryFile.bytes(WITCHER));
		String preview = upload(files);
		assertThat(get(preview)).bodyText()
			.contains("<td id=\"fresh-books\">1</td>", "<td id=\"fresh-readings\">1</td>",
					"<td id=\"fresh-sessions\">2</td>", "<td id=\"known-readings\">1</td>", "statystyki KOReadera",
					"eksport z Goodreads");
		assertThat(confirm(preview)).contains("Dodano: 1 książkę, 1 czytanie z datami i 2 sesje.");
		assertThat(list().getFirst().pageCount().value()).isEqualTo(332);
		assertThat(confirm(upload(files))).contains("Historia wczytana");
	}

	@Test
	void importIsIdempotent() {
		List<byte[]> files = List.of(HistoryFile.bytes(HistoryFile.goodreads(300)), HistoryFile.koReader(3_000));
		files.forEach(file -> confirm(upload(Map.of("plik", file))));
		String before = everything();
		for (byte[] file : files) {
			String preview = upload(Map.of("plik", file));
			assertThat(get(preview)).bodyText()
				.contains("<td id=\"fresh-books\">0</td>", "<td id=\"fresh-readings\">0</td>",
						"<td id=\"fresh-sessions\">0</td>", "już masz")
				.doesNotContain("Importuj</button>");
			confirm(preview);
		}
		assertThat(everything()).isEqualTo(before);
	}

	@Test
	void bulkDatesFinishBooksWithoutBeingEvidence() {
		String csv = HistoryFile.GOODREADS;
		for (int i = 0; i < 3; i++) {
			csv += HistoryFile.goodreads(i, "T" + i, "A", "", 300, "2015/01/01", "2014/01/01", "read");
		}
		String preview = upload(Map.of("g.csv", HistoryFile.bytes(csv)));
		assertThat(get(preview)).bodyText().contains("3 książki mają daty", "name=\"bulk\"");
		confirm(preview);
		assertThat(list()).allMatch(book -> book.status() == ReadingStatus.FINISHED);
		assertThat(this.history.factsOf(this.reader).finished()).hasSize(3).noneMatch(reading -> reading.evidence());

		signUp();
		confirm(upload(Map.of("g.csv", HistoryFile.bytes(csv))) + "?bulk=trust");
		assertThat(this.history.factsOf(this.reader).finished()).hasSize(3).allMatch(reading -> reading.evidence());
	}

	@Test
	void undoRestoresTheStateBeforeTheImport() {
		confirm(upload(Map.of("przed.csv",
				HistoryFile.bytes(HistoryFile.GOODREADS
						+ HistoryFile.goodreads(1, "Powieść 1", "Jan Kowalski 1", "", "", "2013/01/20", "2010/01/01",
								"read")
						+ HistoryFile.goodreads(2, "Powieść 2", "Jan Kowalski 2", "", 400, "", "2010/01/01", "to-read")
						+ HistoryFile.goodreads(3, "Powieść 3", "Jan Kowalski 3", "", 300, "2001/01/05", "2000/01/01",
								"read")))));
		this.jdbc.sql("UPDATE user_tbr_list SET removed_at = '2026-01-01' WHERE user_id = ? AND page_count = 300")
			.param(this.reader.value())
			.update();
		String before = everything();
		String preview = upload(
				Map.of("a.csv", HistoryFile.bytes(HistoryFile.goodreads(200)), "b", HistoryFile.koReader(3_000)));
		assertThat(get(preview)).bodyText()
			.contains("Uzupełnimy liczbę stron: 1 książka", "Usunięte niedawno, wrócą na listę: 1 książka");
		confirm(preview);
		assertThat(everything()).isNotEqualTo(before);
		assertThat(rows("user_tbr_list")).isGreaterThan(200);
		assertThat(post(preview + "/undo")).redirectedUrl().isEqualTo(preview);
		assertThat(everything()).isEqualTo(before);
		assertThat(get(preview)).bodyText().contains("Import cofnięty");
		assertThat(post(preview + "/undo")).hasStatus3xxRedirection();
		assertThat(everything()).isEqualTo(before);
	}

	@Test
	void undoKeepsLaterChangesOfTheReader() {
		String preview = upload(Map.of("b", HistoryFile.koReader(900)));
		confirm(preview);
		ArchivedBook touched = list().get(1);
		this.jdbc.sql("""
				UPDATE reading_sessions SET note = 'moja', version = version + 1 WHERE session_id = (
				  SELECT session_id FROM reading_sessions JOIN user_tbr_list USING (tbr_id)
				  WHERE book_id = ? ORDER BY start_time LIMIT 1)""").param(touched.book().value()).update();
		post(preview + "/undo");
		assertThat(list()).singleElement().satisfies(book -> {
			assertThat(book.book()).isEqualTo(touched.book());
			assertThat(book.sessions()).singleElement()
				.satisfies(session -> assertThat(session.note()).isEqualTo("moja"));
		});
	}

	@Test
	void archiveRoundTripIsLossless() throws IOException {
		confirm(upload(Map.of("a.csv", HistoryFile.bytes(HistoryFile.goodreads(2_000)), "b",
				HistoryFile.koReader(30_000), "c.csv", HistoryFile.bytes(HistoryFile.KINDLE + """
						B001,2024-05-01T20:00:00Z,2024-05-01T21:00:00Z,=Lalka,1800000,www.amazon.com
						"""))));
		byte[] archive = get("/transfer/export.zip").getResponse().getContentAsByteArray();
		Map<String, String> files = unzip(archive);
		assertThat(files).containsOnlyKeys("CZYTAJ.txt", "historia.csv", "historia.json", "konto.json",
				"goodreads.csv");
		assertThat(files.get("CZYTAJ.txt")).startsWith("Twoja historia czytania z ChronoBooka, wersja formatu 2.\n");
		assertThat(files.get("historia.json")).startsWith("{\"format\":\"chronobook\",\"version\":2,");
		assertThat(files.get("historia.csv")).contains(",'=Lalka,").doesNotContain(",=Lalka,");
		List<ArchivedBook> before = nameless();
		assertThat(before).anyMatch(book -> book.readings().stream().anyMatch(reading -> !reading.evidence()))
			.anyMatch(book -> book.sessions().stream().anyMatch(session -> session.pagesEstimated()));
		signUp();
		confirm(upload(Map.of("chronobook.zip", archive)));
		assertThat(nameless()).isEqualTo(before);
		Map<String, String> again = unzip(get("/transfer/export.zip").getResponse().getContentAsByteArray());
		assertThat(again.get("historia.csv")).isEqualTo(files.get("historia.csv"));
	}

	@Test
	void ratingsAndNotesAreImportedExportedAndUndone() throws IOException {
		String goodreads = HistoryFile.GOODREADS
				+ HistoryFile.goodreads(1, "Lalka", "Bolesław Prus", "", 680, "2024/02/20", "2024/01/01", "read")
					.replace(",0,4.1,", ",4,4.1,")
					.replace(",,,,1,0", ",\"Rzecki!<br/><i>Tak &amp; nie</i>\",,\"od Ewy\",1,0")
				+ HistoryFile.goodreads(2, "Faraon", "Bolesław Prus", "", 600, "", "2024/01/01", "to-read");
		String storyGraph = HistoryFile.STORYGRAPH
				+ HistoryFile.storyGraph("Solaris", "Stanisław Lem", "", "read", "2024/01/01", "2024/02/18-2024/02/19")
					.replace(",,,,,,,,,,,,No", ",,,,,,,3.75,\"<div>Ocean</div>\",,,,No");
		String preview = upload(Map.of("a.csv", HistoryFile.bytes(goodreads), "b.csv", HistoryFile.bytes(storyGraph)));
		assertThat(get(preview)).bodyText().contains("Dodamy oceny i notatki do 2 książek.");
		confirm(preview);
		assertThat(opinions()).containsExactly("Lalka 8 Rzecki!\nTak & nie\n\nod Ewy", "Solaris 8 Ocean");
		assertThat(get(upload(Map.of("a.csv", HistoryFile.bytes(goodreads))))).bodyText()
			.contains("już masz")
			.doesNotContain("Importuj</button>");
		String export = get("/transfer/export/goodreads").getResponse().getContentAsString(StandardCharsets.UTF_8);
		assertThat(export).contains(",4,,,Paperback,680,", "read,,,\"Rzecki!\nTak & nie\n\nod Ewy\",1,0");
		assertThat(unzip(get("/transfer/export.zip").getResponse().getContentAsByteArray()).get("konto.json"))
			.contains("\"opinions\"", "\"halfStars\" : 8", "od Ewy");

		this.jdbc.sql("UPDATE book_opinions SET imported = false WHERE note = 'Ocean'").update();
		assertThat(post(preview + "/undo")).hasStatus3xxRedirection();
		assertThat(opinions()).containsExactly("Solaris 8 Ocean");
	}

	@Test
	void aNoteSurvivesTheExportForGoodreads() throws IOException {
		confirm(upload(Map.of("a.csv",
				HistoryFile.bytes(HistoryFile.GOODREADS + HistoryFile
					.goodreads(1, "Lalka", "Bolesław Prus", "", 680, "2024/02/20", "2024/01/01", "read")
					.replace(",,,,1,0", ",,,- kocham <3 oraz rozdziały 5 > 4 <b>!</b>,1,0")))));
		assertThat(opinions()).containsExactly("Lalka - - kocham <3 oraz rozdziały 5 > 4 !");
		String export = get("/transfer/export/goodreads").getResponse().getContentAsString(StandardCharsets.UTF_8);
		assertThat(export).contains("'- kocham");
		this.jdbc.sql("DELETE FROM user_tbr_list WHERE user_id = ?").param(this.reader.value()).update();
		confirm(upload(Map.of("a.csv", HistoryFile.bytes(export))));
		assertThat(opinions()).containsExactly("Lalka - - kocham <3 oraz rozdziały 5 > 4 !");
	}

	@Test
	void ownColumnsBringRatingsAndReviewsThatAnUndoRemoves() {
		String preview = upload(Map.of("moje.csv", HistoryFile.bytes("""
				Nazwa;Kto;Moja ocena;Wrażenia;Uwagi
				Lalka;Prus;9,5;"<p>Rzecki</p>";pożyczona
				Faraon;Prus;super;;
				Placówka;Prus;;;
				Anielka;Prus;7;;
				""")));
		assertThat(get(preview)).bodyText()
			.contains("<span>Ocena</span>", "<span>Opinia lub recenzja</span>", "<span>Notatki</span>", "Ocena /6");
		post(preview + "/columns?TITLE=0&AUTHOR=1&RATING=2&REVIEW=3&NOTES=4&file=1");
		assertThat(get(preview)).bodyText()
			.contains("Dodamy oceny i notatki do 2 książek.", "ocena 5 z 5", "ocena 3,5 z 5",
					"Oceny w skali do 10: 2 książki.",
					"W 1 wierszu ocena jest nieczytelna: książka zostaje bez niej (wiersze: 3).")
			.doesNotContain("Pominiemy");
		confirm(preview);
		assertThat(opinions()).containsExactly("Anielka 7 ", "Lalka 10 Rzecki\n\npożyczona");
		assertThat(rows("user_tbr_list")).isEqualTo(4);
		post(preview + "/undo");
		assertThat(opinions()).isEmpty();
		assertThat(rows("user_tbr_list")).isZero();
	}

	private List<String> opinions() {
		return this.jdbc.sql("""
				SELECT title || ' ' || coalesce(half_stars::text, '-') || ' ' || note
				FROM book_opinions JOIN user_tbr_list USING (tbr_id, user_id) JOIN books USING (book_id)
				WHERE user_id = ? ORDER BY title""").param(this.reader.value()).query(String.class).list();
	}

	@Test
	void goodreadsExportIsReadAsGoodreads() throws IOException {
		confirm(upload(Map.of("a.csv", HistoryFile.bytes(HistoryFile.goodreads(100)))));
		String export = get("/transfer/export/goodreads").getResponse().getContentAsString(StandardCharsets.UTF_8);
		assertThat(export).startsWith(HistoryFile.GOODREADS);
		String preview = upload(Map.of("x.csv", HistoryFile.bytes(export)));
		assertThat(get(preview)).bodyText()
			.contains("eksport z Goodreads", "<td id=\"known-books\">100</td>", "już masz")
			.doesNotContain("Importuj</button>");
	}

	@Test
	void ownTableAsksForItsColumnsFirst() {
		String preview = upload(Map.of("moje.csv", HistoryFile.bytes("Nazwa,Kto,Kiedy\nLalka,Prus,2024-01-05\n")));
		assertThat(get(preview)).bodyText().contains("Co znaczą kolumny?", "Lalka", "<option value=\"2\">Kiedy");
		assertThat(post(preview)).redirectedUrl().isEqualTo(preview);
		post(preview + "/columns?AUTHOR=1");
		assertThat(get(preview)).bodyText().contains("Co znaczą kolumny?");
		post(preview + "/columns?TITLE=0&AUTHOR=1&FINISHED=2&file=1");
		assertThat(get(preview)).bodyText().contains("<td id=\"fresh-readings\">1</td>", "własna tabela");
		confirm(preview);
		assertThat(list()).singleElement().satisfies(book -> assertThat(book.readings()).hasSize(1));
	}

	@Test
	void asManyBooksAsAnImportMayHaveAreImportedAndUndone() {
		StringBuilder csv = new StringBuilder(
				"record,title,author,isbn,status,book_pages,current_page,added,start,end,pages\n");
		for (int i = 0; i < Limits.MAX_BOOKS; i++) {
			csv.append("book,T").append(i).append(",A,,finished,100,100,,,,\n");
		}
		String preview = upload(Map.of("duzo.csv", HistoryFile.bytes(csv.toString())));
		confirm(preview);
		assertThat(rows("user_tbr_list")).isEqualTo(Limits.MAX_BOOKS);
		post(preview + "/undo");
		assertThat(rows("user_tbr_list")).isZero();
	}

	@Test
	void fiveThousandGoodreadsRowsAreImportedInTime() {
		measure("Goodreads, 5,000 rows", HistoryFile.bytes(HistoryFile.goodreads(5_000)), 5_000, 0);
	}

	@Test
	void hundredThousandPageEventsAreImportedInTime() {
		measure("KOReader, 100,000 page events", HistoryFile.koReader(100_000), 334, 3_334);
	}

	private void measure(String what, byte[] file, int books, int sessions) {
		Instant begun = Instant.now();
		String preview = upload(Map.of("plik", file));
		get(preview);
		Instant previewed = Instant.now();
		String page = confirm(preview);
		Duration took = Duration.between(previewed, Instant.now());
		System.out.printf("%s: upload and preview %d ms, import %d ms%n", what,
				Duration.between(begun, previewed).toMillis(), took.toMillis());
		assertThat(page).contains("Historia wczytana");
		assertThat(rows("user_tbr_list")).isEqualTo(books);
		assertThat(rows("reading_sessions")).isEqualTo(sessions);
		assertThat(took).isLessThan(System.getenv("CI") != null ? PATIENCE : SOON);
	}

	private MvcTestResult get(String uri) {
		return this.mvc.get().uri(uri).with(SignedIn.as(this.reader)).exchange();
	}

	private MvcTestResult post(String uri) {
		return this.mvc.post().uri(uri).with(csrf()).with(SignedIn.as(this.reader)).exchange();
	}

	private String upload(Map<String, byte[]> files) {
		var request = this.mvc.post().uri("/import").multipart();
		files.forEach((name, content) -> request
			.file(new MockMultipartFile("file", name, "application/octet-stream", content)));
		MvcTestResult result = request.with(csrf()).with(SignedIn.as(this.reader)).exchange();
		assertThat(result).hasStatus3xxRedirection();
		return String.valueOf(result.getResponse().getRedirectedUrl());
	}

	private String confirm(String preview) {
		assertThat(post(preview)).hasStatus3xxRedirection();
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> get(preview).getResponse().getContentAsString(StandardCharsets.UTF_8),
					page -> !page.contains("Wczytujemy Twoją"));
	}

	private List<ArchivedBook> list() {
		return this.archive.export(this.reader);
	}

	/** Returns the list without the ids of its books in the catalog. */
	private List<ArchivedBook> nameless() {
		return list().stream()
			.map(book -> new ArchivedBook(new BookId(new java.util.UUID(0, 0)), book.status(), book.pageCount(),
					book.currentPage(), book.addedAt(), book.readings(), book.sessions(), book.removedAt(),
					book.details()))
			.toList();
	}

	private static Map<String, String> unzip(byte[] archive) {
		Map<String, String> files = new HashMap<>();
		try (ZipInputStream zip = new ZipInputStream(new java.io.ByteArrayInputStream(archive))) {
			for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

	/**
	 * Returns all rows of the reader, except for versions and columns that only imports
	 * use.
	 */
	private String everything() {
		List<String> all = new ArrayList<>();
		for (String sql : List.of(
				"SELECT (to_jsonb(e) - 'version')::text FROM user_tbr_list e WHERE user_id = ? ORDER BY tbr_id",
				"SELECT (to_jsonb(l) - 'version')::text FROM reading_log l WHERE user_id = ? ORDER BY log_id",
				"SELECT to_jsonb(s)::text FROM reading_sessions s WHERE user_id = ? ORDER BY session_id",
				"SELECT to_jsonb(b)::text FROM books b WHERE owner_id = ? ORDER BY book_id",
				"SELECT to_jsonb(p)::text FROM forecast_plans p WHERE user_id = ?",
				"SELECT to_jsonb(t)::text FROM timed_sessions t WHERE user_id = ?")) {
			all.addAll(this.jdbc.sql(sql).param(this.reader.value()).query(String.class).list());
		}
		return String.join("\n", all);
	}

	private int rows(String table) {
		return this.jdbc.sql("SELECT count(*) FROM %s WHERE user_id = ?".formatted(table))
			.params(this.reader.value())
			.query(Integer.class)
			.single();
	}

}
