package pl.chronobook.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.forecast.plan.Goal;
import pl.chronobook.forecast.plan.Goal.Unit;
import pl.chronobook.forecast.plan.Plan;
import pl.chronobook.forecast.plan.PlannedPeriod;
import pl.chronobook.forecast.plan.PlannedPeriod.Amount;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.notification.domain.NotificationSettings;
import pl.chronobook.notification.domain.Preferences;
import pl.chronobook.notification.domain.QuietHours;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.domain.ReadingList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Exports and imports a reader's data besides the history.
 */
@TransferTest
class BelongingsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final PlannedPeriod HOLIDAY = new PlannedPeriod(UUID.randomUUID(), LocalDate.of(2030, 7, 1),
			LocalDate.of(2030, 7, 14), Amount.NONE, "Góry");

	private static final PlannedPeriod EASTER = new PlannedPeriod(UUID.randomUUID(), LocalDate.of(2030, 4, 20),
			LocalDate.of(2030, 4, 23), Amount.MORE, "");

	/**
	 * The tables with rows of an account, and the file of the archive that holds them;
	 * empty if none does.
	 */
	private static final Map<String, String> TABLES = Map.ofEntries(Map.entry("user_tbr_list", "historia.csv"),
			Map.entry("reading_log", "historia.csv"), Map.entry("reading_sessions", "historia.csv"),
			Map.entry("books", "historia.csv"), Map.entry("forecast_plans", "konto.json"),
			Map.entry("planned_periods", "konto.json"), Map.entry("foretold_finishes", "konto.json"),
			Map.entry("users", "konto.json"), Map.entry("removed_sessions", ""), Map.entry("timed_sessions", ""),
			Map.entry("reading_lists", ""), Map.entry("reading_batches", ""), Map.entry("forecast_snapshots", ""),
			Map.entry("forecast_visits", ""), Map.entry("forecast_feeds", ""), Map.entry("hindsights", ""),
			Map.entry("reader_models", ""), Map.entry("training_progress", ""), Map.entry("imports", ""),
			Map.entry("length_lookups", ""), Map.entry("demo_accounts", ""), Map.entry("authenticator_apps", ""),
			Map.entry("recovery_codes", ""), Map.entry("user_entities", ""), Map.entry("known_browsers", ""),
			Map.entry("account_notices", ""), Map.entry("devices", ""), Map.entry("device_documents", ""),
			Map.entry("device_steps", ""), Map.entry("device_books", ""), Map.entry("replaced_estimates", ""),
			Map.entry("access_tokens", ""), Map.entry("idempotent_writes", ""), Map.entry("invitations", ""),
			Map.entry("provider_links", ""), Map.entry("statistics_folders", ""),
			Map.entry("notification_settings", "konto.json"), Map.entry("notification_baselines", ""),
			Map.entry("push_subscriptions", ""), Map.entry("webhooks", ""), Map.entry("notifications", ""),
			Map.entry("device_forwards", ""), Map.entry("forwarded_steps", ""), Map.entry("reading_days", ""),
			Map.entry("book_opinions", "konto.json"));

	private static final Preferences NIGHT_OWL = new Preferences(true, 30, false, true, false,
			new QuietHours(LocalTime.of(2, 0), LocalTime.of(11, 30)));

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Plans plans;

	@Autowired
	private Accounts accounts;

	@Autowired
	private Readers readers;

	@Autowired
	private NotificationSettings notifications;

	@Autowired
	private ReadingList list;

	private ReaderId reader;

	@BeforeEach
	void signUp() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void everyTableOfAReaderIsExportedOrListedAsExcluded() throws IOException {
		assertThat(this.jdbc.sql("""
				SELECT DISTINCT table_name FROM information_schema.columns
				WHERE table_schema = 'public' AND column_name IN ('user_id', 'owner_id')""").query(String.class).list())
			.as("decide whether a new table goes into the archive, and say so in docs/import.md")
			.containsExactlyInAnyOrderElementsOf(TABLES.keySet());
		String documented = java.nio.file.Files.readString(java.nio.file.Path.of("docs/import.md"));
		assertThat(TABLES.keySet()).allSatisfy(table -> assertThat(documented).contains("`" + table + "`"));
	}

	@Test
	void forecastsOfRemovedBooksAreNotImportedTwice() {
		live();
		this.jdbc.sql("DELETE FROM user_tbr_list WHERE user_id = ?").param(this.reader.value()).update();
		int before = forecasts();
		assertThat(before).isPositive();

		String preview = upload(archive());

		assertThat(get(preview)).bodyText().doesNotContain("zapamiętane prognozy");
		confirm(preview);
		assertThat(forecasts()).isEqualTo(before);
	}

	@Test
	void archiveRestoresPlansSettingsForecastsAndRemovedBooks() {
		live();
		Map<String, String> files = unzip(archive());
		assertThat(files.get("konto.json")).contains("Asia/Tokyo", "Góry", "\"pagesPerWeek\"", "\"finishes\"",
				"\"opinions\"");
		assertThat(files.get("historia.csv")).contains("ebook,true,\"klub,na wakacje\",Nowości,3");
		assertThat(files.get("historia.json")).contains("\"removedAt\":\"2", "\"tags\":[\"klub\",\"na wakacje\"]");
		assertThat(files.get("goodreads.csv")).contains("klub, na wakacje", ",ebook,");
		byte[] archive = archive();
		Plan plan = this.plans.of(this.reader);
		String forecasts = recordedForecasts();
		assertThat(forecasts).isNotEmpty();

		signUp();
		String preview = upload(archive);
		assertThat(get(preview)).bodyText()
			.contains("Ustawimy strefę czasową: Asia/Tokyo.", "Ustawimy koniec dnia na godzinę 3:00.",
					"Ustawimy zakładane tempo: 210 stron na tydzień.", "Ustawimy termin: 31 grudnia 2031.", "2 okresy",
					"zapamiętane prognozy", "Usunięte na tamtym koncie: 1 książka",
					"Ustawimy powiadomienia tak jak na tamtym koncie.");
		assertThat(this.readers.get(this.reader).zone()).isEqualTo(ZoneId.of("Europe/Warsaw"));
		assertThat(confirm(preview)).contains("Z pliku doszło też to");
		settle();
		Map<String, String> again = unzip(archive());
		assertThat(again.get("historia.csv")).isEqualTo(files.get("historia.csv"));
		assertThat(undated(again.get("historia.json"))).isEqualTo(undated(files.get("historia.json")));
		assertThat(undated(again.get("konto.json"))).isEqualTo(undated(files.get("konto.json")));
		assertThat(again.get("goodreads.csv")).isEqualTo(files.get("goodreads.csv"));
		assertThat(this.plans.of(this.reader).periods()).isEqualTo(plan.periods());
		assertThat(this.plans.of(this.reader).goal()).isEqualTo(new Goal(9_000, Unit.PAGES));
		assertThat(this.notifications.of(this.reader)).isEqualTo(NIGHT_OWL);
		assertThat(recordedForecasts()).isEqualTo(forecasts);
		assertThat(get(upload(archive))).bodyText().contains("już masz").doesNotContain("Importuj</button>");

		assertThat(post(preview + "/undo")).hasStatus3xxRedirection();
		assertThat(this.plans.of(this.reader)).satisfies(none -> {
			assertThat(none.assumedPagesPerWeek()).isNull();
			assertThat(none.deadline()).isNull();
			assertThat(none.goal()).isNull();
			assertThat(none.periods()).isEmpty();
		});
		assertThat(this.readers.get(this.reader)).extracting(Reader::zone, Reader::dayEndsAt)
			.containsExactly(ZoneId.of("Europe/Warsaw"), 0);
		assertThat(this.readers.settings(this.reader).zoneChosen()).isFalse();
		assertThat(this.notifications.of(this.reader)).isEqualTo(Preferences.DEFAULT);
		assertThat(recordedForecasts()).isEmpty();
		assertThat(rows("user_tbr_list")).isZero();
	}

	@Test
	void importNeverOverwritesTheReadersData() {
		live();
		byte[] archive = archive();
		signUp();
		chooseTimeZone("Europe/Lisbon");
		this.plans.assume(this.reader, 70);
		PlannedPeriod own = new PlannedPeriod(UUID.randomUUID(), HOLIDAY.to(), HOLIDAY.to().plusDays(2), Amount.LESS,
				"Moje");
		this.plans.add(this.reader, own);
		String preview = upload(archive);
		assertThat(get(preview)).bodyText()
			.contains("Ustawimy koniec dnia", "Ustawimy termin", "1 okres")
			.doesNotContain("strefę czasową", "zakładane tempo");
		confirm(preview);
		assertThat(this.readers.get(this.reader)).extracting(Reader::zone, Reader::dayEndsAt)
			.containsExactly(ZoneId.of("Europe/Lisbon"), 3);
		assertThat(this.plans.of(this.reader).assumedPagesPerWeek()).isEqualTo(70);
		assertThat(this.plans.of(this.reader).periods()).containsExactly(EASTER, own);

		this.plans.keepDeadline(this.reader, LocalDate.of(2032, 1, 1));
		chooseDayEnd(1);
		post(preview + "/undo");
		assertThat(this.plans.of(this.reader).deadline()).isEqualTo(LocalDate.of(2032, 1, 1));
		assertThat(this.plans.of(this.reader).periods()).containsExactly(own);
		assertThat(this.readers.get(this.reader)).extracting(Reader::zone, Reader::dayEndsAt)
			.containsExactly(ZoneId.of("Europe/Lisbon"), 1);
	}

	@Test
	void detailsOfAKnownBookAreCompletedByAnImportAndUndoneWithIt() {
		EntryId known = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.jdbc.sql("UPDATE user_tbr_list SET format = 'AUDIO' WHERE tbr_id = ?").param(known.value()).update();
		String row = HistoryFile.goodreads(1, "Lalka", "Bolesław Prus", "", 680, "", "2024/01/05", "to-read");
		String preview = upload(HistoryFile.bytes(HistoryFile.GOODREADS
				+ row.replace(",to-read,to-read (#1)", ",\"klub, to-read, owned\",to-read (#1)")));
		assertThat(get(preview)).bodyText().contains("Uzupełnimy format, etykiety lub cykl: 1 książka.");
		confirm(preview);
		assertThat(details(known)).isEqualTo("AUDIO true {klub}");
		post(preview + "/undo");
		assertThat(details(known)).isEqualTo("AUDIO false {}");
	}

	private String details(EntryId entry) {
		return this.jdbc
			.sql("SELECT concat_ws(' ', format, owned::text, tags::text) FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single();
	}

	@Test
	void archiveOfThePreviousVersionIsImported() {
		String csv = "record,title,author,isbn,status,book_pages,current_page,added,start,end,pages,completed,"
				+ "paused_seconds,from_page,to_page,note,evidence,pages_estimated\n"
				+ "book,Solaris,Lem,,finished,340,340,2026-01-02T18:00:00Z,,,,,,,,,,\n";
		confirm(upload(HistoryFile.zip(Map.of("historia.csv", HistoryFile.bytes(csv), "historia.json",
				HistoryFile.bytes("{\"format\":\"chronobook\",\"version\":1,\"books\":[]}")))));
		assertThat(rows("user_tbr_list")).isOne();
	}

	@Test
	void invalidPartIsSkippedAndALaterVersionRefused() {
		String file = """
				{"format":"chronobook-account","version":%d,"books":[null],
				 "settings":{"timeZone":"Mars/Olympus","dayEndsAt":2},
				 "plan":{"pagesPerWeek":-3},
				 "accuracy":{"finishes":[{"book":{"a":1}}]},
				 "later":{}}""";
		String preview = upload(HistoryFile.bytes(file.formatted(1)));
		assertThat(get(preview)).bodyText()
			.contains("Nie umiemy odczytać 3 części")
			.doesNotContain("Importuj</button>");
		post(preview);
		assertThat(this.plans.of(this.reader).assumedPagesPerWeek()).isNull();
		assertThat(send(HistoryFile.bytes(file.formatted(2)))).hasStatus(422).bodyText().contains("nowszy ChronoBook");
	}

	@ParameterizedTest
	@CsvSource({ "goalBooks, 24, BOOKS, 24 książki", "goalPages, 9000, PAGES, 9\u00a0000 stron" })
	void archivedGoalIsTakenByAReaderWithoutOne(String name, int amount, Unit unit, String words) {
		byte[] file = HistoryFile.bytes("""
				{"format":"chronobook-account","version":1,"books":[],"plan":{"%s":%d}}""".formatted(name, amount));
		Goal own = new Goal(7, Unit.BOOKS);
		this.plans.keepGoal(this.reader, own);
		assertThat(get(upload(file))).bodyText().doesNotContain("Ustawimy cel");
		this.plans.dropGoal(this.reader);
		String preview = upload(file);
		assertThat(get(preview)).bodyText().contains("Ustawimy cel: %s w roku.".formatted(words));
		confirm(preview);
		assertThat(this.plans.of(this.reader).goal()).isEqualTo(new Goal(amount, unit));
		post(preview + "/undo");
		assertThat(this.plans.of(this.reader).goal()).isNull();
	}

	@Test
	void archivedPlanWithTwoGoalsIsSkipped() {
		assertThat(get(upload(HistoryFile.bytes("""
				{"format":"chronobook-account","version":1,"books":[],"plan":{"goalBooks":24,"goalPages":9000}}"""))))
			.bodyText()
			.contains("Nie umiemy odczytać");
	}

	@Test
	void concurrentUndosUndoOnce() throws Exception {
		String preview = upload(HistoryFile.bytes(HistoryFile.sessions(2_000, 20)));
		confirm(preview);
		Callable<MvcTestResult> undo = () -> post(preview + "/undo");
		try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
			for (Future<MvcTestResult> answer : executor.invokeAll(List.of(undo, undo, undo, undo))) {
				assertThat(answer.get()).hasStatus3xxRedirection();
			}
		}
		assertThat(rows("user_tbr_list")).isZero();
		assertThat(rows("reading_sessions")).isZero();
	}

	@Test
	void interruptedImportIsResumed() {
		String preview = upload(HistoryFile.bytes(HistoryFile.sessions(100, 5)));
		this.jdbc.sql("UPDATE imports SET state = 'CONFIRMED' WHERE user_id = ?").param(this.reader.value()).update();
		assertThat(result(preview)).contains("Historia wczytana");
		assertThat(rows("reading_sessions")).isEqualTo(100);
	}

	@Test
	void importFailsAfterKillingItsProcessRepeatedly() {
		String preview = upload(HistoryFile.bytes(HistoryFile.sessions(100, 5)));
		this.jdbc.sql("UPDATE imports SET state = 'CONFIRMED', attempts = 3 WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		assertThat(result(preview)).contains("Nie udało się");
		assertThat(rows("reading_sessions")).isZero();
		assertThat(confirm(preview)).contains("Historia wczytana");
		assertThat(rows("reading_sessions")).isEqualTo(100);
	}

	@Test
	void previewReflectsTheChoices() {
		String preview = upload(HistoryFile.bytes(HistoryFile.KINDLE + """
				B001,2024-05-01T20:00:00Z,2024-05-01T21:00:00Z,Lalka,1800000,www.amazon.com
				B001,2024-05-02T01:00:00Z,2024-05-02T21:00:00Z,Lalka,72000000,www.amazon.com
				"""));
		assertThat(get(preview)).bodyText()
			.contains("<td id=\"fresh-sessions\">1</td>", "id=\"odd-skip\" name=\"odd\" value=\"skip\" checked",
					"Przelicz</button>");
		assertThat(
				this.mvc.get().uri(preview + "?odd=keep").header("HX-Request", "true").with(SignedIn.as(this.reader)))
			.hasStatusOk()
			.bodyText()
			.contains("<td id=\"fresh-sessions\">2</td>", "id=\"odd-keep\" name=\"odd\" value=\"keep\" checked")
			.doesNotContain("<html", "Podgląd importu");
		assertThat(post(preview + "/choices?odd=keep")).redirectedUrl().isEqualTo(preview + "?odd=keep");
		confirm(preview + "?odd=keep");
		assertThat(rows("reading_sessions")).isEqualTo(2);
	}

	private void chooseTimeZone(String zone) {
		ReaderSettings present = this.accounts.settings(this.reader);
		this.accounts.change(this.reader,
				new ReaderSettings(ZoneId.of(zone), true, present.dayEndsAt(), present.dayEndChosen()));
	}

	private void chooseDayEnd(int hours) {
		ReaderSettings present = this.accounts.settings(this.reader);
		this.accounts.change(this.reader, new ReaderSettings(present.zone(), present.zoneChosen(), hours, true));
	}

	/** A large history, plans, settings and a book that was removed. */
	private void live() {
		confirm(upload(HistoryFile.zip(Map.of("a.csv", HistoryFile.bytes(HistoryFile.goodreads(2_000)), "b",
				HistoryFile.koReader(20_000), "c.csv", HistoryFile.bytes(lastYear())))));
		chooseTimeZone("Asia/Tokyo");
		chooseDayEnd(3);
		this.plans.assume(this.reader, 210);
		this.plans.keepDeadline(this.reader, LocalDate.of(2031, 12, 31));
		this.plans.keepGoal(this.reader, new Goal(9_000, Unit.PAGES));
		this.notifications.choose(this.reader, NIGHT_OWL);
		this.plans.add(this.reader, HOLIDAY);
		this.plans.add(this.reader, EASTER);
		this.jdbc.sql("""
				UPDATE user_tbr_list SET format = 'EBOOK', owned = true, tags = ARRAY['klub', 'na wakacje'],
				  series = 'Nowości', series_volume = 3
				WHERE tbr_id = (SELECT tbr_id FROM user_tbr_list WHERE user_id = ? ORDER BY position LIMIT 1)""")
			.param(this.reader.value())
			.update();
		settle();
		this.list.remove(this.reader,
				new EntryId(this.jdbc.sql("""
						SELECT tbr_id FROM foretold_finishes WHERE user_id = ? ORDER BY late LIMIT 1""")
					.param(this.reader.value())
					.query(UUID.class)
					.single()));
		settle();
	}

	/** A book each month until two days ago, because a forecast needs recent reading. */
	private static String lastYear() {
		StringBuilder csv = new StringBuilder(HistoryFile.GOODREADS);
		LocalDate last = LocalDate.now(ZoneId.of("Asia/Tokyo")).minusDays(2);
		for (int i = 0; i < 12; i++) {
			String read = last.minusMonths(i).toString();
			csv.append(HistoryFile.goodreads(9_000_000 + i, "Nowość " + i, "Ewa Nowa", "", 300, read, read, "read"));
		}
		return csv.toString();
	}

	/** Waits until all events have been delivered. */
	private void settle() {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.jdbc
				.sql("SELECT count(*) FROM event_publication WHERE completion_date IS NULL AND serialized_event LIKE ?")
				.param("%" + this.reader.value() + "%")
				.query(Integer.class)
				.single() == 0);
	}

	private String recordedForecasts() {
		return String.join("\n", new TreeSet<>(this.jdbc.sql("""
				SELECT (to_jsonb(f) - 'user_id' - 'tbr_id' - 'ahead')::text || cardinality(ahead)
				FROM foretold_finishes f WHERE user_id = ?""").param(this.reader.value()).query(String.class).list()));
	}

	private int forecasts() {
		return this.jdbc.sql("SELECT count(*) FROM foretold_finishes WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single();
	}

	private static String undated(String json) {
		return json.replaceFirst("\"exportedAt\" ?: ?\"[^\"]*\"", "");
	}

	private byte[] archive() {
		return get("/transfer/export.zip").getResponse().getContentAsByteArray();
	}

	private static Map<String, String> unzip(byte[] archive) {
		Map<String, String> files = new HashMap<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
			for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

	private MvcTestResult get(String uri) {
		return this.mvc.get().uri(uri).with(SignedIn.as(this.reader)).exchange();
	}

	private MvcTestResult post(String uri) {
		return this.mvc.post().uri(uri).with(csrf()).with(SignedIn.as(this.reader)).exchange();
	}

	private MvcTestResult send(byte[] content) {
		return this.mvc.post()
			.uri("/import")
			.multipart()
			.file(new MockMultipartFile("file", "plik", "application/octet-stream", content))
			.with(csrf())
			.with(SignedIn.as(this.reader))
			.exchange();
	}

	private String upload(byte[] content) {
		MvcTestResult result = send(content);
		assertThat(result).as(() -> new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8))
			.hasStatus3xxRedirection();
		return String.valueOf(result.getResponse().getRedirectedUrl());
	}

	private String confirm(String preview) {
		assertThat(post(preview)).hasStatus3xxRedirection();
		return result(preview);
	}

	private String result(String preview) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> get(preview).getResponse().getContentAsString(StandardCharsets.UTF_8),
					page -> !page.contains("Wczytujemy Twoją"));
	}

	private int rows(String table) {
		return this.jdbc.sql("SELECT count(*) FROM %s WHERE user_id = ?".formatted(table))
			.param(this.reader.value())
			.query(Integer.class)
			.single();
	}

}
