package pl.chronobook.forecast.web;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.EnableScenarios;
import org.springframework.modulith.test.Scenario;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.Redirected;
import pl.chronobook.SignedIn;
import pl.chronobook.StatementCounter;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@WebTest
@EnableScenarios
class DashboardTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	@BeforeEach
	void someReader() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void landingPageExplainsTheProductToAVisitor() {
		assertThat(this.mvc.get().uri("/")).hasStatusOk().bodyText().contains("Załóż konto");
	}

	@Test
	void dashboardOfAnEmptyListAsksForTheBookBeingRead() {
		assertThat(dashboard()).hasStatusOk()
			.bodyText()
			.contains("Co czytasz?", "Jesteś na stronie", "Ile stron tygodniowo czytasz?")
			.doesNotContain("tbr-finish");
	}

	@Test
	void firstBookWithItsPageAndAPaceGivesADateWithItsRange() {
		assertThat(begin("Lalka", "Prus", "680", "120", "150")).hasRedirectedUrl("/");
		assertThat(dashboard()).bodyText()
			.containsPattern("id=\"tbr-finish\" datetime=\"2027-04-\\d\\d\"")
			.contains("id=\"tbr-finish-early\"", "id=\"tbr-finish-late\"", "To założenie: 150 stron tygodniowo")
			.containsPattern("id=\"now-page\"[^>]* value=\"120\"");
		assertThat(everyEntry()).containsExactly("Lalka/Prus READING 120/680");
		assertThat(this.mvc.get().uri("/forecast/first-book").with(SignedIn.as(this.reader))).hasRedirectedUrl("/");
	}

	@Test
	void invalidFirstBookIsRefusedAtItsFieldsAndStays() {
		MvcTestResult refused = begin(" ", "x".repeat(301), "dużo", "-1", "5001");
		assertThat(Redirected.follow(this.mvc, refused, this.reader)).bodyText()
			.contains("Wpisz tytuł książki.", "Autor zmieści się w 300 znakach.", "Podaj liczbę stron od 1 do 20 000.",
					"Podaj stronę od 0 do 20000.", "Podaj liczbę od 1 do 5000.", "value=\"dużo\"", "value=\"-1\"",
					"value=\"5001\"");
		MvcTestResult beyond = begin("Lalka", "", "680", "681", "150");
		assertThat(Redirected.follow(this.mvc, beyond, this.reader)).bodyText()
			.contains("Podaj stronę od 0 do 680.", "value=\"Lalka\"", "value=\"681\"")
			.containsOnlyOnce("class=\"field-error\"");
		assertThat(everyEntry()).isEmpty();
	}

	@Test
	void firstBookSentTwiceAtOnceIsOneBook() throws Exception {
		CyclicBarrier together = new CyclicBarrier(2);
		Callable<MvcTestResult> press = () -> {
			together.await();
			return begin("Lalka", "", "680", "120", "150");
		};
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			for (Future<MvcTestResult> answer : threads.invokeAll(List.of(press, press))) {
				assertThat(answer.get()).hasRedirectedUrl("/");
			}
		}
		assertThat(everyEntry()).containsExactly("Lalka/Autor nieznany READING 120/680");
	}

	@Test
	void readerWithAHistoryIsNotAskedForThePaceAndMayBeginABookAgain() {
		String title = "Dziennik " + UUID.randomUUID();
		finished(title, 300, "2027-01-10");
		assertThat(dashboard()).bodyText().contains("Co czytasz?").doesNotContain("Ile stron tygodniowo czytasz?");
		assertThat(begin(title.toUpperCase(Locale.ROOT), "bolesław prus", "310", "0", "")).hasRedirectedUrl("/");
		assertThat(everyEntry()).containsExactly(title + "/Bolesław Prus READING 0/310");
		assertThat(dashboard()).bodyText().contains("Na podstawie 1 przeczytanej książki", "id=\"tbr-finish\"");
	}

	@Test
	void readerWithoutAHistoryIsAskedForAnAssumedPace() {
		onList("Lalka", 700);
		assertThat(dashboard()).bodyText().contains("Ile stron tygodniowo czytasz?").doesNotContain("tbr-finish");
		assertThat(assume("100")).hasStatus3xxRedirection();
		assertThat(dashboard()).bodyText()
			.contains("data-stage=\"SIMPLE\"")
			.contains("To założenie: 100 stron tygodniowo")
			.containsPattern("id=\"tbr-finish\" datetime=\"2027-\\d\\d-\\d\\d\"");
		String first = finish(dashboard());
		assume("400");
		assertThat(finish(dashboard())).isLessThan(first);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-5", "5001", "sto", "1e3" })
	void anAssumptionOutOfRangeIsRefusedAndStaysInTheField(String typed) {
		onList("Lalka", 700);
		MvcTestResult refused = assume(typed);
		assertThat(refused).hasRedirectedUrl("/");
		assertThat(Redirected.follow(this.mvc, refused, this.reader)).bodyText()
			.contains("Podaj liczbę od 1 do 5000")
			.contains("value=\"%s\"".formatted(typed));
		assertThat(dashboard()).bodyText().doesNotContain("tbr-finish");
	}

	@Test
	void refusedChangeOfTheAssumptionIsShownInItsOpenForm() {
		onList("Lalka", 700);
		assume("100");
		assertThat(dashboard()).bodyText().doesNotContain("<details open");
		assertThat(Redirected.follow(this.mvc, assume("sto"), this.reader)).bodyText()
			.contains("<details open", "value=\"sto\"", "To założenie: 100 stron tygodniowo");
		assertThat(get("/forecast/assumption")).hasRedirectedUrl("/");
	}

	@Test
	void onlyTheBeginningOfALongRefusedAssumptionIsShownAgain() {
		onList("Lalka", 700);
		assume("100");
		assertThat(Redirected.follow(this.mvc, assume("1".repeat(100_000)), this.reader)).bodyText()
			.contains("value=\"" + "1".repeat(40) + "&hellip;\"")
			.doesNotContain("1".repeat(41));
		assume("200" + " ".repeat(100) + "x");
		assertThat(dashboard()).bodyText().contains("To założenie: 100 stron tygodniowo");
		assume(" ".repeat(100) + "200" + " ".repeat(100));
		assertThat(dashboard()).bodyText().contains("To założenie: 200 stron tygodniowo");
	}

	@Test
	void finishedBooksGiveAForecastOfTheSimpleStage() {
		finished("Ferdydurke", 300, "2027-01-10");
		finished("Kosmos", 200, "2027-02-01");
		onList("Lalka", 700);
		assertThat(dashboard()).bodyText()
			.contains("data-stage=\"SIMPLE\"")
			.contains("Na podstawie 2 przeczytanych książek");
	}

	@Test
	void firstSessionSwitchesToThePaceStage() {
		finished("Ferdydurke", 300, "2027-01-10");
		EntryId entry = onList("Lalka", 700);
		session(entry, Instant.parse("2027-03-14T08:00:00Z"), 40, 30);
		assertThat(dashboard()).bodyText()
			.contains("data-stage=\"PACE\"")
			.contains("Liczymy z Twojego tempa i z tego, jak często czytasz.")
			.contains("Na podstawie 1 sesji");
	}

	@Test
	void onlyRemainingPagesCount() {
		finished("Ferdydurke", 300, "2027-01-10");
		EntryId entry = onList("Lalka", 700);
		String whole = finish(dashboard());
		this.mvc.post()
			.uri("/reading-list/%s/progress".formatted(entry.value()))
			.param("version", "0")
			.param("page", "690")
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.assertThat()
			.hasStatus3xxRedirection();
		assertThat(finish(dashboard())).isLessThan(whole);
	}

	@Test
	void listAndBookPageShowTheFinishDateOfEachBook() {
		finished("Ferdydurke", 300, "2027-01-10");
		EntryId lalka = onList("Lalka", 700);
		EntryId unknown = new EntryId(UUID.randomUUID());
		String address = "/forecast/dates?entry=" + lalka.value();
		assertThat(get("/reading-list")).bodyText()
			.contains("data-dates=\"/forecast/dates\"", "id=\"finish-day-" + lalka.value());
		assertThat(get(address + "&entry=" + unknown.value())).hasStatusOk()
			.bodyText()
			.contains("id=\"finish-day-" + lalka.value())
			.containsOnlyOnce("<time")
			.containsPattern("datetime=\"2027-\\d\\d-\\d\\d\"");
		assertThat(get("/reading-list/" + lalka.value())).bodyText().contains("/forecast/date?entry=" + lalka.value());
		assertThat(get("/forecast/date?entry=" + lalka.value())).bodyText()
			.contains("Skończysz ją najpewniej", "w przedziale");
		assertThat(get("/forecast/date?entry=" + unknown.value())).hasStatusOk().bodyText().doesNotContain("Skończysz");
	}

	private MvcTestResult get(String address) {
		return this.mvc.get().uri(address).with(SignedIn.as(this.reader)).exchange();
	}

	@Test
	void theDateIsExplainedFromPagesAndPaceToTheRange() {
		assertThat(get("/forecast/why")).hasStatusOk().bodyText().contains("Najpierw potrzebna jest prognoza");
		EntryId entry = onList("Lalka", 700);
		for (int day = 1; day <= 10; day++) {
			session(entry, Instant.parse("2027-03-%02dT08:00:00Z".formatted(day)), 60, 40);
		}
		assertThat(dashboard()).bodyText().contains("/forecast/why");
		assertThat(get("/forecast/why")).bodyText()
			.contains("Zostało 700 stron", "To 1 książka", "strony dziennie", "40 str. na godzinę")
			.contains("Z książką w 7 dniach z ostatnich 56")
			.containsPattern("class=\"why-week\"[^>]* height=\"100.0\"")
			.contains("W 8 przypadkach na 10 koniec listy wypadnie między");
	}

	@Test
	void bookWithoutALengthIsMarkedAsNotCounted() {
		finished("Ferdydurke", 300, "2027-01-10");
		onList("Rękopis", null);
		onList("Lalka", 700);
		assertThat(dashboard()).bodyText()
			.contains("1 książka nie ma liczby stron")
			.contains("podaj liczbę stron")
			.containsOnlyOnce("class=\"book-finish");
	}

	@Test
	void listWithoutKnownLengthsHasNoFinishDate() {
		finished("Ferdydurke", 300, "2027-01-10");
		onList("Rękopis", null);
		assertThat(dashboard()).bodyText().contains("Ile stron mają Twoje książki?").doesNotContain("tbr-finish");
	}

	@Test
	void tinyPaceShowsNoFinishDate() {
		onList("Cała półka", 20_000);
		assume("1");
		assertThat(dashboard()).bodyText()
			.contains("nie skończysz przez dwadzieścia lat")
			.doesNotContain("tbr-finish\"");
	}

	@Test
	void aForecastIsComputedOnceForTheSameFacts() {
		finished("Ferdydurke", 300, "2027-01-10");
		onList("Lalka", 700);
		dashboard();
		dashboard();
		assertThat(snapshots()).isOne();
		assertThat(this.jdbc.sql("SELECT xmin::text FROM forecast_snapshots WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.list()).isEqualTo(afterAnotherVisit());
	}

	@Test
	void aChangeRecomputesTheForecastWithoutAVisit(Scenario scenario) {
		EntryId entry = onList("Lalka", 700);
		onList("Solaris", 300);
		scenario
			.stimulate(() -> this.mvc.post()
				.uri("/reading-list/%s/finish".formatted(entry.value()))
				.param("version", "0")
				.with(SignedIn.as(this.reader))
				.with(csrf())
				.exchange())
			.andWaitAtMost(Duration.ofMinutes(2))
			.andWaitForStateChange(this::snapshots, count -> count > 0)
			.andVerify(count -> assertThat(count).isPositive());
	}

	@Test
	void theNumberOfQueriesDoesNotGrowWithTheList() {
		finished("Ferdydurke", 300, "2027-01-10");
		session(onList("Tom 0", 100), Instant.parse("2027-03-08T08:00:00Z"), 60, 40);
		assertThat(dashboard()).bodyText().contains("id=\"week\"");
		int few = this.statements.count(this::dashboard);
		for (int i = 1; i < 50; i++) {
			session(onList("Tom " + i, 100), Instant.parse("2027-03-09T00:00:00Z").plus(i, ChronoUnit.HOURS), 30, 20);
		}
		dashboard();
		assertThat(this.statements.count(this::dashboard)).isLessThanOrEqualTo(few);
	}

	@Test
	void weekBeginsOnTheMondayOfTheReadersOwnDays() {
		EntryId entry = onList("Lalka", 700);
		for (int day = 1; day <= 60; day++) {
			session(entry, Instant.parse("2027-03-14T19:00:00Z").minus(day, ChronoUnit.DAYS), 30, 20);
		}
		assertThat(dashboard()).bodyText().containsPattern("W tym tygodniu 120 ze zwykłych 1[34]\\d stron\\.");
		session(entry, Instant.parse("2027-03-07T22:59:00Z"), 5, 6);
		session(entry, Instant.parse("2027-03-07T23:01:00Z"), 5, 3);
		assertThat(dashboard()).bodyText().contains("W tym tygodniu 123 ze zwykłych ");
		session(entry, Instant.parse("2027-03-14T08:00:00Z"), 60, 99);
		assertThat(dashboard()).bodyText().containsPattern("W tym tygodniu 222 strony, więcej niż zwykłe 1\\d\\d\\.");
		this.jdbc.sql("UPDATE users SET time_zone = 'Pacific/Kiritimati' WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		assertThat(dashboard()).bodyText().containsPattern("W tym tygodniu jeszcze nic, zwykle \\d+ stron");
	}

	@Test
	void weekIsNotShownWithoutSessions() {
		onList("Lalka", 700);
		assume("100");
		assertThat(dashboard()).bodyText().contains("id=\"tbr-finish\"").doesNotContain("id=\"week\"");
		finished("Ferdydurke", 300, "2027-03-10");
		assertThat(dashboard()).bodyText().contains("id=\"tbr-finish\"").doesNotContain("id=\"week\"");
	}

	@Test
	void theDashboardSaysWhyTheDateMovedSinceAnEarlierDay() {
		finished("Ferdydurke", 300, "2027-01-10");
		onList("Lalka", 680);
		dashboard();
		assertThat(dashboard()).bodyText().doesNotContain("id=\"moved\"");
		this.jdbc.sql("UPDATE forecast_visits SET day = day - 1, books = '[]', finish = finish - 30 WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		assertThat(dashboard()).bodyText().contains("Od wczoraj", "30 dni później", "Książki dodane (1)");
	}

	private Object afterAnotherVisit() {
		dashboard();
		return this.jdbc.sql("SELECT xmin::text FROM forecast_snapshots WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.list();
	}

	private MvcTestResult dashboard() {
		return this.mvc.get().uri("/").with(SignedIn.as(this.reader)).exchange();
	}

	private MvcTestResult assume(String pagesPerWeek) {
		return this.mvc.post()
			.uri("/forecast/assumption")
			.param("pagesPerWeek", pagesPerWeek)
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange();
	}

	private MvcTestResult begin(String title, String author, String pages, String page, String pagesPerWeek) {
		return SignedIn.post(this.mvc, this.reader, "/forecast/first-book", "title", title, "author", author, "pages",
				pages, "page", page, "pagesPerWeek", pagesPerWeek);
	}

	private List<String> everyEntry() {
		return this.jdbc.sql("""
				SELECT concat(title, '/', author, ' ', status, ' ', current_page, '/', entry.page_count)
				FROM user_tbr_list entry JOIN books USING (book_id) WHERE user_id = ?""")
			.param(this.reader.value())
			.query(String.class)
			.list();
	}

	private static String finish(MvcTestResult page) {
		String body = new String(page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
		return body.replaceAll("(?s).*id=\"tbr-finish\" datetime=\"([0-9-]+)\".*", "$1");
	}

	private EntryId onList(String title, Integer pages) {
		return TestBooks.onList(this.jdbc, this.reader, title, pages);
	}

	private void finished(String title, int pages, String on) {
		EntryId entry = onList(title, pages);
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'FINISHED', current_page = page_count WHERE tbr_id = ?")
			.param(entry.value())
			.update();
		this.jdbc.sql("INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, ?::date)")
			.params(entry.value(), this.reader.value(), on)
			.update();
	}

	private void session(EntryId entry, Instant start, int minutes, int pages) {
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				VALUES (?, ?, ?, ?, ?)""")
			.params(entry.value(), this.reader.value(), Timestamp.from(start),
					Timestamp.from(start.plus(Duration.ofMinutes(minutes))), pages)
			.update();
	}

	private int snapshots() {
		return this.jdbc.sql("SELECT count(*) FROM forecast_snapshots WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single();
	}

}
