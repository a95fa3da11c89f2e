package pl.chronobook.reading.web.statistics;

import java.io.UnsupportedEncodingException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class StatisticsPagesTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	private ReaderId reader;

	@BeforeEach
	void someReader() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void pageWithoutReadingExplainsItselfAndOffersOneAction() {
		TestBooks.onList(this.jdbc, this.reader, "Lalka", 700);
		assertThat(get("/statistics")).hasStatusOk()
			.bodyText()
			.contains("Tu zobaczysz, ile i kiedy czytasz.", "href=\"/sessions\"")
			.doesNotContain("<svg viewBox=\"0 0 360");
	}

	@Test
	void overviewMarksPagesOfBookDatesAsEstimatesBesideSessions() {
		EntryId lalka = TestBooks.onList(this.jdbc, this.reader, "Lalka", 700);
		session(lalka, "2027-03-07T17:00:00Z", 90, 60);
		session(lalka, "2027-03-10T17:10:00Z", 30, 20);
		finished(TestBooks.onList(this.jdbc, this.reader, "Solaris", 100), "2027-02-01", "2027-02-10");
		assertThat(get("/statistics")).hasStatusOk()
			.bodyText()
			.contains("w tym około 100 z dat książek", "2\u00a0godz.", "Najwięcej czytasz w niedziele",
					"Twoja pora na książkę: 18:00–19:00", "szacowane", "fill=\"url(#hatch)\"", "≈\u00a0",
					"href=\"/statistics/2027\"", "Tempo: 40 stron na godzinę", "1 książka w dwanaście miesięcy",
					"najdłuższa sesja")
			.doesNotContain("Znamy tylko daty");
	}

	@Test
	void statisticsOfDatesAloneAreMarkedAsEstimates() {
		finished(TestBooks.onList(this.jdbc, this.reader, "Solaris", 100), "2027-02-01", "2027-02-10");
		assertThat(get("/statistics")).hasStatusOk()
			.bodyText()
			.contains("Znamy tylko daty książek", "szacowane z dat książek", "przez około 10 dni z 365")
			.doesNotContain("Twoja pora", "Tempo książek", "dni z rzędu,", "id=\"time-title\"", "id=\"pace-title\"");
	}

	@Test
	void finishDatesAloneCountBooksWithoutInventingPages() {
		finished(TestBooks.onList(this.jdbc, this.reader, "Solaris", 100), null, "2027-02-10");
		assertThat(get("/statistics")).hasStatusOk()
			.bodyText()
			.contains("1 książka w dwanaście miesięcy", "Znamy tylko daty książek", "–",
					"za mało danych, żeby je policzyć", "Twój pierwszy rok")
			.doesNotContain("szacowane z dat", "id=\"activity\"", "Książka była z Tobą");
		assertThat(get("/statistics/2027")).hasStatusOk().bodyText().contains("Przeczytane", "alt=\"Solaris\"");
	}

	@Test
	void severalYearsWithoutPagesAreNotTheFirstOne() {
		finished(TestBooks.onList(this.jdbc, this.reader, "Solaris", 100), null, "2027-02-10");
		finished(TestBooks.onList(this.jdbc, this.reader, "Fiasko", 100), null, "2026-02-10");
		assertThat(get("/statistics")).bodyText().contains("Książki w kolejnych latach").doesNotContain("pierwszy rok");
	}

	@Test
	void anotherReadersReadingNeverAppears() {
		ReaderId other = this.reader;
		EntryId entry = TestBooks.onList(this.jdbc, other, "Pamiętnik znaleziony w cudzej szufladzie", 700);
		session(entry, "2027-03-07T17:00:00Z", 90, 60);
		finished(entry, "2027-02-01", "2027-02-10");
		this.reader = TestReaders.create(this.jdbc);
		assertThat(get("/statistics")).bodyText().contains("Tu zobaczysz").doesNotContain("szufladzie");
		assertThat(get("/statistics/2027")).hasStatus(HttpStatus.NOT_FOUND);
		session(TestBooks.onList(this.jdbc, this.reader, "Własna", 300), "2027-03-08T17:00:00Z", 60, 11);
		assertThat(get("/statistics")).bodyText().contains("11 stron").doesNotContain("szufladzie", "71 stron");
		assertThat(get("/statistics/2027")).bodyText().contains("11 stron").doesNotContain("szufladzie");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2025", "2028", "1900" })
	void aYearWithoutReadingIsNotFound(String year) {
		session(TestBooks.onList(this.jdbc, this.reader, "Lalka", 300), "2027-03-08T17:00:00Z", 60, 11);
		assertThat(get("/statistics/" + year)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abcd", "0000", "20270", "-1" })
	void malformedYearIsNotFound(String year) {
		assertThat(get("/statistics/" + year)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void fragmentEqualsThePartOfThePage() {
		session(TestBooks.onList(this.jdbc, this.reader, "Lalka", 300), "2027-03-08T17:00:00Z", 60, 11);
		MvcTestResult fragment = this.mvc.get()
			.uri("/statistics?by=month")
			.header("HX-Request", "true")
			.with(SignedIn.as(this.reader))
			.exchange();
		assertThat(fragment).bodyText()
			.startsWith("<section id=\"activity\"")
			.contains("Najlepszy miesiąc: marzec 2027, 11 stron")
			.doesNotContain("<html");
		assertThat(fragment).headers().hasValue(HttpHeaders.VARY, "HX-Request");
		String part = text(fragment);
		assertThat(get("/statistics?by=month")).bodyText().contains(part.strip());
		assertThat(this.mvc.get()
			.uri("/statistics?by=month")
			.header("HX-Request", "true")
			.header("HX-History-Restore-Request", "true")
			.with(SignedIn.as(this.reader))).bodyText().contains("<html");
	}

	@Test
	void olderWindowsAreReachedByPagingUntilTheFirstReading() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 300);
		session(entry, "2027-03-08T17:00:00Z", 60, 11);
		session(entry, "2027-01-20T17:00:00Z", 60, 33);
		assertThat(get("/statistics?by=day")).bodyText()
			.contains("Najlepszy dzień: poniedziałek 8\u00a0marca, 11 stron", "by=day&amp;back=1")
			.doesNotContain("Później");
		assertThat(get("/statistics?by=day&back=1")).bodyText()
			.contains("Najlepszy dzień: środa 20\u00a0stycznia, 33 strony", "by=day&amp;back=0")
			.doesNotContain("Wcześniej</a>");
		assertThat(get("/statistics?by=day&back=999999")).bodyText().contains("środa 20\u00a0stycznia");
	}

	@ParameterizedTest
	@ValueSource(strings = { "?by=decade", "?by=", "?back=-1", "?back=x", "?back=99999999999" })
	void invalidQueryParametersShowWeeks(String query) {
		session(TestBooks.onList(this.jdbc, this.reader, "Lalka", 300), "2027-03-08T17:00:00Z", 60, 11);
		assertThat(get("/statistics" + query)).hasStatusOk().bodyText().contains("Najlepszy tydzień: 8\u2060–\u206014");
	}

	@Test
	void yearInReviewShowsHighlightsAndThePreviousYear() {
		for (int i = 0; i < 12; i++) {
			EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Tom " + (i + 1), 100 + i);
			finished(entry, LocalDate.of(2025, 1, 5).plusDays(60L * i).toString(),
					LocalDate.of(2025, 1, 15).plusDays(60L * i).toString());
		}
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 700);
		session(entry, "2026-05-03T17:00:00Z", 200, 120);
		session(entry, "2026-05-04T17:00:00Z", 20, 10);
		assertThat(get("/statistics/2026")).hasStatusOk()
			.bodyText()
			.contains("Twój rok", "najgrubsza książka", "3\u00a0godz. 20\u00a0min", "120 stron", "2 dni z rzędu",
					"do 4\u00a0maja", "alt=\"Tom 12\"", "W porównaniu z rokiem 2025:", "href=\"/statistics/2025\"",
					"Najlepszy miesiąc: ")
			.doesNotContain("Ten rok jeszcze trwa");
		assertThat(get("/statistics/2025")).bodyText().doesNotContain("W porównaniu");
		session(entry, "2027-03-01T17:00:00Z", 20, 10);
		assertThat(get("/statistics/2027")).bodyText().contains("Ten rok jeszcze trwa").doesNotContain("niż w 2026");
	}

	@Test
	void showsWhichBooksAreAbandonedAndWhichWaitLongest() {
		for (int i = 0; i < 6; i++) {
			settled("Krótka " + i, 120, "FINISHED", 120, 10);
			settled("Długa " + i, 700, (i < 3) ? "ABANDONED" : "FINISHED", (i < 3) ? 140 : 700, 90);
		}
		this.jdbc.sql("UPDATE users SET day_ends_at = 3 WHERE user_id = ?").param(this.reader.value()).update();
		this.jdbc.sql("UPDATE user_tbr_list SET added_at = added_at + interval '11 hours' WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		EntryId old = TestBooks.onList(this.jdbc, this.reader, "Zapomniana", 300);
		this.jdbc.sql("UPDATE user_tbr_list SET added_at = '2025-03-14T12:00:00Z' WHERE tbr_id = ?")
			.param(old.value())
			.update();
		assertThat(get("/statistics")).hasStatusOk()
			.bodyText()
			.contains("Najczęściej porzucasz długie książki: 3 na 6", "Do porzucenia czytasz zwykle 20% książki.",
					"Najdłużej czekają długie książki: zwykle 90 dni", "To dopiero 12 książek", "Zapomniana",
					"730 dni, od 14\u00a0marca 2025", "data-part=\"/forecast/track-record\"",
					"href=\"/forecast/accuracy\"")
			.doesNotContain("250–449 stron", "Nie porzucasz książek", "id=\"paces-title\"");
	}

	@Test
	void tooFewBooksShowNoConclusions() {
		settled("Krótka", 120, "FINISHED", 120, 10);
		settled("Długa", 700, "ABANDONED", 140, 90);
		assertThat(get("/statistics")).hasStatusOk()
			.bodyText()
			.doesNotContain("porzucasz", "Najdłużej czekają", "id=\"given-up-title\"", "id=\"waits-title\"");
	}

	@Test
	void readerWhoAbandonsNoBookSeesAMessage() {
		for (int i = 0; i < 5; i++) {
			settled("Tom " + i, 120, "FINISHED", 120, 0);
		}
		assertThat(get("/statistics")).bodyText()
			.contains("Nie porzucasz książek: masz 5 przeczytanych i ani jednej porzuconej.")
			.doesNotContain("id=\"given-up-title\"", "id=\"waits-title\"");
	}

	@Test
	void comparesThePaceOfBooksByTheirLength() {
		EntryId brief = TestBooks.onList(this.jdbc, this.reader, "Krótka", 120);
		EntryId tome = TestBooks.onList(this.jdbc, this.reader, "Długa", 700);
		session(brief, "2027-03-01T17:00:00Z", 120, 100);
		session(tome, "2027-03-02T17:00:00Z", 120, 60);
		assertThat(get("/statistics")).bodyText()
			.contains("Krótkie książki czytasz szybciej niż długie: 50 i 30 stron na godzinę", "To dopiero 2 książki");
		session(tome, "2027-03-03T17:00:00Z", 120, 140);
		assertThat(get("/statistics")).bodyText().contains("Długość książki nie zmienia Twojego tempa: około 50 stron");
	}

	@Test
	void comparesThePaceOfBooksByTheirFormat() {
		EntryId paper = format(TestBooks.onList(this.jdbc, this.reader, "Papierowa", 300), "PAPER", null);
		EntryId ebook = format(TestBooks.onList(this.jdbc, this.reader, "Elektroniczna", 300), "EBOOK", null);
		session(TestBooks.onList(this.jdbc, this.reader, "Nieznana", 300), "2027-03-01T17:00:00Z", 200, 300);
		session(paper, "2027-03-02T17:00:00Z", 120, 100);
		session(ebook, "2027-03-03T17:00:00Z", 119, 60);
		assertThat(get("/statistics")).hasStatusOk().bodyText().doesNotContain("id=\"formats-title\"");
		assertThat(get("/statistics/pictures/formats.png")).hasStatus(HttpStatus.NOT_FOUND);
		session(ebook, "2027-03-04T17:00:00Z", 1, 0);
		assertThat(get("/statistics")).bodyText()
			.contains("Na papierze czytasz szybciej niż e-booki: 50 i 30 stron na godzinę", "To dopiero 2 książki")
			.doesNotContain("nagrania");
		session(ebook, "2027-03-05T17:00:00Z", 120, 140);
		assertThat(get("/statistics")).bodyText()
			.contains("Papier czy e-book, czytasz tak samo szybko: około 50 stron");
		assertThat(get("/statistics/pictures/formats.png")).hasStatusOk().hasContentType("image/png");
	}

	@Test
	void audiobooksStandBesideTheOtherFormatsInTimeOfTheRecording() {
		session(format(TestBooks.onList(this.jdbc, this.reader, "Czytana", 300), "EBOOK", null), "2027-03-01T17:00:00Z",
				120, 80);
		EntryId heard = format(TestBooks.onList(this.jdbc, this.reader, "Słuchana", 300), "AUDIO", 600);
		session(heard, "2027-03-02T17:00:00Z", 120, 75);
		session(format(TestBooks.onList(this.jdbc, this.reader, "Bez nagrania", 300), "AUDIO", null),
				"2027-03-03T17:00:00Z", 120, 299);
		assertThat(get("/statistics")).hasStatusOk()
			.bodyText()
			.contains(
					"Na czytniku czytasz 40 stron w godzinę, z audiobooka słuchasz w tym czasie "
							+ "1\u00a0godz. 15\u00a0min nagrania",
					"<td>40 stron</td>", "jak wielu stronom on odpowiada", "To dopiero 2 książki");
	}

	@Test
	void showsWhichRangesOfTheLastYearHeld() {
		assertThat(get("/forecast/track-record")).hasStatusOk().bodyText().contains("nie ma czego oceniać");
		recordForecast("2026-05-01", "2026-05-10", "2026-05-20", "2026-05-12");
		recordForecast("2026-06-01", "2026-06-10", "2026-06-20", "2026-06-25");
		recordForecast("2025-06-01", "2025-06-10", "2025-06-20", "2025-06-12");
		assertThat(get("/forecast/track-record")).hasStatusOk()
			.bodyText()
			.contains("Z 2 obietnic ostatniego roku sprawdziła się 1", "To za mało, żeby oceniać", "class=\"missed\"")
			.doesNotContain("<html", "Próba na Twojej historii");
	}

	@Test
	void comparesTwoPeriodsSideBySide() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 700);
		session(entry, "2027-02-03T17:00:00Z", 60, 28);
		session(entry, "2027-03-03T17:00:00Z", 60, 40);
		session(entry, "2027-03-04T17:00:00Z", 30, 44);
		assertThat(get("/statistics/compare")).hasStatusOk()
			.bodyText()
			.contains("Marzec 2027: 5 str. dziennie więcej niż luty 2027", "o 56 stron więcej", "1 z 28", "2 z 14",
					"o 1 dzień więcej", "30\u00a0min więcej", "o 28 stron na godzinę szybciej", "tyle samo książek",
					"Marzec 2027: ten okres jeszcze trwa, minęło 14 z 31 dni.");
		assertThat(get("/statistics/compare?a=&aFrom=2027-03-03&aTo=2027-03-03&b=2027")).hasStatusOk()
			.bodyText()
			.contains("2027: 38 str. dziennie mniej niż 3\u00a0marca 2027", "o 72 strony więcej",
					"value=\"2027-03-03\"");
		assertThat(get("/statistics/compare?a=2020&b=2020")).bodyText()
			.contains("Tyle samo stron dziennie: 2020 i 2020");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a=&aFrom=2027-03-03&aTo=2027-03-01&b=2027 | Zamień dni miejscami",
			"a=&aFrom=2027-03-03&b=2027 | Podaj oba dni", "a=2027&b=&bFrom=x&bTo=2027-03-01 | Podaj oba dni",
			"a=2028&b=2027 | jeszcze się nie zaczął", "a=2027-13&b=2027 | Wybierz miesiąc, rok albo własne dni",
			"a=+999999999-12&b=2027 | Wybierz miesiąc", "a=&aFrom=+10000-01-01&aTo=+10000-01-02&b=2027 | Podaj oba dni",
			"a=1899&b=2027 | od 1 stycznia 1900", "a=&aFrom=2027-03-03&aTo=9999-03-01&b=2027 | nie dalej niż rok" })
	void refusedPeriodStaysInTheFormWithTheReason(String query, String reason) {
		session(TestBooks.onList(this.jdbc, this.reader, "Lalka", 700), "2027-02-03T17:00:00Z", 60, 28);
		assertThat(get("/statistics/compare?" + query)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(reason, "aria-invalid=\"true\"", "selected=\"selected\">2027<")
			.doesNotContain("id=\"compared-title\"");
	}

	private void recordForecast(String early, String middle, String late, String finished) {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Obiecana " + early, 300);
		this.jdbc
			.sql("""
					INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late,
					  naive, ahead, verdict, finished_on)
					VALUES (?, ?, date_trunc('week', ?::date)::date, ?::date, ?::date, 'PACE', 'Obiecana', ?::date, ?::date,
					  ?::date, NULL, '{}', 'FINISHED', ?::date)""")
			.params(this.reader.value(), entry.value(), early, early, early, early, middle, late, finished)
			.update();
	}

	private void settled(String title, int pages, String status, int currentPage, int waitedDays) {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, title, pages);
		LocalDate start = LocalDate.of(2026, 10, 1);
		this.jdbc
			.sql("UPDATE user_tbr_list SET status = ?, current_page = ?, added_at = ?::timestamptz WHERE tbr_id = ?")
			.params(status, currentPage, start.minusDays(waitedDays) + "T12:00:00Z", entry.value())
			.update();
		this.jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date, completed)
				SELECT tbr_id, user_id, ?::date, ?::date, ? FROM user_tbr_list WHERE tbr_id = ?""")
			.params(start.toString(), start.plusDays(5).toString(), status.equals("FINISHED"), entry.value())
			.update();
	}

	private static String text(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString();
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private MvcTestResult get(String path) {
		return this.mvc.get().uri(path).with(SignedIn.as(this.reader)).exchange();
	}

	private void session(EntryId entry, String start, int minutes, int pages) {
		Instant from = Instant.parse(start);
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				SELECT tbr_id, user_id, ?, ?, ? FROM user_tbr_list WHERE tbr_id = ?""")
			.params(Timestamp.from(from), Timestamp.from(from.plus(Duration.ofMinutes(minutes))), pages, entry.value())
			.update();
	}

	private EntryId format(EntryId entry, String format, @Nullable Integer audioMinutes) {
		this.jdbc.sql("UPDATE user_tbr_list SET format = ?, audio_minutes = ?, audio_speed = ? WHERE tbr_id = ?")
			.params(format, audioMinutes, (audioMinutes != null) ? 125 : null, entry.value())
			.update();
		return entry;
	}

	private void finished(EntryId entry, @Nullable String start, String end) {
		this.jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
				SELECT tbr_id, user_id, ?::date, ?::date FROM user_tbr_list WHERE tbr_id = ?""")
			.params(start, end, entry.value())
			.update();
	}

}
