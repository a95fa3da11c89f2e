package pl.chronobook.forecast.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
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

/**
 * What-if questions, the deadline, holidays and the cost of a book. Today is 14 March
 * 2027, a Sunday.
 */
@WebTest
class PlanningTests {

	private static final LocalDate TODAY = LocalDate.of(2027, 3, 14);

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	private EntryId lalka;

	private EntryId solaris;

	@BeforeEach
	void somebodyWhoReadsHalfAnHourEveryEvening() {
		this.reader = TestReaders.create(this.jdbc);
		this.lalka = onList("Lalka", 700);
		this.solaris = onList("Solaris", 300);
		for (int day = 1; day <= 60; day++) {
			Instant start = Instant.parse("2027-03-14T19:00:00Z").minus(day, ChronoUnit.DAYS);
			this.jdbc.sql("""
					INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
					VALUES (?, ?, ?::timestamptz, ?::timestamptz, 20)""")
				.params(this.lalka.value(), this.reader.value(), start.toString(),
						start.plus(30, ChronoUnit.MINUTES).toString())
				.update();
		}
	}

	@Test
	void moreMinutesADayBringTheDateNearerAndSayHowManyPagesTheyAre() {
		MvcTestResult more = whatIf("minutes=30");
		assertThat(day(more, "what-if-finish")).isBefore(day(whatIf(""), "what-if-finish"));
		assertThat(more).bodyText()
			.contains("dni wcześniej")
			.contains("30 minut dziennie to w Twoim tempie (40 str. na godzinę) około 20 stron więcej");
	}

	@Test
	void questionWithoutAChangeAnswersTheForecast() {
		assertThat(day(whatIf(""), "what-if-finish")).isEqualTo(day(get("/"), "tbr-finish"));
		assertThat(whatIf("")).bodyText().contains("tego samego dnia");
	}

	@Test
	void droppedBookLeavesTheForecastAndAnAddedOneJoinsIt() {
		LocalDate usual = day(whatIf(""), "what-if-finish");
		assertThat(day(whatIf("drop=" + this.lalka.value()), "what-if-finish")).isBefore(usual);
		assertThat(day(whatIf("add=400"), "what-if-finish")).isAfter(usual);
		assertThat(day(whatIf("drop=%s&add=700".formatted(this.lalka.value())), "what-if-finish")).isEqualTo(usual);
	}

	@Test
	void newOrderMovesTheBooksButNotTheFinish() {
		MvcTestResult moved = whatIf("move=%s:1".formatted(this.solaris.value()));
		assertThat(day(moved, "what-if-finish")).isEqualTo(day(whatIf(""), "what-if-finish"));
		assertThat(moved).bodyText()
			.containsSubsequence("what-if-title serif\">Solaris", "what-if-title serif\">Lalka");
		assertThat(whatIf("")).bodyText()
			.containsSubsequence("what-if-title serif\">Lalka", "what-if-title serif\">Solaris");
	}

	@Test
	void aHolidayDelaysTheDateByItsDaysAndMoreReadingOnItAdvancesIt() {
		LocalDate usual = day(whatIf(""), "what-if-finish");
		LocalDate later = day(whatIf("from=2027-03-20&to=2027-03-29&reading=NONE"), "what-if-finish");
		assertThat(ChronoUnit.DAYS.between(usual, later)).isBetween(9L, 11L);
		assertThat(day(whatIf("from=2027-03-20&to=2027-03-29&reading=MORE"), "what-if-finish")).isBefore(usual);
	}

