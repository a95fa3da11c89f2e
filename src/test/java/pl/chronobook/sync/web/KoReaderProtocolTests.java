package pl.chronobook.sync.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.DispatcherServlet;

import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Speaks to {@code /sync/koreader} as KOReader's plugin does, and expects what its own
 * server answers, to the byte.
 */
@WebTest
class KoReaderProtocolTests {

	private static final Instant NOON = WebTest.Now.NOON;

	private static final String DOCUMENT = "0b229176d4e8db7f6d2b5a4952368d7a";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReadingArchive archive;

	@Autowired
	private TransactionTemplate transaction;

	private ReaderId reader;

	private Access kobo;

	@BeforeEach
	void aReaderWithADevice() {
		this.reader = TestReaders.create(this.jdbc);
		this.kobo = addDevice(this.reader, "Kobo");
	}

	@Test
	void healthAndAuthorizationMatchTheOriginalServer() {
		assertAnswer(this.mvc.get().uri("/sync/koreader/healthcheck").exchange(), 200, "{\"state\":\"OK\"}");
		assertAnswer(send(HttpMethod.GET, "/users/auth", this.kobo, null), 200, "{\"authorized\":\"OK\"}");
		assertAnswer(send(HttpMethod.GET, "/users/auth", new Access(this.kobo.login(), "0".repeat(32)), null), 401,
				"{\"code\":2001,\"message\":\"Unauthorized\"}");
		assertAnswer(this.mvc.get().uri("/sync/koreader/users/auth").exchange(), 401,
				"{\"code\":2001,\"message\":\"Unauthorized\"}");
	}

	@Test
	void aServerAddressWithASlashAtItsEndWorksToo() {
		assertAnswer(send(HttpMethod.GET, "//users/auth", this.kobo, null), 200, "{\"authorized\":\"OK\"}");
		assertAnswer(send(HttpMethod.PUT, "//syncs/progress", this.kobo, report(0.2)), 200,
				"{\"document\":\"%s\",\"timestamp\":%d}".formatted(DOCUMENT, NOON.getEpochSecond()));
		assertThat(this.mvc.get().uri(URI.create("/account//devices")).with(SignedIn.as(this.reader)).exchange())
			.hasStatus(400);
	}

