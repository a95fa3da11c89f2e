package pl.chronobook.sync.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BookReadToEnd;
import pl.chronobook.reading.EntryId;
import pl.chronobook.sync.domain.Credential;
import pl.chronobook.sync.domain.DeviceKind;
import pl.chronobook.sync.domain.Devices;
import pl.chronobook.sync.domain.StatisticsFiles;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.TransferTest;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.incoming.HistoryImport;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.incoming.ImportStatus;
import pl.chronobook.transfer.ImportState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Speaks to {@code /sync/webdav} over HTTP as KOReader's cloud storage does.
 */
@TransferTest
class WebDavTests {

	private static final String FILE = "/statistics.sqlite3";

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Devices devices;

	@Autowired
	private HistoryImport imports;

	@Autowired
	private MockMvcTester mvc;

	private ReaderId reader;

	private String authorization;

	@BeforeEach
	void aReaderWithADevice() {
		this.reader = TestReaders.create(this.jdbc);
		this.authorization = addDevice(this.reader);
	}

	@Test
	void bytesComeBackUnchangedWithAStrongValidatorAndUncompressed() throws Exception {
		byte[] database = HistoryFile.koReader(300);
		assertThat(send("GET", FILE, null).statusCode()).isEqualTo(404);
		HttpResponse<byte[]> stored = send("PUT", FILE, database);
		assertThat(stored.statusCode()).isEqualTo(201);
		HttpResponse<byte[]> read = send("GET", FILE, null, "Accept-Encoding", "gzip");
		assertThat(read.statusCode()).isEqualTo(200);
		assertThat(read.body()).isEqualTo(database);
		assertThat(read.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(etag(read)).startsWith("\"").isEqualTo(etag(stored));
		HttpResponse<byte[]> head = send("HEAD", FILE, null);
		assertThat(head.headers().firstValue("Content-Length")).hasValue(String.valueOf(database.length));
		assertThat(etag(head)).isEqualTo(etag(read));
		assertThat(send("GET", FILE, null, "If-None-Match", etag(read)).statusCode()).isEqualTo(304);
	}

	@Test
	void staleAndWeakValidatorsDoNotReplaceTheFile() throws Exception {
		byte[] first = database(1);
		String former = etag(send("PUT", FILE, first));
		HttpResponse<byte[]> second = send("PUT", FILE, database(2), "If-Match", former);
		assertThat(second.statusCode()).isEqualTo(204);
		assertThat(send("PUT", FILE, first, "If-Match", former).statusCode()).isEqualTo(412);
		assertThat(send("PUT", FILE, first, "If-Match", "W/" + etag(second)).statusCode()).isEqualTo(412);
		assertThat(send("PUT", FILE, first, "If-None-Match", "*").statusCode()).isEqualTo(412);
		assertThat(send("GET", FILE, null).body()).isEqualTo(database(2));
	}

	@Test
	void interruptedUploadLeavesTheFileAsItWas() throws Exception {
		byte[] whole = database(1);
		send("PUT", FILE, whole);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			OutputStream out = socket.getOutputStream();
			out.write(
					"PUT /sync/webdav%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
						.formatted(FILE, this.authorization, 10_000)
						.getBytes(StandardCharsets.US_ASCII));
			out.write(database(2), 0, 500);
			out.flush();
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		}
		assertThat(send("GET", FILE, null).body()).isEqualTo(whole);
	}

	@Test
	void largestDatabaseIsStoredAndALargerOneRefused() throws Exception {
		byte[] largest = new byte[StatisticsFiles.MAX_BYTES];
		new Random(1).nextBytes(largest);
		System.arraycopy(database(1), 0, largest, 0, 16);
		assertThat(send("PUT", FILE, largest).statusCode()).isEqualTo(201);
		assertThat(send("GET", FILE, null).body()).isEqualTo(largest);
		assertThat(send("PUT", FILE, new byte[StatisticsFiles.MAX_BYTES + 1]).statusCode()).isEqualTo(413);
	}

