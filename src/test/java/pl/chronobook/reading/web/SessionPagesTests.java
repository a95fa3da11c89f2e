package pl.chronobook.reading.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
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
class SessionPagesTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	private EntryId entry;

	@BeforeEach
	void aReaderWithABook() {
		this.reader = TestReaders.create(this.jdbc);
		this.entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
	}

	@Test
	void emptySessionsPageExplainsTheTimer() {
		assertThat(get("/sessions", TestReaders.create(this.jdbc))).hasStatusOk()
			.bodyText()
			.contains("Stoper liczy czas z książką", "Znajdź książkę");
	}

	@Test
	void aSessionAcrossMidnightIsLoggedOnItsFirstDay() {
		assertThat(log(UUID.randomUUID(), "day", "2027-03-13", "start", "23:30", "end", "00:20", "to", "40"))
			.hasStatus(HttpStatus.FOUND)
			.flash()
			.containsEntry("toast", "reading.session.saved")
			.containsEntry("toastArguments", new Object[] { "50 min", "40", "PAGES" });
		assertThat(get("/sessions", this.reader)).bodyText()
			.contains("Wczoraj", "23:30–00:20", "50 min", "s. 0–40", "48 str./godz.");
		assertThat(get("/reading-list", this.reader)).bodyText().contains("value=\"40\"", "z 680");
	}

	@Test
	void theBooksPageFoldsItsSessionsByWeekAndASavedOneEndsWithTheNewDate() {
		assertThat(log(UUID.randomUUID(), "day", "2027-03-07", "start", "20:00", "minutes", "30", "to", "20")).flash()
			.containsEntry("toastFinish", true);
		log(UUID.randomUUID(), "day", "2027-03-08", "start", "20:00", "minutes", "40", "to", "40");
		log(UUID.randomUUID(), "day", "2027-03-09", "start", "20:00", "minutes", "50", "to", "65");
		assertThat(get("/reading-list/" + this.entry.value(), this.reader)).bodyText()
			.containsSubsequence("8–14 marca", "1 godz. 30 min, 45 stron", "1–7 marca", "30 min, 20 stron");
	}

	@Test
	void readingBeforeTheEndOfTheDayBelongsToThePreviousDay() {
		this.jdbc.sql("UPDATE users SET day_ends_at = 4 WHERE user_id = ?").param(this.reader.value()).update();
		log(UUID.randomUUID(), "day", "2027-03-14", "start", "01:30", "end", "02:30", "pages", "30");
		assertThat(get("/sessions", this.reader)).bodyText().contains("Wczoraj").doesNotContain(">Dziś<");
	}

	@Test
	void minutesReplaceTheEndOrGiveThePause() {
		log(UUID.randomUUID(), "day", "2027-03-13", "start", "20:00", "minutes", "45", "pages", "20");
		log(UUID.randomUUID(), "day", "2027-03-13", "start", "21:00", "end", "22:00", "minutes", "40", "to", "45%",
				"insist", "TOO_FAST");
		assertThat(get("/sessions", this.reader)).bodyText()
			.contains("20:00–20:45", "45 min", "21:00–22:00", "40 min", "s. 20–306");
	}

	@Test
	void theSameRequestTwiceLogsOneSession() {
		UUID id = UUID.randomUUID();
		for (int i = 0; i < 2; i++) {
			assertThat(log(id, "day", "2027-03-13", "start", "20:00", "minutes", "45", "to", "20"))
				.hasStatus(HttpStatus.FOUND);
		}
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void overlappingSessionIsPointedOutAndTheFormKept() {
		log(UUID.randomUUID(), "day", "2027-03-13", "start", "20:00", "minutes", "45", "to", "20");
		UUID id = UUID.randomUUID();
		assertThat(
				follow(log(id, "day", "2027-03-13", "start", "20:30", "end", "21:00", "to", "30", "note", "w pociągu")))
			.bodyText()
			.contains("W tym czasie masz już inną sesję.", "zapisz mimo to", "w pociągu", id.toString());
		assertThat(log(id, "day", "2027-03-13", "start", "20:30", "end", "21:00", "to", "30", "insist", "OVERLAPS"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(count()).isEqualTo(2);
	}

	@Test
	void endBeforeTheStartIsAskedAboutBeforeItBecomesTheNextDay() {
		UUID id = UUID.randomUUID();
		assertThat(follow(log(id, "day", "2027-03-12", "start", "20:00", "end", "19:00", "to", "30"))).bodyText()
			.contains("ponad 12 godzin, do następnego dnia", "name=\"insist\" value=\"OVERNIGHT\"", "value=\"19:00\"");
		assertThat(count()).isZero();
		assertThat(log(id, "day", "2027-03-12", "start", "20:00", "end", "19:00", "to", "30", "insist", "OVERNIGHT"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void impossibleInputIsExplainedAtItsField() {
		refused("Podaj koniec albo liczbę minut.", "day", "2027-03-13", "start", "20:00", "to", "20");
		refused("Podaj dzień", "day", "13 marca", "start", "20:00", "minutes", "5", "to", "20");
		refused("Podaj godzinę", "day", "2027-03-13", "start", "ósma", "minutes", "5", "to", "20");
		refused("Podaj liczbę minut od 1 do 1440.", "day", "2027-03-13", "start", "20:00", "minutes", "0", "to", "20");
		refused("Podaj stronę, na której kończysz", "day", "2027-03-13", "start", "20:00", "minutes", "5");
		refused("Podaj stronę albo liczbę stron", "day", "2027-03-13", "start", "20:00", "minutes", "5", "to", "5",
				"pages", "5");
		refused("Podaj stronę od 0 do 680", "day", "2027-03-13", "start", "20:00", "minutes", "5", "to", "681");
		refused("Koniec sesji nie może być w książce przed jej początkiem.", "day", "2027-03-13", "start", "20:00",
				"minutes", "5", "from", "30", "to", "20");
		refused("Książka kończy się wcześniej.", "day", "2027-03-13", "start", "20:00", "minutes", "5", "pages", "700");
		refused("Ta sesja jeszcze się nie skończyła.", "day", "2027-03-14", "start", "12:30", "end", "13:01", "to",
				"20");
		refused("Między początkiem a końcem nie ma tylu minut.", "day", "2027-03-13", "start", "20:00", "end", "20:30",
				"minutes", "31", "to", "20");
		refused("Notatka zmieści się w 2000 znakach.", "day", "2027-03-13", "start", "20:00", "minutes", "5", "to", "5",
				"note", "a".repeat(2001));
		this.jdbc.sql("UPDATE user_tbr_list SET page_count = NULL WHERE tbr_id = ?").param(this.entry.value()).update();
		refused("Procenty zadziałają", "day", "2027-03-13", "start", "20:00", "minutes", "5", "to", "45%");
		assertThat(count()).isZero();
	}

	@Test
	void editingMovesTheCurrentPageAndKeepsSecondsOfUntouchedTimes() {
		UUID id = UUID.randomUUID();
		log(id, "day", "2027-03-13", "start", "20:00", "minutes", "45", "to", "20");
		this.jdbc.sql("UPDATE reading_sessions SET start_time = start_time + interval '7 seconds' WHERE session_id = ?")
			.param(id)
			.update();
		assertThat(get("/sessions/" + id, this.reader)).bodyText().contains("value=\"20:00\"", "value=\"20:45\"");
		assertThat(post("/sessions/" + id, "version", "0", "day", "2027-03-13", "start", "20:00", "end", "20:45",
				"from", "0", "to", "33", "note", "Izabela"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(this.jdbc.sql("SELECT start_time FROM reading_sessions WHERE session_id = ?")
			.param(id)
			.query(java.time.OffsetDateTime.class)
			.single()
			.toInstant()).isEqualTo(Instant.parse("2027-03-13T19:00:07Z"));
		assertThat(get("/reading-list", this.reader)).bodyText().contains("value=\"33\"");
		assertThat(post("/sessions/" + id, "version", "0", "day", "2027-03-13", "start", "20:00", "end", "20:45",
				"from", "0", "to", "50"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("zmieniła się w innym oknie", "Izabela");
	}

	@Test
	void removalResetsThePageAndUndoRestoresIt() {
		UUID id = UUID.randomUUID();
		log(id, "day", "2027-03-13", "start", "20:00", "minutes", "45", "to", "20");
		assertThat(post("/sessions/" + id + "/remove")).hasStatus(HttpStatus.FOUND)
			.flash()
			.containsEntry("toastUndo", "/sessions/" + id + "/restore");
		assertThat(post("/sessions/" + id + "/remove")).hasStatus(HttpStatus.FOUND);
		assertThat(currentPage()).isZero();
		assertThat(post("/sessions/" + id + "/restore")).hasStatus(HttpStatus.FOUND);
		assertThat(post("/sessions/" + id + "/restore")).hasStatus(HttpStatus.FOUND);
		assertThat(currentPage()).isEqualTo(20);
		assertThat(get("/sessions/" + id, this.reader)).hasStatusOk();
	}

	@Test
	void theTimerIsOnEveryPageUntilItIsStopped() {
		assertThat(get("/account", this.reader)).bodyText().doesNotContain("data-running");
		UUID id = UUID.randomUUID();
		start(id);
		assertThat(get("/account", this.reader)).bodyText().contains("data-running=\"Lalka\"", "data-paused=\"false\"");
		post("/sessions/timer/" + id + "/pause");
		assertThat(get("/reading-list", this.reader)).bodyText().contains("data-paused=\"true\"");
	}

	@Test
	void stoppingAsksForThePageAndThePageBecomesASession() {
		UUID id = UUID.randomUUID();
		start(id);
		begunMinutesAgo(id, 60);
		assertThat(post("/sessions/timer/" + id + "/stop")).hasStatus(HttpStatus.FOUND);
		assertThat(get("/sessions", this.reader)).bodyText()
			.contains("Na której stronie jesteś?", "1 godz.", "Od strony 0");
		assertThat(follow(post("/sessions/timer/" + id + "/finish", "from", "0", "to", "700", "note", "dobre")))
			.bodyText()
			.contains("Podaj stronę od 0 do 680", "value=\"700\"", "dobre");
		assertThat(follow(post("/sessions/timer/" + id + "/finish", "from", "0", "to", "680"))).bodyText()
			.contains("bardzo szybko jak na ten czas", "name=\"insist\" value=\"TOO_FAST\"");
		assertThat(post("/sessions/timer/" + id + "/finish", "from", "0", "to", "680", "insist", "TOO_FAST"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(get("/sessions", this.reader)).bodyText().contains("s. 0–680", "aria-label=\"Przeczytane: Lalka\"");
	}

	@Test
	void aForgottenTimerIsAskedAbout() {
		UUID id = UUID.randomUUID();
		start(id);
		begunMinutesAgo(id, 600);
		assertThat(get("/sessions", this.reader)).bodyText().contains("Zapomniany stoper?");
		assertThat(post("/sessions/timer/" + id + "/stop", "minutes", "pół godziny")).hasStatus(HttpStatus.FOUND)
			.flash()
			.containsEntry("refusedTimer", id);
		post("/sessions/timer/" + id + "/stop", "minutes", "30");
		assertThat(get("/sessions", this.reader)).bodyText().contains("30 min").doesNotContain("Zapomniany stoper?");
	}

	@Test
	void aLateStepIsAnsweredWithoutAPageAndCountsFromThePhonesOwnClock() {
		UUID id = UUID.randomUUID();
		MvcTestResult delivered = post("/sessions/timer", "id", id.toString(), "entry", this.entry.value().toString(),
				"at", "1000000", "stopped", "2800000", "paused", "600000", "sent", "4000000", "reader",
				this.reader.value().toString());
		assertThat(delivered).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.jdbc.sql(
				"SELECT concat_ws(' ', started_at, stopped_at, paused_seconds) FROM timed_sessions WHERE session_id = ?")
			.param(id)
			.query(String.class)
			.single()).startsWith("2027-03-14 11:10:00").contains("2027-03-14 11:40:00").endsWith(" 600");
	}

	@Test
	void aMistypedLengthIsPointedOutBesideTheStoppedTimerItIsAbout() {
		UUID id = UUID.randomUUID();
		start(id);
		begunMinutesAgo(id, 600);
		post("/sessions/timer/" + id + "/stop");
		MvcTestResult refused = post("/sessions/timer/" + id + "/stop", "minutes", "pół godziny");
		assertThat(follow(refused)).bodyText()
			.contains("value=\"pół godziny\"", "id=\"minutes-%s-error".formatted(id), "Podaj liczbę minut.");
	}

	@Test
	void bookRemovedInAnotherTabBreaksNoPage() {
		UUID id = UUID.randomUUID();
		start(id);
		begunMinutesAgo(id, 60);
		assertThat(post("/sessions/timer/" + id + "/discard")).flash()
			.containsEntry("toastUndo", "/sessions/timer/" + id + "/restore");
		post("/reading-list/" + this.entry.value() + "/remove");
		assertThat(post("/sessions/timer/" + id + "/restore")).hasStatus(HttpStatus.FOUND)
			.flash()
			.containsEntry("toast", "reading.timer.not-restored");
		this.jdbc.sql("UPDATE timed_sessions SET discarded_at = NULL, stopped_at = NULL WHERE session_id = ?")
			.param(id)
			.update();
		assertThat(get("/sessions", this.reader)).hasStatusOk();
		assertThat(get("/account", this.reader)).hasStatusOk();
	}

	@Test
	void discardingALoggedSessionSaysThatItStays() {
		UUID id = UUID.randomUUID();
		start(id);
		begunMinutesAgo(id, 60);
		post("/sessions/timer/" + id + "/stop");
		post("/sessions/timer/" + id + "/finish", "from", "0", "to", "10");
		assertThat(post("/sessions/timer/" + id + "/discard")).hasStatus(HttpStatus.FOUND)
			.flash()
			.doesNotContainKey("toastUndo")
			.containsEntry("toast", "reading.timer.logged");
	}

	@Test
	void stoppingATooShortSessionTwiceGivesTheSameMessage() {
		UUID id = UUID.randomUUID();
		start(id);
		for (int i = 0; i < 2; i++) {
			assertThat(post("/sessions/timer/" + id + "/stop")).hasStatus(HttpStatus.FOUND)
				.flash()
				.containsEntry("toast", "reading.timer.too-short");
		}
	}

	@Test
	void aRefusedEditKeepsTheTitleOfItsBook() {
		UUID id = UUID.randomUUID();
		log(id, "day", "2027-03-13", "start", "20:00", "minutes", "45", "to", "20");
		MvcTestResult refused = post("/sessions/" + id, "version", "0", "day", "2027-03-13", "start", "20:00", "end",
				"20:45", "from", "30", "to", "20");
		assertThat(refused).hasRedirectedUrl("/sessions/" + id);
		assertThat(follow(refused)).bodyText().contains("<p class=\"lead serif\">Lalka</p>");
	}

	@Test
	void lastMinuteBeforeSummerTimeIsAccepted() {
		assertThat(log(UUID.randomUUID(), "day", "2026-03-29", "start", "01:59", "minutes", "45", "to", "20"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(get("/sessions", this.reader)).bodyText().contains("01:59–03:44");
	}

	@Test
	void sessionWithoutDurationShowsNoPace() {
		UUID id = UUID.randomUUID();
		log(id, "day", "2027-03-13", "start", "20:00", "minutes", "45", "to", "20");
		this.jdbc.sql("""
				UPDATE reading_sessions SET end_time = start_time + interval '400 milliseconds' WHERE session_id = ?""")
			.param(id)
			.update();
		assertThat(get("/sessions", this.reader)).bodyText().contains("s. 0–20").doesNotContain("str./godz.");
	}

	@Test
	void everyTimerFormCarriesItsReader() {
		String whose = "name=\"reader\" value=\"" + this.reader.value();
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'READING' WHERE tbr_id = ?")
			.param(this.entry.value())
			.update();
		assertThat(get("/sessions", this.reader)).bodyText().contains(whose);
		assertThat(get("/reading-list", this.reader)).bodyText().contains(whose);
		assertThat(get("/reading-list/" + this.entry.value(), this.reader)).bodyText().contains(whose);
	}

	@Test
	void refusedOfflineStepIsAnsweredWithTheReason() {
		assertThat(delivered("at", "1000000", "stopped", "1020000", "sent", "4000000"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.hasBodyTextEqualTo(
					"Ta sesja trwała mniej niż 30 sekund albo czekała na wysłanie ponad 30 dni, więc jej nie zapisano.");
		assertThat(delivered("at", "0", "stopped", "3600000", "sent", "2700000000"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		UUID id = UUID.randomUUID();
		start(id);
		assertThat(post("/sessions/timer/" + id + "/stop", "at", "1000000", "sent", "1000001"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.hasBodyTextEqualTo("Ta sesja trwała mniej niż 30 sekund, więc jej nie zapisano.");
		post("/reading-list/" + this.entry.value() + "/remove");
		assertThat(delivered("at", "1000000", "stopped", "2800000", "sent", "4000000"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.hasBodyTextEqualTo("Tej książki nie ma już na Twojej liście, więc sesji nie zapisano.");
	}

	@Test
	void aLateStepOfAnotherReaderIsNotTaken() {
		UUID id = UUID.randomUUID();
		assertThat(post("/sessions/timer", "id", id.toString(), "entry", this.entry.value().toString(), "at", "1",
				"sent", "2", "reader", UUID.randomUUID().toString()))
			.hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void theNumberOfQueriesDoesNotDependOnTheNumberOfSessions() {
		log(UUID.randomUUID(), "day", "2027-03-01", "start", "20:00", "minutes", "45", "pages", "2");
		int few = this.statements.count(() -> get("/sessions", this.reader));
		for (int day = 2; day < 12; day++) {
			log(UUID.randomUUID(), "day", "2027-03-%02d".formatted(day), "start", "20:00", "minutes", "45", "pages",
					"2");
		}
		assertThat(this.statements.count(() -> get("/sessions", this.reader))).isEqualTo(few).isLessThan(12);
	}

	@Test
	void earlierSessionsAreOnFurtherPages() {
		for (int minute = 10; minute < 45; minute++) {
			log(UUID.randomUUID(), "day", "2027-03-10", "start", "20:" + minute, "minutes", "1", "pages", "2");
		}
		String first = body("/sessions");
		assertThat(first).contains("20:44–20:45", "Wcześniejsze sesje").doesNotContain("20:14–20:15");
		String next = first.replaceAll("(?s).*(/sessions\\?after=[0-9a-f-]+).*", "$1");
		assertThat(body(next)).contains("20:14–20:15", "20:10–20:11").doesNotContain("20:15–20:16");
	}

	@Test
	void aSessionBeforeEveryKnownPageAsksWhereItBegan() {
		post("/reading-list/" + this.entry.value() + "/progress", "version", "0", "page", "65");
		MvcTestResult refused = log(UUID.randomUUID(), "day", "2027-03-14", "start", "09:00", "minutes", "45", "to",
				"90");
		assertThat(follow(refused)).bodyText()
			.contains("Podaj miejsce, od którego zaczęła się ta sesja.", "value=\"90\"");
		assertThat(count()).isZero();
		assertThat(log(UUID.randomUUID(), "day", "2027-03-14", "start", "09:00", "minutes", "45", "from", "65", "to",
				"90"))
			.hasRedirectedUrl("/sessions");
		assertThat(get("/sessions", this.reader)).bodyText().contains("s. 65–90");
	}

	@Test
	void aStoppedTimerWhoseStartIsUnknownAsksForIt() {
		UUID id = UUID.randomUUID();
		start(id);
		begunMinutesAgo(id, 60);
		post("/sessions/timer/" + id + "/stop");
		this.jdbc.sql("UPDATE timed_sessions SET stopped_at = stopped_at - interval '5 minutes' WHERE session_id = ?")
			.param(id)
			.update();
		this.jdbc.sql("UPDATE user_tbr_list SET page_mark = 65, marked_at = ? WHERE tbr_id = ?")
			.params(java.sql.Timestamp.from(WebTest.Now.NOON), this.entry.value())
			.update();
		assertThat(get("/sessions", this.reader)).bodyText().contains("Od której strony?");
		assertThat(follow(post("/sessions/timer/" + id + "/finish", "to", "90"))).bodyText()
			.contains("Podaj miejsce, od którego zaczęła się ta sesja.");
	}

	@Test
	void anImpossiblePaceIsAskedAbout() {
		UUID id = UUID.randomUUID();
		assertThat(follow(log(id, "day", "2027-03-13", "start", "20:00", "minutes", "2", "to", "25"))).bodyText()
			.contains("bardzo szybko jak na ten czas", "name=\"insist\" value=\"TOO_FAST\"");
		assertThat(count()).isZero();
		assertThat(log(id, "day", "2027-03-13", "start", "20:00", "minutes", "2", "to", "25", "insist", "TOO_FAST"))
			.hasRedirectedUrl("/sessions");
		assertThat(count()).isOne();
	}

	@Test
	void sessionsOfAnAudiobookAreTypedAndShownAsTimes() {
		listen(680, 363);
		assertThat(get("/sessions/new?entry=" + this.entry.value(), this.reader)).bodyText()
			.contains("class=\"audio\"", "Do czasu<", "Od czasu<", "Albo ile<");
		for (String bare : List.of("45", "363", "11:21")) {
			refused("Podaj czas od 0:00 do 11:20", "day", "2027-03-13", "start", "20:00", "minutes", "45", "to", bare);
		}
		refused("Podaj, ile nagrania minęło, od 0:00 do 11:20", "day", "2027-03-13", "start", "20:00", "minutes", "45",
				"pages", "30");
		refused("Podaj czas nagrania, na którym kończysz", "day", "2027-03-13", "start", "20:00", "minutes", "45");
		refused("Podaj, dokąd słuchasz, albo ile czasu", "day", "2027-03-13", "start", "20:00", "minutes", "45", "to",
				"1:00", "pages", "1:00");
		assertThat(log(UUID.randomUUID(), "day", "2027-03-13", "start", "20:00", "minutes", "45", "from", "0", "to",
				"1 godz."))
			.flash()
			.containsEntry("toastArguments", new Object[] { "45 min", "1:00", "AUDIO" });
		assertThat(currentPage()).isEqualTo(32);
		log(UUID.randomUUID(), "day", "2027-03-13", "start", "22:00", "minutes", "45", "pages", "45 min");
		assertThat(get("/sessions", this.reader)).bodyText()
			.contains("0:00–1:00", "1:00–1:45", "1:45 z 11:20")
			.doesNotContain("s. 0–32", "str./godz.", "strona 56");
		assertThat(currentPage()).isEqualTo(56);
		log(UUID.randomUUID(), "day", "2027-03-12", "start", "20:00", "minutes", "45", "pages", "45 min");
		assertThat(get("/sessions", this.reader)).bodyText().contains(">0:45<", "1:45 z 11:20");
		assertThat(get("/reading-list/" + this.entry.value(), this.reader)).bodyText()
			.contains("0:00–1:00", "1:00–1:45", ">0:45<");
	}

	@Test
	void aSessionSavedUnchangedStaysAsItWasThoughAMinuteHoldsManyPages() {
		listen(100, 363);
		UUID span = UUID.randomUUID();
		log(span, "day", "2027-03-13", "start", "20:00", "minutes", "50", "from", "0", "to", "50%");
		UUID amount = UUID.randomUUID();
		log(amount, "day", "2027-03-13", "start", "22:00", "minutes", "50", "pages", "0:10");
		this.jdbc
			.sql("UPDATE reading_sessions SET from_page = 11, to_page = 182, pages_read = 171 WHERE session_id = ?")
			.param(span)
			.update();
		this.jdbc.sql("""
				UPDATE reading_sessions SET from_page = NULL, to_page = NULL, pages_read = 37.5
				WHERE session_id = ?""").param(amount).update();
		assertThat(body("/sessions/" + span)).contains("value=\"0:03\"", "value=\"0:50\"",
				"class=\"session-form heard\"");
		assertThat(body("/sessions/" + amount)).contains("value=\"0:10\"");
		assertThat(post("/sessions/" + span, "version", "0", "day", "2027-03-13", "start", "20:00", "end", "20:50",
				"from", "0:03", "to", "0:50", "note", "dobre"))
			.hasRedirectedUrl("/sessions");
		assertThat(post("/sessions/" + amount, "version", "0", "day", "2027-03-13", "start", "22:00", "end", "22:50",
				"pages", "0:10", "note", "dobre"))
			.hasRedirectedUrl("/sessions");
		assertThat(this.jdbc.sql("""
				SELECT concat_ws(' ', from_page, to_page, pages_read::float) FROM reading_sessions
				WHERE user_id = ? AND note = 'dobre' ORDER BY start_time""")
			.param(this.reader.value())
			.query(String.class)
			.list()).containsExactly("11 182 171", "37.5");
	}

	@Test
	void aStoppedTimerOfAnAudiobookAsksForATime() {
		listen(680, 363);
		UUID id = UUID.randomUUID();
		start(id);
		begunMinutesAgo(id, 60);
		post("/sessions/timer/" + id + "/stop");
		assertThat(get("/sessions", this.reader)).bodyText()
			.contains("W którym miejscu nagrania jesteś?", "Do czasu nagrania", "Od 0:00", "Podpowiadamy miejsce")
			.doesNotContain("Na której stronie jesteś?", "Od strony", "Podpowiadamy stronę");
		assertThat(follow(post("/sessions/timer/" + id + "/finish", "from", "0:00", "to", "90"))).bodyText()
			.contains("Podaj czas od 0:00 do 11:20", "value=\"90\"", "maxlength=\"20\"");
		for (int i = 0; i < 2; i++) {
			assertThat(post("/sessions/timer/" + id + "/finish", "from", "0:00", "to", "1 godz. 30 min"))
				.hasRedirectedUrl("/sessions")
				.flash()
				.doesNotContainKey("refusedTimer")
				.containsEntry("toastArguments", new Object[] { "1 godz.", "1:30", "AUDIO" });
		}
		assertThat(get("/sessions", this.reader)).bodyText().contains("0:00–1:30");
		assertThat(currentPage()).isEqualTo(48);
	}

	@Test
	void theDashboardAsksWhereInTheRecordingTheReaderIs() {
		listen(680, 363);
		post("/reading-list/%s/current-page".formatted(this.entry.value()), "page", "2:50");
		post("/forecast/assumption", "pagesPerWeek", "100");
		assertThat(get("/", this.reader)).bodyText()
			.contains(" pozycji w nagraniu", "value=\"2:50\"", "z 11:20")
			.doesNotContain("> stronie<");
		assertThat(follow(post("/reading-list/%s/current-page".formatted(this.entry.value()), "page", "100")))
			.bodyText()
			.contains("Podaj czas od 0:00 do 11:20", "value=\"100\"");
		assertThat(follow(post("/reading-list/%s/current-page".formatted(this.entry.value()), "page",
				"1:00" + " ".repeat(100_000) + "x".repeat(50))))
			.bodyText()
			.contains("Podaj czas od 0:00 do 11:20", "value=\"1:00" + " ".repeat(36) + "…\"");
		assertThat(post("/reading-list/%s/current-page".formatted(this.entry.value()), "page", "2:50")).flash()
			.containsEntry("toast", "reading.audio.saved");
		assertThat(currentPage()).isEqualTo(91);
	}

	private void listen(int minutes, int pages) {
		this.jdbc.sql("""
				UPDATE user_tbr_list SET format = 'AUDIO', audio_minutes = ?, audio_speed = 125, page_count = ?
				WHERE tbr_id = ?""").params(minutes, pages, this.entry.value()).update();
	}

	@Test
	void getRequestForATimerFormsAddressRedirectsToTheTimer() {
		UUID id = UUID.randomUUID();
		for (String form : List.of("timer", "timer/%s/stop".formatted(id), "timer/%s/finish".formatted(id),
				id + "/remove", id + "/restore")) {
			assertThat(get("/sessions/" + form, this.reader)).hasRedirectedUrl("/sessions");
		}
	}

	private MvcTestResult follow(MvcTestResult result) {
		return Redirected.follow(this.mvc, result, this.reader);
	}

	private MvcTestResult delivered(String... fields) {
		String[] all = new String[fields.length + 4];
		System.arraycopy(fields, 0, all, 4, fields.length);
		all[0] = "id";
		all[1] = UUID.randomUUID().toString();
		all[2] = "entry";
		all[3] = this.entry.value().toString();
		return post("/sessions/timer", all);
	}

	private void start(UUID id) {
		assertThat(post("/sessions/timer", "id", id.toString(), "entry", this.entry.value().toString()))
			.hasStatus(HttpStatus.FOUND);
	}

	private void begunMinutesAgo(UUID id, int minutes) {
		this.jdbc
			.sql("UPDATE timed_sessions SET started_at = started_at - make_interval(mins => ?) WHERE session_id = ?")
			.params(minutes, id)
			.update();
	}

	private void refused(String message, String... fields) {
		MvcTestResult result = log(UUID.randomUUID(), fields);
		assertThat(result).hasRedirectedUrl("/sessions/new");
		assertThat(follow(result)).bodyText().contains(message, "aria-invalid=\"true\"");
	}

	private MvcTestResult log(UUID id, String... fields) {
		String[] all = new String[fields.length + 4];
		System.arraycopy(fields, 0, all, 4, fields.length);
		all[0] = "id";
		all[1] = id.toString();
		all[2] = "entry";
		all[3] = this.entry.value().toString();
		return post("/sessions", all);
	}

	private MvcTestResult post(String path, String... fields) {
		MockMvcTester.MockMvcRequestBuilder request = this.mvc.post().uri(path);
		for (int i = 0; i < fields.length; i += 2) {
			request = request.param(fields[i], fields[i + 1]);
		}
		return request.with(SignedIn.as(this.reader)).with(csrf()).exchange();
	}

	private MvcTestResult get(String path, ReaderId as) {
		return this.mvc.get().uri(path).with(SignedIn.as(as)).exchange();
	}

	private String body(String path) {
		try {
			return get(path, this.reader).getResponse().getContentAsString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private int currentPage() {
		return this.jdbc.sql("SELECT current_page FROM user_tbr_list WHERE tbr_id = ?")
			.param(this.entry.value())
			.query(Integer.class)
			.single();
	}

	private int count() {
		return this.jdbc.sql("SELECT count(*) FROM reading_sessions WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single();
	}

}