	@Test
	void sessionOfTheReaderGivesDevicesNoAccess() {
		assertThat(this.mvc.get()
			.uri("/sync/koreader/syncs/progress/" + DOCUMENT)
			.with(SignedIn.as(this.reader))
			.exchange()).hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void registrationIsRefused() {
		assertAnswer(
				send(HttpMethod.POST, "/users/create", new Access("x", "y"), "{\"username\":\"a\",\"password\":\"b\"}"),
				402, "{\"code\":2005,\"message\":\"User registration is disabled.\"}");
	}

	@Test
	void progressIsReturnedUnchangedWithoutMetadata() {
		String xpointer = "/body/DocFragment[12]/body/p[3]/text().119";
		long now = NOON.getEpochSecond();
		assertAnswer(
				put(this.kobo,
						"""
								{"document":"%s","progress":"%s","percentage":0.3214,"device":"Kobo_io","device_id":"A1",
								 "metadata":{"filename":"x.epub","title":"Nikt","authors":"N"},"future":[1]}"""
							.formatted(DOCUMENT, xpointer)),
				200, "{\"document\":\"%s\",\"timestamp\":%d}".formatted(DOCUMENT, now));
		assertAnswer(get(this.kobo, DOCUMENT), 200,
				"{\"percentage\":0.3214,\"progress\":\"%s\",\"device\":\"Kobo_io\",\"device_id\":\"A1\",\"timestamp\":%d,\"document\":\"%s\"}"
					.formatted(xpointer, now, DOCUMENT));
	}

	@Test
	void numericProgressAndAMissingDeviceIdAreReturnedUnchanged() {
		put(this.kobo, "{\"document\":\"%s\",\"progress\":17,\"percentage\":\"0.5\",\"device\":7}".formatted(DOCUMENT));
		assertAnswer(get(this.kobo, DOCUMENT), 200,
				"{\"percentage\":0.5,\"progress\":17,\"device\":\"7\",\"timestamp\":%d,\"document\":\"%s\"}"
					.formatted(NOON.getEpochSecond(), DOCUMENT));
	}

	@Test
	void anUnknownDocumentIsAnEmptyObject() {
		assertAnswer(get(this.kobo, "unknown"), 200, "{}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"progress":"1","percentage":0.1,"device":"K"}                                | 2004
			{"document":"","progress":"1","percentage":0.1,"device":"K"}                  | 2004
			{"document":"a:b","progress":"1","percentage":0.1,"device":"K"}               | 2004
			{"document":"d","percentage":0.1,"device":"K"}                                | 2003
			{"document":"d","progress":"1","device":"K"}                                  | 2003
			{"document":"d","progress":"1","percentage":"much","device":"K"}              | 2003
			{"document":"d","progress":"1","percentage":"NaN","device":"K"}               | 2003
			{"document":"d","progress":"1\\u0000","percentage":0.1,"device":"K"}          | 2003
			{"document":"d","progress":"1","percentage":0.1}                              | 2003
			{"document":"d","progress":[1],"percentage":0.1,"device":"K"}                 | 2003
			{"document":                                                                  | 2003
			[]                                                                            | 2004
			""")
	void invalidFieldsGetTheErrorCodesOfTheOriginalServer(String body, int code) {
		MvcTestResult answer = put(this.kobo, body);
		assertThat(answer).hasStatus(HttpStatus.FORBIDDEN).bodyText().startsWith("{\"code\":" + code + ",");
	}

	@Test
	void endlessBodyIsRefused() {
		assertThat(put(this.kobo, "{\"document\":\"%s\"}".formatted("d".repeat(100_000))))
			.hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void afterTenWrongKeysTheRightOneIsRefusedFromThatNetworkToo() {
		for (int i = 0; i < 10; i++) {
			send(HttpMethod.GET, "/users/auth", new Access(this.kobo.login(), "f".repeat(32)), null);
		}
		assertThat(send(HttpMethod.GET, "/users/auth", this.kobo, null)).hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void devicesOfOneReaderShareProgressAndOthersSeeNone() {
		Access phone = addDevice(this.reader, "Telefon");
		Access foreign = addDevice(TestReaders.create(this.jdbc), "Obcy");
		put(this.kobo, report(0.2));
		assertThat(get(phone, DOCUMENT)).bodyText().contains("\"percentage\":0.2");
		assertAnswer(get(foreign, DOCUMENT), 200, "{}");
	}

	@Test
	void aRemovedDeviceIsLockedOut() {
		UUID id = this.jdbc.sql("SELECT device_id FROM devices WHERE login = ?")
			.param(this.kobo.login())
			.query(UUID.class)
			.single();
		assertThat(this.mvc.post()
			.uri("/account/devices/" + id + "/remove")
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange()).hasStatus(HttpStatus.FOUND);
		assertThat(put(this.kobo, report(0.2))).hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void progressOfAPairedDocumentUpdatesTheListAndLogsOneEstimatedSession() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.05));
		assertThat(this.mvc.get().uri("/account/devices/books").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.contains("Plik bez tytułu", "5%", "Lalka");
		assertThat(pair(this.reader, DOCUMENT, entry)).hasStatus(HttpStatus.FOUND);
		awaitPage(entry, 10);
		put(this.kobo, report(0.05));
		assertThat(sessionsOf(entry)).containsExactlyEntriesOf(Map.of("10 pages, estimated", 1L));
		assertThat(this.mvc.get().uri("/account/devices/books").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.doesNotContain("Plik bez tytułu");
	}

	@Test
	void metadataPairsAtOnceAndAConvertedFileIsTheSameBook() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Zażółć gęślą jaźń", 200);
		put(this.kobo, titled("first", "ZAŻÓŁĆ: gęślą jaźń", 0.05));
		awaitPage(entry, 10);
		this.jdbc
			.sql("UPDATE books SET title = 'Inny' WHERE book_id = (SELECT book_id FROM user_tbr_list WHERE tbr_id = ?)")
			.param(entry.value())
			.update();
		put(this.kobo, titled("second", "Zażółć gęślą jaźń", 0.06));
		awaitPage(entry, 12);
	}

	@Test
	void loggedSessionReplacesTheEstimate() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.05));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 10);
		assertThat(this.mvc.post()
			.uri("/sessions")
			.param("id", UUID.randomUUID().toString())
			.param("entry", entry.value().toString())
			.param("day", "2027-03-14")
			.param("start", "12:40")
			.param("end", "13:00")
			.param("to", "11")
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange()).hasStatus3xxRedirection();
		assertThat(sessionsOf(entry)).containsExactlyEntriesOf(Map.of("11 pages", 1L));
	}

	@Test
	void importedSessionReplacesTheEstimateUntilTheImportIsUndone() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.05));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 10);
		BatchId batch = new BatchId(UUID.randomUUID());
		SessionRecord morning = new SessionRecord(NOON.minusSeconds(1_500), NOON.minusSeconds(300), 9, Duration.ZERO,
				null, null, null);
		this.archive.add(this.reader, List
			.of(new ArchivedBook(bookOf(entry), ReadingStatus.READING, null, 9, NOON, List.of(), List.of(morning))),
				batch, done -> {
				});
		assertThat(sessionsOf(entry)).containsExactlyEntriesOf(Map.of("9 pages", 1L));

		put(this.kobo, report(0.06));
		awaitPage(entry, 12);
		assertThat(sessionsOf(entry)).containsExactlyEntriesOf(Map.of("9 pages", 1L));

		this.archive.takeBack(this.reader, batch);
		assertThat(sessionsOf(entry)).containsExactlyEntriesOf(Map.of("12 pages, estimated", 1L));
	}

	@Test
	void importedSessionOfAnotherTimeLeavesTheEstimate() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.05));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 10);
		SessionRecord yesterday = new SessionRecord(NOON.minusSeconds(90_000), NOON.minusSeconds(88_000), 9,
				Duration.ZERO, null, null, null);
		this.archive.add(this.reader, List
			.of(new ArchivedBook(bookOf(entry), ReadingStatus.READING, null, 9, NOON, List.of(), List.of(yesterday))),
				new BatchId(UUID.randomUUID()), done -> {
				});
		assertThat(sessionsOf(entry)).containsOnlyKeys("9 pages", "10 pages, estimated");
	}

	@Test
	void importedOfflineSessionReplacesTheEstimateReportedLater() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.05));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 10);
		change("UPDATE device_steps SET reported_at = reported_at - interval '20 hours' WHERE user_id = ?");
		put(this.kobo, report(0.1));
		awaitPage(entry, 20);
		SessionRecord evening = new SessionRecord(NOON.minusSeconds(50_000), NOON.minusSeconds(49_000), 11,
				Duration.ZERO, null, null, null);
		this.archive.add(this.reader, List
			.of(new ArchivedBook(bookOf(entry), ReadingStatus.READING, null, 9, NOON, List.of(), List.of(evening))),
				new BatchId(UUID.randomUUID()), done -> {
				});
		assertThat(sessionsOf(entry)).containsOnlyKeys("10 pages, estimated", "11 pages")
			.containsEntry("10 pages, estimated", 1L);
	}

	@Test
	void queueOfADeviceThatWasOfflineForDaysBecomesASessionOnEachOfThem() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.05));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 10);
		change("UPDATE device_steps SET reported_at = reported_at - interval '5 days' WHERE user_id = ?");
		for (int day = 1; day <= 5; day++) {
			put(this.kobo, report((5 + day * 3) / 100.0));
		}
		awaitPage(entry, 40);
		assertThat(this.jdbc.sql("""
				SELECT end_time::date || ' ' || pages_read::integer FROM reading_sessions
				WHERE tbr_id = ? AND pages_estimated ORDER BY end_time""")
			.param(entry.value())
			.query(String.class)
			.list()).containsExactly("2027-03-09 10", "2027-03-10 6", "2027-03-11 6", "2027-03-12 6", "2027-03-13 6",
					"2027-03-14 6");
	}

	@Test
	void bookReadAgainIsCountedAnew() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.05));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 10);
		change("UPDATE device_steps SET reported_at = reported_at - interval '30 days' WHERE user_id = ?");
		change("""
				UPDATE device_books SET furthest = 1, read_until = now() - interval '1000 days', open_sessions = '{}'
				WHERE user_id = ?""");
		change("DELETE FROM reading_sessions WHERE user_id = ?");
		change("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date, completed)
				SELECT tbr_id, user_id, '2027-02-01', '2027-02-20', true FROM user_tbr_list WHERE user_id = ?""");
		put(this.kobo, report(0.08));
		awaitPage(entry, 16);
		assertThat(sessionsOf(entry)).containsExactlyEntriesOf(Map.of("16 pages, estimated", 1L));
	}

	@Test
	void concurrentReportsOfTwoDevicesAreJoined() throws Exception {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		Access phone = addDevice(this.reader, "Telefon");
		put(this.kobo, report(0.01));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 2);
		try (ExecutorService devices = Executors.newFixedThreadPool(2)) {
			List<Future<MvcTestResult>> answers = new ArrayList<>();
			for (int i = 2; i <= 6; i++) {
				String report = report(i / 100.0);
				answers.add(devices.submit(() -> put(this.kobo, report)));
				answers.add(devices.submit(() -> put(phone, report)));
			}
			for (Future<MvcTestResult> answer : answers) {
				assertThat(answer.get()).hasStatusOk();
			}
		}
		awaitPage(entry, 12);
		assertThat(this.jdbc.sql("SELECT sum(pages_read)::integer FROM reading_sessions WHERE tbr_id = ?")
			.param(entry.value())
			.query(Integer.class)
			.single()).isEqualTo(12);
	}

	@Test
	void lastReportOffersToFinishTheBook() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, report(0.99));
		pair(this.reader, DOCUMENT, entry);
		awaitPage(entry, 200);
		assertThat(this.mvc.get().uri("/reading-list").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.containsPattern("Jesteś na\\s+ostatniej stronie");
	}