	@Test
	void slowDownloadsHoldNoConnectionToTheDatabase() throws Exception {
		byte[] large = new byte[20_000_000];
		System.arraycopy(database(1), 0, large, 0, 16);
		send("PUT", FILE, large);
		List<Socket> slow = new ArrayList<>();
		try {
			for (int i = 0; i < 12; i++) {
				Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
				slow.add(socket);
				socket.setSoTimeout(30_000);
				socket.getOutputStream()
					.write("GET /sync/webdav%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
						.formatted(FILE, this.authorization)
						.getBytes(StandardCharsets.US_ASCII));
				assertThat(socket.getInputStream().readNBytes(12)).asString(StandardCharsets.US_ASCII)
					.isEqualTo("HTTP/1.1 200");
			}
			assertThat(send("PROPFIND", "/", null, "Depth", "1").statusCode()).isEqualTo(207);
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
	}

	@Test
	void foldersAreListedSoThatKoReaderUnderstandsThem() throws Exception {
		assertThat(send("MKCOL", "/Mój czytnik".replace(" ", "%20"), null).statusCode()).isEqualTo(201);
		assertThat(send("MKCOL", "/Mój%20czytnik", null).statusCode()).isEqualTo(405);
		assertThat(send("PUT", "/Mój%20czytnik" + FILE, database(1)).statusCode()).isEqualTo(201);
		assertThat(send("PUT", FILE, database(2)).statusCode()).isEqualTo(201);

		HttpResponse<byte[]> root = send("PROPFIND", "/", null, "Depth", "1");
		assertThat(root.statusCode()).isEqualTo(207);
		List<String> items = items(text(root));
		assertThat(items).hasSize(3);
		assertThat(items.get(0)).contains("<D:href>/sync/webdav/</D:href>", "<D:collection/>");
		assertThat(items.get(1)).contains("/sync/webdav/M%C3%B3j%20czytnik/", "<D:collection/>");
		assertThat(items.get(2)).contains("<D:href>/sync/webdav/statistics.sqlite3</D:href>", "<D:resourcetype/>",
				"<D:getcontentlength>" + database(2).length + "</D:getcontentlength>", " GMT</D:getlastmodified>");
		assertThat(items(text(send("PROPFIND", "/", null, "Depth", "0")))).hasSize(1);
		assertThat(items(text(send("PROPFIND", "/Mój%20czytnik/", null, "Depth", "1")))).hasSize(2);
		assertThat(send("PROPFIND", "/", null, "Depth", "infinity").statusCode()).isEqualTo(403);
	}

	@Test
	void nameOfAFolderIsEncodedSoThatKoReaderRecognisesTheFolderItIsIn() throws Exception {
		assertThat(send("MKCOL", "/Tom%20&%20'Jerry'", null).statusCode()).isEqualTo(201);

		String listing = text(send("PROPFIND", "/Tom%20&%20'Jerry'/", null, "Depth", "1"));

		assertThat(listing).contains("<D:href>/sync/webdav/Tom%20%26%20%27Jerry%27/</D:href>");
		assertThat(send("PROPFIND", "/Tom%20%26%20%27Jerry%27/", null, "Depth", "1").statusCode()).isEqualTo(207);
	}

	@Test
	void otherFilesAreRefused() throws Exception {
		assertThat(send("PUT", "/vocabulary.sqlite3", database(1)).statusCode()).isEqualTo(403);
		assertThat(send("PUT", FILE, "no database".getBytes(StandardCharsets.US_ASCII)).statusCode()).isEqualTo(415);
		assertThat(send("PUT", "/nowhere" + FILE, database(1)).statusCode()).isEqualTo(409);
		assertThat(send("PUT", "/a/b" + FILE, database(1)).statusCode()).isEqualTo(403);
		assertThat(send("DELETE", FILE, null).statusCode()).isEqualTo(405);
		for (int i = 0; i < 3; i++) {
			assertThat(send("MKCOL", "/" + i, null).statusCode()).isEqualTo(201);
		}
		assertThat(send("MKCOL", "/3", null).statusCode()).isEqualTo(507);
		assertThat(send("OPTIONS", "/", null).headers().firstValue("DAV")).hasValue("1");
	}

	@Test
	void anotherReadersDeviceSeesNothingAndAWrongPasswordIsRefused() throws Exception {
		send("PUT", FILE, database(1));
		this.authorization = addDevice(TestReaders.create(this.jdbc));
		assertThat(send("GET", FILE, null).statusCode()).isEqualTo(404);
		this.authorization = "Basic " + Base64.getEncoder().encodeToString("nobody:x".getBytes(StandardCharsets.UTF_8));
		HttpResponse<byte[]> refused = send("GET", FILE, null);
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.headers().firstValue("WWW-Authenticate")).get().asString().startsWith("Basic");
	}

	@Test
	void firstUploadWaitsForConfirmationAndLaterOnesAreImportedUntilAnUndo() throws Exception {
		send("PUT", FILE, HistoryFile.koReader(300));
		ImportId first = awaitNewest(ImportState.WAITING, 1);
		this.imports.confirm(this.reader, first, Choices.of(null));
		awaitNewest(ImportState.DONE, 1);

		send("PUT", FILE, HistoryFile.koReader(600));
		ImportId second = awaitNewest(ImportState.DONE, 2);
		this.imports.undo(this.reader, second);

		send("PUT", FILE, HistoryFile.koReader(900));
		awaitNewest(ImportState.WAITING, 3);
	}

