package pl.chronobook.transfer;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * A history is imported through the pages and exported again.
 */
@TransferTest
class ImportTests {

	private static final Path REAL_READERS = Path.of(System.getProperty("bench.readers", "../shared/bench/readers"),
			"sessions.csv");

	private static final String OWN_HEADER = "record,title,author,isbn,status,book_pages,current_page,added,start,end,pages,completed\n";

	/** Much more than needed, because the machine may be busy. */
	private static final Duration PATIENCE = Duration.ofMinutes(3);

	@Autowired
	MockMvcTester mvc;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ReadingArchive archive;

	private ReaderId reader;

	@BeforeEach
	void signUp() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void importPageListsAcceptedFilesAndLinksToTheExport() {
		assertThat(get("/import")).hasStatusOk()
			.bodyText()
			.contains("type=\"file\"", "/transfer/export", "/import/help/goodreads")
			.doesNotContain("czeka na Twoją decyzję");
	}

	@Test
	void onlySupportedProgramsHaveAHelpPage() {
		Matcher pages = Pattern.compile("href=\"(/import/help/[a-z-]+)\"").matcher(body(get("/import")));
		Set<String> addresses = pages.results().map(page -> page.group(1)).collect(Collectors.toSet());
		assertThat(addresses).contains("/import/help/kobo", "/import/help/goodreads").hasSizeGreaterThan(12);
		for (String address : addresses) {
			assertThat(get(address)).as(address)
				.hasStatusOk()
				.bodyText()
				.contains("Skąd wziąć plik:", "<ol>", "Co wczytamy");
		}
		assertThat(get("/import/help/nie-ma")).hasStatus(404);
	}

	@Test
	void exportOfALargeImportEqualsTheFile() {
		Instant begun = Instant.now();
		String preview = upload(HistoryFile.sessions(20_000, 300));
		assertThat(get(preview)).bodyText()
			.contains("<td id=\"fresh-books\">300</td>", "<td id=\"fresh-readings\">300</td>",
					"<td id=\"fresh-sessions\">20\u00a0000</td>", "<td id=\"known-sessions\">0</td>", "Książka b0000");
		assertThat(rows("reading_sessions")).isZero();
		Instant previewed = Instant.now();
		confirm(preview);
		Duration took = Duration.between(previewed, Instant.now());
		System.out.printf("20,000 sessions: upload and preview %d ms, import %d ms%n",
				Duration.between(begun, previewed).toMillis(), took.toMillis());
		assertThat(took).isLessThan(PATIENCE);
		assertThat(rows("reading_sessions")).isEqualTo(20_000);
		assertThat(rows("user_tbr_list")).isEqualTo(300);
		assertThat(rows("reading_log")).isEqualTo(300);

		String export = export();
		List<ArchivedBook> books = history();
		signUp();
		confirm(upload(export));
		assertThat(export()).isEqualTo(export);
		assertThat(history()).isEqualTo(books);
	}

	@Test
	void newestSessionSetsTheCurrentPageUntilTheImportIsUndone() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'READING' WHERE tbr_id = ?").param(entry.value()).update();
		BookId book = new BookId(this.jdbc.sql("SELECT book_id FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(UUID.class)
			.single());
		Instant start = Instant.parse("2027-03-01T18:00:00Z");
		List<SessionRecord> sessions = List.of(
				new SessionRecord(start, start.plusSeconds(3_600), 50, Duration.ZERO, 1, 50, null, false),
				new SessionRecord(start.plusSeconds(90_000), start.plusSeconds(93_600), 70, Duration.ZERO, 51, 120,
						null, false));
		BatchId batch = new BatchId(UUID.randomUUID());
		this.archive.add(this.reader, List
			.of(new ArchivedBook(book, ReadingStatus.READING, new PageCount(680), 0, start, List.of(), sessions)),
				batch, done -> {
				});
		assertThat(page(entry)).isEqualTo(120);
		this.archive.takeBack(this.reader, batch);
		assertThat(page(entry)).isZero();
	}