	@Test
	void afterAFloodADeviceWaitsAndTheOthersDoNot() {
		Access phone = addDevice(this.reader, "Telefon");
		for (int i = 0; i < 300; i++) {
			assertThat(get(this.kobo, DOCUMENT)).hasStatusOk();
		}
		assertAnswer(put(this.kobo, report(0.1)), 429, "{\"code\":2000,\"message\":\"Too many requests.\"}");
		assertThat(put(phone, report(0.1))).hasStatusOk();
	}

	@Test
	void aFloodOfOneReaderLeavesConnectionsToOtherReaders() {
		TestBooks.onList(this.jdbc, this.reader, "Lalka", 200);
		put(this.kobo, titled("first", "Lalka", 0.01));
		Access foreign = addDevice(TestReaders.create(this.jdbc), "Obcy");
		try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
			this.transaction.executeWithoutResult(status -> {
				lock("SELECT revision FROM reading_lists WHERE user_id = ? FOR UPDATE");
				lock("SELECT document FROM device_documents WHERE user_id = ? FOR UPDATE");
				for (int i = 0; i < 30; i++) {
					String fresh = titled("further " + i, "Lalka", 0.02);
					devices.execute(() -> put(this.kobo, fresh));
					devices.execute(() -> put(this.kobo, titled("first", "Lalka", 0.02)));
				}
				Awaitility.await().untilAsserted(() -> assertThat(blocked()).isPositive());
				for (int i = 0; i < 5; i++) {
					assertThat(put(foreign, report(0.1))).hasStatusOk();
				}
				assertThat(blocked()).as("a report and an event").isLessThanOrEqualTo(2);
			});
		}
	}

	private int blocked() {
		return this.jdbc.sql(
				"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
			.query(Integer.class)
			.single();
	}

	@Test
	void devicesPageShowsTheNewestProgress() {
		put(this.kobo, titled("first", "Lalka", 0.05));
		assertThat(this.mvc.get().uri("/account/devices").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.contains("Lalka, 5%");
	}

	@Test
	void anotherReadersBookOrDocumentCannotBePaired() {
		ReaderId stranger = TestReaders.create(this.jdbc);
		EntryId foreign = TestBooks.onList(this.jdbc, stranger, "Lalka", 200);
		put(this.kobo, report(0.05));
		assertThat(pair(this.reader, DOCUMENT, foreign)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(pair(stranger, DOCUMENT, foreign)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void theCredentialIsStoredAsAHashAndShownOnce() {
		assertThat(this.mvc.get().uri("/account/devices").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.contains("Kobo", this.kobo.login(), "Jeszcze się nie odezwał")
			.doesNotContain("device-password");
		assertThat(this.jdbc.sql("SELECT encode(secret_hash, 'hex') FROM devices WHERE login = ?")
			.param(this.kobo.login())
			.query(String.class)
			.single()).isNotEqualTo(this.kobo.key());
	}

	@Test
	void aDeviceWithoutANameIsAskedForOne() {
		assertThat(this.mvc.post()
			.uri("/account/devices")
			.param("name", " ")
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange()).hasStatus(422).bodyText().contains("Nazwa ma od 1 do 60 znaków.");
	}

	@Test
	void setupInstructionsDependOnTheKindOfDevice() {
		MvcTestResult added = add("Paperwhite", "KINDLE");
		assertThat(added).hasStatusOk().bodyText().contains("KUAL");
		assertThat(this.mvc.get().uri("/account/devices").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.contains("Paperwhite", "Kindle.")
			.doesNotContain("KUAL");
		assertThat(add("Paperwhite 2", "TOASTER")).hasStatus(422)
			.bodyText()
			.contains("Wybierz z listy.", "Paperwhite 2");
	}

	private MvcTestResult add(String name, String kind) {
		return this.mvc.post()
			.uri("/account/devices")
			.param("name", name)
			.param("kind", kind)
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange();
	}

	@Test
	void pairingWithoutAChosenBookShowsTheFormAgain() {
		put(this.kobo, report(0.05));
		MvcTestResult refused = this.mvc.post()
			.uri("/account/devices/books")
			.param("document", DOCUMENT)
			.param("entry", "")
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange();
		assertThat(refused).hasRedirectedUrl("/account/devices/books");
		TestBooks.onList(this.jdbc, this.reader, "Ferdydurke", 300);
		assertThat(this.mvc.get()
			.uri("/account/devices/books")
			.requestAttr(DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE, refused.getMvcResult().getFlashMap())
			.with(SignedIn.as(this.reader))
			.exchange()).bodyText().contains("Wybierz książkę z listy.", "aria-describedby=\"entry-0-error\"");
	}

	private Access addDevice(ReaderId owner, String name) {
		MvcTestResult answer = this.mvc.post()
			.uri("/account/devices")
			.param("name", name)
			.with(SignedIn.as(owner))
			.with(csrf())
			.exchange();
		assertThat(answer).hasStatusOk().hasHeader("Cache-Control", "no-store");
		String page = new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
		assertThat(page).contains("http://localhost/sync/koreader", "Kod QR");
		return new Access(valueOf("device-login", page), md5(valueOf("device-password", page)));
	}

	private static String valueOf(String id, String page) {
		Matcher matcher = Pattern.compile("id=\"" + id + "\"[^>]*>([^<]+)<").matcher(page);
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private static String md5(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String report(double percentage) {
		return "{\"document\":\"%s\",\"progress\":\"/p\",\"percentage\":%s,\"device\":\"K\",\"device_id\":\"1\"}"
			.formatted(DOCUMENT, percentage);
	}

	private static String titled(String document, String title, double percentage) {
		return "{\"document\":\"%s\",\"progress\":\"/p\",\"percentage\":%s,\"device\":\"K\",\"metadata\":{\"title\":\"%s\"}}"
			.formatted(document, percentage, title);
	}

	private MvcTestResult pair(ReaderId who, String document, EntryId entry) {
		return this.mvc.post()
			.uri("/account/devices/books")
			.param("document", document)
			.param("entry", entry.value().toString())
			.with(SignedIn.as(who))
			.with(csrf())
			.exchange();
	}

	private MvcTestResult put(Access access, String body) {
		return send(HttpMethod.PUT, "/syncs/progress", access, body);
	}

	private MvcTestResult get(Access access, String document) {
		return send(HttpMethod.GET, "/syncs/progress/" + document, access, null);
	}

	private MvcTestResult send(HttpMethod method, String path, Access access, String body) {
		var request = this.mvc.method(method)
			.uri(URI.create("/sync/koreader" + path))
			.header("x-auth-user", access.login())
			.header("x-auth-key", access.key())
			.header("Accept", "application/vnd.koreader.v1+json");
		return ((body != null) ? request.header("Content-Type", "application/json").content(body) : request).exchange();
	}

	private BookId bookOf(EntryId entry) {
		return new BookId(this.jdbc.sql("SELECT book_id FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(UUID.class)
			.single());
	}

	private void change(String sql) {
		this.jdbc.sql(sql).param(this.reader.value()).update();
	}

	private void lock(String sql) {
		this.jdbc.sql(sql).param(this.reader.value()).query().listOfRows();
	}

	private static void assertAnswer(MvcTestResult answer, int status, String body) {
		assertThat(answer).hasStatus(status)
			.hasHeader("Content-Type", "application/json")
			.doesNotContainHeader("Set-Cookie")
			.bodyText()
			.isEqualTo(body);
	}

	private void awaitPage(EntryId entry, int page) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> assertThat(this.jdbc.sql("SELECT current_page FROM user_tbr_list WHERE tbr_id = ?")
				.param(entry.value())
				.query(Integer.class)
				.single()).isEqualTo(page));
	}

	private Map<String, Long> sessionsOf(EntryId entry) {
		return this.jdbc.sql("""
				SELECT pages_read::integer || ' pages' || CASE WHEN pages_estimated THEN ', estimated' ELSE '' END
				FROM reading_sessions WHERE tbr_id = ?""")
			.param(entry.value())
			.query(String.class)
			.stream()
			.collect(java.util.stream.Collectors.groupingBy(text -> text, java.util.stream.Collectors.counting()));
	}

	private record Access(String login, String key) {
	}

}