	@Test
	void whatIfQuestionIsNotStored() {
		String before = everything();
		whatIf("minutes=30&add=400&from=2027-03-20&to=2027-03-29&drop=" + this.lalka.value());
		assertThat(everything()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			minutes=sto                    | Podaj liczbę minut od 0 do 180.
			minutes=181                    | Podaj liczbę minut od 0 do 180.
			minutes=-5                     | Podaj liczbę minut od 0 do 180.
			add=0                          | Podaj liczbę stron od 1 do 20
			add=99999                      | Podaj liczbę stron od 1 do 20
			from=2027-03-20                | Podaj pierwszy i ostatni dzień
			from=2027-03-20&to=2027-03-10  | Ostatni dzień nie może być
			from=jutro&to=2027-03-10       | To nie jest data
			""")
	void invalidInputIsRefusedBesideItsFieldAndKept(String question, String problem) {
		String typed = question.replaceAll("^.*?=|&.*$", "");
		assertThat(whatIf(question)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(problem)
			.contains("value=\"%s\"".formatted(typed));
		assertThat(live(question)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(problem, "what-if-refused")
			.doesNotContain("what-if-finish");
	}

	@Test
	void invalidQueryParametersAreIgnored() {
		assertThat(whatIf("move=x&move=%s:0&drop=y&drop=%s".formatted(UUID.randomUUID(), UUID.randomUUID())))
			.hasStatusOk()
			.bodyText()
			.contains("tego samego dnia");
	}

	@Test
	void sliderLoadsOnlyTheAnswerAndUpdatesTheAddress() {
		assertThat(live("minutes=30&move=%s:1".formatted(this.solaris.value()))).hasStatusOk()
			.hasHeader("HX-Replace-Url", "/forecast/what-if?minutes=30&move=%s:1".formatted(this.solaris.value()))
			.bodyText()
			.contains("what-if-finish")
			.contains("hx-swap-oob")
			.doesNotContain("<html");
	}

	@Test
	void draggingTheSliderLoadsTheHistoryOnlyOnce() {
		live("minutes=5");
		int few = this.statements.count(() -> live("minutes=10"));
		assertThat(few).isLessThanOrEqualTo(8);
		for (int i = 0; i < 40; i++) {
			onList("Tom " + i, 100);
		}
		live("minutes=5");
		assertThat(this.statements.count(() -> live("minutes=15"))).isEqualTo(few);
	}

	@Test
	void bookCostsTheDaysItTakes() {
		assertThat(get("/forecast/cost?pages=400")).hasStatusOk()
			.bodyText()
			.contains("Jeszcze 400 stron")
			.containsPattern("(1[6-9]|2[0-3]) dni")
			.contains("O tyle później skończysz całą listę");
		assertThat(get("/forecast/cost?pages=sto")).hasStatusOk()
			.bodyText()
			.contains("Nie wiadomo, ile ta książka ma stron");
	}

	@Test
	void deadlineShowsItsChanceAndTheRequiredEffort() {
		assertThat(get("/forecast/deadline?by=2027-12-31")).hasStatusOk()
			.bodyText()
			.contains("data-percent=\"100\"", "Prawie na pewno zdążysz");
		assertThat(get("/forecast/deadline?by=2027-03-23")).hasStatusOk()
			.bodyText()
			.contains("data-percent=\"0\"")
			.contains("id=\"pages-per-weekday\">100 stron<", "czyli około 2,5 godz.")
			.containsPattern("Teraz to około (19|20|21) stron")
			.containsPattern("1.000 stron na 10 dni");
	}

	@Test
	void effortOfMoreThanADayIsCalledImpossible() {
		assertThat(get("/forecast/deadline?by=2027-03-14")).hasStatusOk()
			.bodyText()
			.contains("czyli więcej, niż zmieści dzień");
	}

	@Test
	void daysOffDoNotCountForADeadline() {
		add(UUID.randomUUID(), "2027-03-15", "2027-03-19", "NONE", "");
		assertThat(get("/forecast/deadline?by=2027-03-23")).hasStatusOk()
			.bodyText()
			.contains("200 stron<")
			.contains("Pominęliśmy 5 dni, w które nie czytasz.");
	}

	@Test
	void savedDeadlineIsShownWithTheForecastUntilRemoved() {
		assertThat(post("/forecast/deadline", request -> request.param("by", "2027-04-30"))).hasStatus3xxRedirection();
		assertThat(get("/")).bodyText()
			.containsPattern("id=\"deadline-chance\" data-percent=\"\\d+\"")
			.contains("30 kwietnia");
		assertThat(get("/forecast/deadline")).bodyText().contains("Do 30 kwietnia 2027", "Usuń termin");
		post("/forecast/deadline/remove", request -> request);
		assertThat(get("/")).bodyText().doesNotContain("deadline-chance");
	}

	@Test
	void aDeadlineThatHasPassedCanBeRemoved() {
		post("/forecast/deadline", request -> request.param("by", "2027-04-30"));
		this.jdbc.sql("UPDATE forecast_plans SET deadline = '2027-03-03' WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		assertThat(get("/")).bodyText().contains("href=\"/forecast/deadline\">Termin: 3 marca 2027", "minął.");
		assertThat(get("/forecast/deadline")).hasStatusOk()
			.bodyText()
			.contains("Twój termin minął 3 marca 2027.", "Usuń termin", "Do 30 kwietnia 2027");
		post("/forecast/deadline/remove", request -> request);
		assertThat(get("/")).bodyText().doesNotContain("minął.");
	}

	@Test
	void savedDeadlineDoesNotChangeTheForecast() {
		get("/");
		String computed = snapshot();
		post("/forecast/deadline", request -> request.param("by", "2027-04-30"));
		get("/");
		assertThat(snapshot()).isEqualTo(computed);
	}

	@Test
	void theEffortForADeadlineEndsInOneFullStop() {
		assertThat(get("/forecast/deadline?by=2027-03-18")).bodyText()
			.contains("godz.")
			.doesNotContain("godz..", "godz.</span>.");
	}

	@Test
	void anUnlikelyDeadlineOffersALikelyDayAndTheBooksToLeaveOut() {
		assertThat(get("/forecast/deadline?by=2027-04-25")).bodyText()
			.containsPattern("Najbliższy prawdopodobny termin to <a href=\"/forecast/deadline\\?by=2027-0[5-9]-")
			.contains("class=\"serif\">Solaris</span>");
		assertThat(get("/forecast/deadline?by=2028-12-31")).bodyText().doesNotContain("Co zrobić zamiast tego");
	}

	@Test
	void higherGoalIsLessLikelyAndASavedGoalIsOnTheDashboard() {
		assertThat(get("/forecast/goal?amount=2&unit=BOOKS")).hasStatusOk()
			.bodyText()
			.contains("2 książki do 31 grudnia", "brakuje 2 książek")
			.containsPattern("Teraz czytasz około (19|20|21)")
			.containsPattern("id=\"goal-chance\" data-percent=\"(9\\d|100)\"")
			.doesNotContain("nie ma na liście");
		assertThat(get("/forecast/goal?amount=90")).bodyText()
			.containsPattern("id=\"goal-chance\" data-percent=\"[01]\"")
			.contains("88 z nich nie ma na liście");
		assertThat(get("/forecast/facts")).bodyText().doesNotContain("fact-goal");
		post("/forecast/goal", request -> request.param("amount", "2"));
		assertThat(get("/forecast/facts")).bodyText().contains("id=\"fact-goal\"", "2 książki: ");
		assertThat(get("/forecast/goal")).bodyText().contains("Twój cel: 2 książki w roku.");
		post("/forecast/goal/remove", request -> request);
		assertThat(get("/forecast/facts")).bodyText().doesNotContain("fact-goal");
	}

	@Test
	void goalInPagesCountsThePagesOfThisYear() {
		assertThat(get("/forecast/goal?amount=2000&unit=PAGES")).hasStatusOk()
			.bodyText()
			.contains("2\u00a0000 stron do 31 grudnia", "masz już 1\u00a0200 przeczytanych stron, brakuje 800 stron",
					"To około 3 stron dziennie, czyli 20 stron tygodniowo.", "value=\"PAGES\" selected")
			.containsPattern("id=\"goal-chance\" data-percent=\"(9\\d|100)\"")
			.doesNotContain("nie ma na liście");
		assertThat(get("/forecast/goal?amount=20000&unit=PAGES")).bodyText()
			.containsPattern("id=\"goal-chance\" data-percent=\"\\d\"")
			.containsPattern("17.800 stron z tego nie ma na liście");
		assertThat(get("/forecast/goal?amount=1200&unit=PAGES")).bodyText()
			.contains("Cel na ten rok jest osiągnięty: 1\u00a0200 stron.")
			.doesNotContain("goal-chance");
	}

	@Test
	void aReaderHasOneGoalAndItsRemovalCanBeTakenBack() {
		post("/forecast/goal", request -> request.param("amount", "2"));
		post("/forecast/goal", request -> request.param("amount", "10\u00a0000 ").param("unit", "PAGES"));
		assertThat(get("/forecast/facts")).bodyText().containsPattern("id=\"fact-goal\"[^>]*>10.000 stron: \\d+%");
		assertThat(get("/forecast/goal")).bodyText()
			.containsPattern("Twój cel: 10.000 stron w roku\\.")
			.contains("value=\"10000\"");
		MvcTestResult removed = post("/forecast/goal/remove", request -> request);
		assertThat(get("/forecast/goal")).bodyText().doesNotContain("Twój cel");
		post((String) removed.getMvcResult().getFlashMap().get("toastUndo"), request -> request);
		assertThat(get("/forecast/goal")).bodyText().containsPattern("Twój cel: 10.000 stron w roku\\.");
		post("/forecast/goal", request -> request.param("amount", "2"));
		assertThat(get("/forecast/goal")).bodyText().contains("Twój cel: 2 książki w roku.");
	}

	@ParameterizedTest
	@CsvSource({ "0, BOOKS, książek", "-1, BOOKS, książek", "1001, '', książek", "dużo, kilogramów, książek",
			"'', BOOKS, książek", "0, PAGES, stron", "100001, PAGES, stron", "2.5, PAGES, stron" })
	void impossibleGoalIsRefusedAtItsField(String typed, String unit, String counted) {
		String[] said = { "Podaj liczbę %s od 1 do".formatted(counted), "value=\"%s\"".formatted(typed),
				"aria-describedby=\"amount-error\"",
				"value=\"%s\" selected".formatted(unit.equals("PAGES") ? unit : "BOOKS") };
		assertThat(get("/forecast/goal?amount=%s&unit=%s".formatted(typed, unit)))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(said)
			.doesNotContain("goal-answer");
		assertThat(post("/forecast/goal", request -> request.param("amount", typed).param("unit", unit)))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(said);
		assertThat(get("/forecast/goal")).bodyText().doesNotContain("Twój cel");
	}

	@Test
	void theTileOfAGoalInPagesTakesAFixedNumberOfQueries() {
		post("/forecast/goal", request -> request.param("amount", "10000").param("unit", "PAGES"));
		get("/forecast/facts");
		int few = this.statements.count(() -> get("/forecast/facts"));
		for (int i = 0; i < 40; i++) {
			onList("Tom " + i, 100);
		}
		get("/forecast/facts");
		assertThat(this.statements.count(() -> get("/forecast/facts"))).isEqualTo(few).isLessThanOrEqualTo(25);
	}

	@Test
	void onlyTheNewestForecastIsKept() {
		get("/");
		add(UUID.randomUUID(), "2027-03-20", "2027-03-29", "NONE", "");
		get("/");
		assertThat(this.jdbc.sql("SELECT count(*) FROM forecast_snapshots WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single()).isOne();
	}

	@ParameterizedTest
	@CsvSource({ "2027-03-13", "wczoraj", "2060-01-01", "''" })
	void impossibleDeadlineIsRefused(String by) {
		assertThat(get("/forecast/deadline?by=" + by)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Wybierz dzień od")
			.contains("value=\"%s\"".formatted(by));
		assertThat(post("/forecast/deadline", request -> request.param("by", by)))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(get("/")).bodyText().doesNotContain("deadline-chance");
	}

	@Test
	void aPlannedHolidayMovesEveryForecastAndItsRemovalCanBeTakenBack() {
		LocalDate usual = day(get("/"), "tbr-finish");
		UUID id = UUID.randomUUID();
		add(id, "2027-03-20", "2027-03-29", "NONE", "góry <b>");
		LocalDate later = day(get("/"), "tbr-finish");
		assertThat(ChronoUnit.DAYS.between(usual, later)).isBetween(9L, 11L);
		assertThat(get("/forecast/exceptions")).bodyText().contains("20–29 marca", "góry &lt;b&gt;");
		post("/forecast/exceptions/%s".formatted(id),
				request -> request.param("from", "2027-03-20").param("to", "2027-03-24").param("reading", "LESS"));
		assertThat(day(get("/"), "tbr-finish")).isBetween(usual, later.minusDays(4));
		post("/forecast/exceptions/%s/remove".formatted(id), request -> request);
		assertThat(day(get("/"), "tbr-finish")).isEqualTo(usual);
		post("/forecast/exceptions/%s/restore".formatted(id), request -> request);
		assertThat(get("/forecast/exceptions")).bodyText().contains("20–24 marca");
	}

	@Test
	void sendingTheSameFormTwiceAddsOnePeriod() {
		UUID id = UUID.randomUUID();
		add(id, "2027-03-20", "2027-03-29", "NONE", "");
		add(id, "2027-03-20", "2027-03-29", "NONE", "");
		assertThat(periods()).isOne();
	}

	@Test
	void sendingTheSameFormManyTimesAtOnceAddsOnePeriod() throws Exception {
		UUID id = UUID.randomUUID();
		Callable<Integer> send = () -> add(id, "2027-03-20", "2027-03-29", "NONE", "").getResponse().getStatus();
		try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
			for (Future<Integer> answer : pool.invokeAll(List.of(send, send, send, send))) {
				assertThat(answer.get()).isEqualTo(HttpStatus.FOUND.value());
			}
		}
		assertThat(periods()).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2027-03-20 | ''         | NONE
			2027-03-20 | 2027-03-19 | NONE
			2027-03-20 | 2029-03-19 | NONE
			1999-03-20 | 2000-03-19 | LESS
			wczoraj    | 2027-03-19 | MORE
			""")
	void impossiblePeriodIsRefusedAndTheFormKept(String from, String to, String reading) {
		assertThat(add(UUID.randomUUID(), from, to, reading, "wyjazd")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("role=\"alert\"", "value=\"%s\"".formatted(from), "value=\"wyjazd\"",
					"value=\"%s\" selected".formatted(reading));
		assertThat(periods()).isZero();
	}

	@Test
	void aRefusedChangeKeepsThePeriodAsItWas() {
		UUID id = UUID.randomUUID();
		add(id, "2027-03-20", "2027-03-29", "NONE", "");
		String address = "/forecast/exceptions/" + id;
		MvcTestResult refused = post(address,
				request -> request.param("from", "2027-03-20").param("to", "2027-03-01").param("label", "góry"));
		assertThat(refused).hasRedirectedUrl("/forecast/exceptions");
		assertThat(Redirected.follow(this.mvc, refused, this.reader)).bodyText()
			.contains("period-problem-" + id, "20–29 marca", "value=\"2027-03-01\"", "value=\"góry\"");
		assertThat(get("/forecast/exceptions")).bodyText().contains("20–29 marca").doesNotContain("period-problem");
		assertThat(get(address)).hasRedirectedUrl("/forecast/exceptions");
		assertThat(get("/forecast/exceptions/" + UUID.randomUUID())).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void numberOfPeriodsIsLimited() {
		this.jdbc
			.sql("""
					INSERT INTO planned_periods (user_id, period_id, first_day, last_day, reading, label)
					SELECT ?, uuidv7(), DATE '2030-01-01' + n, DATE '2030-01-01' + n, 'NONE', '' FROM generate_series(1, 100) n""")
			.param(this.reader.value())
			.update();
		assertThat(add(UUID.randomUUID(), "2027-03-20", "2027-03-29", "NONE", ""))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("100");
		assertThat(periods()).isEqualTo(100);
	}

	@Test
	void pagesWithoutAForecastNameWhatIsMissing() {
		this.reader = TestReaders.create(this.jdbc);
		for (String page : List.of("/forecast/what-if", "/forecast/deadline", "/forecast/cost?pages=100")) {
			assertThat(get(page)).as(page).hasStatusOk().bodyText().contains("Najpierw potrzebna jest prognoza");
		}
		assertThat(get("/forecast/exceptions")).hasStatusOk().bodyText().contains("Nic jeszcze nie planujesz.");
	}

	private EntryId onList(String title, int pages) {
		return TestBooks.onList(this.jdbc, this.reader, title, pages);
	}

	private MvcTestResult whatIf(String question) {
		return get("/forecast/what-if?" + question);
	}

	private MvcTestResult live(String question) {
		return this.mvc.get()
			.uri("/forecast/what-if?" + question)
			.header("HX-Request", "true")
			.with(SignedIn.as(this.reader))
			.exchange();
	}

	private MvcTestResult get(String path) {
		return this.mvc.get().uri(path).with(SignedIn.as(this.reader)).exchange();
	}

	private MvcTestResult add(UUID id, String from, String to, String reading, String label) {
		return post("/forecast/exceptions",
				request -> request.param("id", id.toString())
					.param("from", from)
					.param("to", to)
					.param("reading", reading)
					.param("label", label));
	}

	private MvcTestResult post(String path, UnaryOperator<MockMvcRequestBuilder> fields) {
		return fields.apply(this.mvc.post().uri(path)).with(SignedIn.as(this.reader)).with(csrf()).exchange();
	}

	private static LocalDate day(MvcTestResult page, String id) {
		Matcher found = Pattern.compile("id=\"%s\" datetime=\"([0-9-]+)\"".formatted(id)).matcher(text(page));
		assertThat(found.find()).as(id).isTrue();
		LocalDate day = LocalDate.parse(found.group(1));
		assertThat(day).isAfterOrEqualTo(TODAY);
		return day;
	}

	private static String text(MvcTestResult page) {
		return new String(page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
	}

	private int periods() {
		return this.jdbc.sql("SELECT count(*) FROM planned_periods WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single();
	}

	private String snapshot() {
		return this.jdbc.sql("SELECT xmin::text || snapshot_id FROM forecast_snapshots WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.single();
	}

	private String everything() {
		return this.jdbc.sql("""
				SELECT concat(
				  (SELECT json_agg(e ORDER BY e.tbr_id) FROM user_tbr_list e WHERE user_id = :reader),
				  (SELECT json_agg(p ORDER BY p.period_id) FROM planned_periods p WHERE user_id = :reader),
				  (SELECT json_agg(f) FROM forecast_plans f WHERE user_id = :reader))""")
			.param("reader", this.reader.value())
			.query(String.class)
			.single();
	}

}