	private int page(EntryId entry) {
		return this.jdbc.sql("SELECT current_page FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(Integer.class)
			.single();
	}

	@Test
	void exportIsNamedAfterTheDay() {
		MvcTestResult export = get("/transfer/export");
		assertThat(export).hasStatusOk();
		assertThat(export.getResponse().getContentType()).isEqualTo("text/csv;charset=UTF-8");
		assertThat(export.getResponse().getHeader("Content-Disposition"))
			.matches("attachment; filename=\"chronobook-\\d{4}-\\d\\d-\\d\\d\\.csv\"");
	}

	@Test
	void confirmationIsIdempotent() {
		String preview = upload(HistoryFile.sessions(50, 5));
		confirm(preview);
		confirm(preview);
		assertThat(rows("reading_sessions")).isEqualTo(50);
		assertThat(get(preview)).hasStatusOk()
			.bodyText()
			.contains("Historia wczytana", "Dodano: 5 książek, 5 czytań z datami i 50 sesji.");
	}

	@Test
	void concurrentConfirmationsImportOnce() throws Exception {
		String preview = upload(HistoryFile.sessions(2_000, 20));
		Callable<String> confirm = () -> confirm(preview);
		try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
			for (Future<String> page : executor.invokeAll(List.of(confirm, confirm, confirm, confirm))) {
				assertThat(page.get()).contains("20 książek", "2\u00a0000 sesji");
			}
		}
		assertThat(rows("reading_sessions")).isEqualTo(2_000);
	}

	@Test
	void otherReadersNeitherSeeNorConfirmAnImport() {
		String preview = upload(HistoryFile.sessions(5, 1));
		ReaderId owner = this.reader;
		signUp();
		assertThat(get(preview)).hasStatus(404);
		assertThat(get(preview + "/rejected.csv")).hasStatus(404);
		assertThat(post(preview)).hasStatus(404);
		assertThat(post(preview + "/discard")).hasStatus(404);
		assertThat(post(preview + "/undo")).hasStatus(404);
		assertThat(post(preview + "/columns")).hasStatus(404);
		assertThat(rows("reading_sessions")).isZero();
		this.reader = owner;
		confirm(preview);
		assertThat(rows("reading_sessions")).isEqualTo(5);
	}

	@Test
	void newFileReplacesTheWaitingOne() {
		String old = upload(HistoryFile.sessions(5, 1));
		String preview = upload(HistoryFile.sessions(6, 1));
		assertThat(get(old)).hasStatus(404);
		assertThat(get("/import")).bodyText().contains("href=\"" + preview + "\"");
		assertThat(post(preview + "/discard")).hasStatus3xxRedirection();
		assertThat(get(preview)).hasStatus(404);
		assertThat(get("/import")).bodyText().doesNotContain("czeka na Twoją decyzję");
	}

	@Test
	void previewDistinguishesNewFromKnownData() {
		confirm(upload(HistoryFile.sessions(50, 5)));
		String again = upload(HistoryFile.sessions(50, 5));
		assertThat(get(again)).bodyText()
			.contains("<td id=\"fresh-books\">0</td>", "<td id=\"known-books\">5</td>",
					"<td id=\"known-readings\">5</td>", "<td id=\"known-sessions\">50</td>", "już masz")
			.doesNotContain("Importuj</button>");
		String more = upload(HistoryFile.sessions(50, 5)
			.replace("b0004,", "b0005,")
			.replace("r1,b0000,2012-01-01T20:00,", "r1,b0000,2012-01-01T20:01,"));
		assertThat(get(more)).bodyText()
			.contains("<td id=\"fresh-books\">1</td>", "<td id=\"fresh-readings\">1</td>",
					"<td id=\"fresh-sessions\">10</td>", "<td id=\"known-sessions\">40</td>");
		assertThat(confirm(more)).contains("Dodano: 1 książkę, 1 czytanie z datami i 10 sesji.");
	}

	@Test
	void oneOfSeveralReadersIsChosenFirst() {
		String preview = upload(HistoryFile.HEADER + """
				anna,b1,2026-01-01T21:00,2026-01-01T22:00,10,100
				jan,b2,2026-01-02T21:00,2026-01-02T22:00,20,100
				jan,b2,2026-01-03T21:00,2026-01-03T22:00,20,100
				""");
		assertThat(get(preview)).bodyText()
			.contains("Czyje wczytać?", "value=\"anna\"", "value=\"jan\"", "2 wiersze")
			.doesNotContain("Importuj</button>");
		assertThat(post(preview)).redirectedUrl().isEqualTo(preview);
		assertThat(rows("reading_sessions")).isZero();
		assertThat(get(preview + "?reader=jan")).bodyText()
			.contains("Importuj</button>", "name=\"reader\" value=\"jan\"", "<td id=\"fresh-sessions\">2</td>");
		confirm(preview + "?reader=jan");
		assertThat(rows("reading_sessions")).isEqualTo(2);
	}