	@Test
	void statisticsMoveThePageAndTheEndOfABookOffersItsFinish() throws Exception {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		send("PUT", FILE, lalka(50, 0));
		this.imports.confirm(this.reader, awaitNewest(ImportState.WAITING, 1), Choices.of(null));
		awaitNewest(ImportState.DONE, 1);
		assertThat(stateOf(entry)).isEqualTo("READING 100");

		send("PUT", FILE, lalka(80, 0));
		awaitNewest(ImportState.DONE, 2);
		assertThat(stateOf(entry)).isEqualTo("READING 160");
		assertThat(endsOf(entry)).isZero();

		send("PUT", FILE, lalka(100, 0));
		ImportId last = awaitNewest(ImportState.DONE, 3);
		assertThat(stateOf(entry)).isEqualTo("READING 200");
		assertThat(endsOf(entry)).isEqualTo(1);
		assertThat(this.mvc.get().uri("/reading-list").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.containsPattern("Jesteś na\\s+ostatniej stronie");

		this.imports.undo(this.reader, last);
		assertThat(stateOf(entry)).isEqualTo("READING 160");
	}

	@Test
	void sittingThatGoesOnAfterAnUploadAddsItsRestWithTheNextOne() throws Exception {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		send("PUT", FILE, lalka(20, 0));
		this.imports.confirm(this.reader, awaitNewest(ImportState.WAITING, 1), Choices.of(null));
		awaitNewest(ImportState.DONE, 1);
		send("PUT", FILE, lalka(20, 10));
		awaitNewest(ImportState.DONE, 2);
		send("PUT", FILE, lalka(20, 10));
		send("PUT", FILE, lalka(20, 15));
		awaitNewest(ImportState.DONE, 3);

		assertThat(
				this.jdbc.sql("SELECT pages_read::integer FROM reading_sessions WHERE tbr_id = ? ORDER BY start_time")
					.param(entry.value())
					.query(Integer.class)
					.list())
			.containsExactly(40, 20, 10);
		assertThat(stateOf(entry)).isEqualTo("READING 70");
	}

	/**
	 * The statistics of a reader who reads twenty screens each evening, and some more
	 * without a pause on the last one.
	 */
	private static byte[] lalka(int screens, int more) {
		return HistoryFile.koReader(statement -> {
			statement.execute("INSERT INTO book (id, title, authors, pages) VALUES (1, 'Lalka', 'Bolesław Prus', 100)");
			long evening = Instant.parse("2026-02-01T19:00:00Z").getEpochSecond();
			for (int screen = 0; screen < screens + more; screen++) {
				int day = Math.min(screen, screens - 1) / 20;
				statement.execute("INSERT INTO page_stat_data VALUES (1, %d, %d, 60, 100)".formatted(screen + 1,
						evening + day * 86_400L + (screen - day * 20) * 60L));
			}
		});
	}

	private String stateOf(EntryId entry) {
		return this.jdbc.sql("SELECT status || ' ' || current_page FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single();
	}

	private int endsOf(EntryId entry) {
		return this.jdbc.sql("""
				SELECT count(*) FROM event_publication WHERE event_type = ? AND serialized_event LIKE ?""")
			.params(BookReadToEnd.class.getName(), "%" + entry.value() + "%")
			.query(Integer.class)
			.single();
	}

	private ImportId awaitNewest(ImportState state, int count) {
		Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
			assertThat(this.imports.recent(this.reader)).hasSize(count);
			assertThat(this.imports.recent(this.reader).getFirst()).extracting(ImportStatus::state).isEqualTo(state);
		});
		return this.imports.recent(this.reader).getFirst().id();
	}

	private String addDevice(ReaderId owner) {
		Credential credential = this.devices.add(owner, "Kobo", DeviceKind.KOBO).orElseThrow();
		return "Basic " + Base64.getEncoder()
			.encodeToString((credential.login() + ":" + credential.password()).getBytes(StandardCharsets.UTF_8));
	}

	private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI
				.create(URI.create("http://127.0.0.1:%d/sync/webdav%s".formatted(this.port, path)).toASCIIString()))
			.method(method, (body != null) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody())
			.header("Authorization", this.authorization);
		return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				BodyHandlers.ofByteArray());
	}

	/** A file that begins as a database does, different for each seed. */
	private static byte[] database(int seed) {
		byte[] bytes = new byte[4_096];
		new Random(seed).nextBytes(bytes);
		byte[] beginning = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(beginning, 0, bytes, 0, beginning.length);
		return bytes;
	}

	/** Divides a listing by the pattern of KOReader's parser. */
	private static List<String> items(String listing) {
		Matcher matcher = Pattern.compile("<[^:]*:response[^>]*>(.*?)</[^:]*:response>", Pattern.DOTALL)
			.matcher(listing);
		return matcher.results().map(result -> result.group(1)).toList();
	}

	private static String etag(HttpResponse<?> response) {
		return response.headers().firstValue("ETag").orElseThrow();
	}

	private static String text(HttpResponse<byte[]> response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

}