	@Test
	void rejectedRowsCanBeDownloadedCorrectedAndImported() throws IOException {
		String preview = upload(HistoryFile.HEADER + """
				r1,b1,2026-01-01T21:00,2026-01-01T22:00,10,100
				r1,b1,2026-01-02T21:00,2026-01-02T20:00,10,100
				r1,b1,2026-01-03T21:00,2026-01-03T22:00,=1+1,100
				""");
		assertThat(get(preview)).bodyText()
			.contains("Pominiemy 2 wiersze", "Koniec nie jest późniejszy niż początek.", "=1+1");
		confirm(preview);
		preview = upload(HistoryFile.HEADER + """
				r1,b1,2026-01-02T21:00,2026-01-02T20:00,10,100
				r1,b1,2026-01-03T21:00,2026-01-03T22:00,=1+1,100
				""");
		assertThat(get(preview)).bodyText().contains("ani jednego wiersza").doesNotContain("Importuj</button>");
		String rejected = get(preview + "/rejected.csv").getResponse().getContentAsString(StandardCharsets.UTF_8);
		assertThat(rejected).startsWith("\uFEFFreader,book,start,end,pages,book_pages,wiersz,powód\r\n")
			.contains("2026-01-02T20:00,10,100,2,Koniec nie jest późniejszy niż początek.\r\n", ",'=1+1,100,3,");
		confirm(upload(rejected.replace("2026-01-02T20:00", "2026-01-02T22:00").replace("'=1+1", "2")));
		assertThat(rows("reading_sessions")).isEqualTo(3);
	}

	static Stream<Arguments> badFiles() {
		return Stream.of(arguments(bytes(""), "Ten plik jest pusty"),
				arguments(bytes(HistoryFile.HEADER), "tylko nagłówek"),
				arguments(new byte[] { (byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13 },
						"nie jest plik tekstowy"),
				arguments(bytes("PK\u0003\u0004zip"), "W tym archiwum nie ma pliku"),
				arguments(bytes("<html><body>Zaloguj się</body></html>"), "strona internetowa"),
				arguments(bytes("Drogi pamiętniku,\nczytałam dziś.\n"), "Nie rozpoznajemy tego pliku"),
				arguments(bytes(HistoryFile.HEADER + "x".repeat(70_000)), "Wiersz 2 jest za długi"),
				arguments(bytes(HistoryFile.HEADER.repeat(500_001)), "ponad 500 000 wierszy"));
	}

	@ParameterizedTest
	@MethodSource("badFiles")
	void unusableFileShowsTheFormWithTheReason(byte[] content, String reason) {
		assertThat(send(content)).hasStatus(422)
			.bodyText()
			.contains(reason, "role=\"alert\"", "aria-invalid=\"true\"", "type=\"file\"");
		assertThat(rows("imports")).isZero();
	}

	@Test
	void formWithoutAFileShowsAMessage() {
		assertThat(this.mvc.post()
			.uri("/import")
			.multipart()
			.file(new MockMultipartFile("file", "", null, new byte[0]))
			.with(csrf())
			.with(SignedIn.as(this.reader))).hasStatus(422).bodyText().contains("Wybierz plik, który chcesz wczytać.");
		assertThat(post("/import")).hasStatus(422).bodyText().contains("Wybierz plik, który chcesz wczytać.");
	}

	@Test
	void titlesAreShownAsTextAndPolishWindowsIsUnderstood() {
		String csv = (OWN_HEADER + "book,<b>Żółw</b> <script>alert(1)</script>,Łęcka,,tbr,100,0,,,,,\n").replace(',',
				';');
		String preview = upload(csv.getBytes(Charset.forName("windows-1250")));
		assertThat(get(preview)).bodyText()
			.contains("&lt;b&gt;Żółw&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;", "Łęcka", "Windows-1250")
			.doesNotContain("<script>alert");
	}

	@Test
	void truncatedFileKeepsItsValidRows() {
		String csv = HistoryFile.sessions(100, 4);
		String preview = upload(csv.substring(0, csv.length() - 25));
		assertThat(get(preview)).bodyText().contains("<td id=\"fresh-sessions\">99</td>", "Pominiemy 1 wiersz<");
		confirm(preview);
		assertThat(rows("reading_sessions")).isEqualTo(99);
	}

	@Test
	void twoHundredThousandRowsArePreviewedWithinSeconds() {
		Instant begun = Instant.now();
		String preview = upload(
				HistoryFile.HEADER + "r1,b1,2026-01-01T21:00:00,2026-01-01T22:00:00,-10,100\n".repeat(200_000));
		assertThat(get(preview)).bodyText().contains("ani jednego wiersza");
		Duration took = Duration.between(begun, Instant.now());
		System.out.printf("200,000 rows: upload and preview %d ms%n", took.toMillis());
		assertThat(took).isLessThan(PATIENCE);
	}

	@Test
	void unconfirmedFileIsDeletedWithItsAccount() {
		upload(HistoryFile.sessions(5, 1));
		assertThat(rows("imports")).isOne();
		this.jdbc.sql("DELETE FROM users WHERE user_id = ?").params(this.reader.value()).update();
		assertThat(rows("imports")).isZero();
	}

	@Test
	void visitorsAreSentToTheLogin() {
		assertThat(this.mvc.get().uri("/import")).hasStatus3xxRedirection().redirectedUrl().contains("/login");
		assertThat(this.mvc.get().uri("/transfer/export")).hasStatus3xxRedirection().redirectedUrl().contains("/login");
	}

	@Test
	void historyOfARealReaderIsImportedWithinSeconds() throws IOException {
		Assumptions.assumeTrue(Files.exists(REAL_READERS),
				() -> "No file of real readers at " + REAL_READERS + " (set -Dbench.readers=DIR)");
		String csv = Files.readString(REAL_READERS);
		Instant begun = Instant.now();
		String preview = upload(csv) + "?reader=r002";
		assertThat(get(preview)).bodyText()
			.contains("<td id=\"fresh-books\">90</td>", "<td id=\"fresh-sessions\">1\u00a0108</td>");
		Instant previewed = Instant.now();
		confirm(preview);
		System.out.printf("r002: upload and preview %d ms, import %d ms%n",
				Duration.between(begun, previewed).toMillis(), Duration.between(previewed, Instant.now()).toMillis());
		assertThat(rows("reading_sessions")).isEqualTo(1108);
		assertThat(this.archive.export(this.reader)
			.stream()
			.collect(Collectors.groupingBy(ArchivedBook::status, Collectors.summingInt(book -> 1))))
			.hasSizeGreaterThan(2);
	}

	private MvcTestResult get(String uri) {
		return this.mvc.get().uri(uri).with(SignedIn.as(this.reader)).exchange();
	}

	private MvcTestResult post(String uri) {
		return this.mvc.post().uri(uri).with(csrf()).with(SignedIn.as(this.reader)).exchange();
	}

	/** Confirms an import and returns the page with its result. */
	private String confirm(String preview) {
		assertThat(post(preview)).redirectedUrl().isEqualTo(preview.replaceFirst("\\?.*", ""));
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> body(get(preview)), page -> !page.contains("Wczytujemy"));
	}

	private static String body(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private MvcTestResult send(byte[] content) {
		return this.mvc.post()
			.uri("/import")
			.multipart()
			.file(new MockMultipartFile("file", "historia.csv", "text/csv", content))
			.with(csrf())
			.with(SignedIn.as(this.reader))
			.exchange();
	}

	/** Uploads a file and returns the address of its preview. */
	private String upload(byte[] content) {
		MvcTestResult result = send(content);
		assertThat(result).hasStatus3xxRedirection();
		return String.valueOf(result.getResponse().getRedirectedUrl());
	}

	private String upload(String content) {
		return upload(bytes(content));
	}

	private String export() {
		try {
			return get("/transfer/export").getResponse().getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Returns the reader's history, independent of the ids of books in the catalog. */
	private List<ArchivedBook> history() {
		return this.archive.export(this.reader)
			.stream()
			.map(book -> new ArchivedBook(new BookId(new UUID(0, 0)), book.status(), book.pageCount(),
					book.currentPage(), book.addedAt(), book.readings(), book.sessions(), book.removedAt(),
					book.details()))
			.toList();
	}

	private int rows(String table) {
		return this.jdbc.sql("SELECT count(*) FROM %s WHERE user_id = ?".formatted(table))
			.params(this.reader.value())
			.query(Integer.class)
			.single();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
