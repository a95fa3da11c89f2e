package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@WebTest
class FeedTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	private ReaderId reader;

	@BeforeEach
	void aReaderWithAPace() {
		this.reader = TestReaders.create(this.jdbc);
		this.jdbc.sql("INSERT INTO forecast_plans (user_id, pages_per_week) VALUES (?, 140)")
			.param(this.reader.value())
			.update();
	}

	@Test
	void theCalendarHasAnEventForEachBookAndOneForTheList() throws Exception {
		String odd = "Zażółć, gęślą; jaźń \\ \u201eπ\u201d 📚 " + "bardzo długi tytuł ".repeat(15);
		EntryId first = TestBooks.onList(this.jdbc, this.reader, odd.strip(), 100);
		TestBooks.onList(this.jdbc, this.reader, "Faraon", 700);
		TestBooks.onList(this.jdbc, this.reader, "Bez długości", null);
		String path = newAddress();
		MvcTestResult answer = fetch(path);
		assertThat(answer).hasStatusOk()
			.hasHeader("Content-Type", "text/calendar;charset=UTF-8")
			.hasHeader("Cache-Control", "max-age=3600, private")
			.doesNotContainHeader(HttpHeaders.SET_COOKIE);
		String text = answer.getResponse().getContentAsString();
		assertThat(text.split("\r\n"))
			.allSatisfy(line -> assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
				.hasSizeLessThanOrEqualTo(75));
		assertThat(text).doesNotContain(this.reader.value().toString());
		ICalendar calendar = Biweekly.parse(text).first();
		List<VEvent> events = calendar.getEvents();
		assertThat(events).extracting(event -> event.getSummary().getValue())
			.containsExactly("Skończysz: " + odd.strip(), "Skończysz: Faraon", "Cała lista przeczytana");
		VEvent book = events.getFirst();
		assertThat(book.getUid().getValue()).isEqualTo(first.value() + "@chronobook");
		assertThat(book.getDateStart().getValue().hasTime()).isFalse();
		LocalDate day = LocalDate.ofInstant(book.getDateStart().getValue().toInstant(), ZoneId.systemDefault());
		assertThat(day).isAfter(LocalDate.of(2027, 3, 14)).isBefore(LocalDate.of(2027, 5, 1));
		assertThat(book.getDescription().getValue()).startsWith("Najpewniej między ");
		assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
	}

	@Test
	void anUnchangedForecastIsNotSentAgain() {
		TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		String path = newAddress();
		String tag = fetch(path).getResponse().getHeader("ETag");
		assertThat(this.mvc.get().uri(path).header("If-None-Match", tag).exchange()).hasStatus(HttpStatus.NOT_MODIFIED);
	}

	@Test
	void newFeedAddressReplacesTheOldOneAndRevokingEndsBoth() {
		TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		String old = newAddress();
		String path = newAddress();
		assertThat(fetch(old)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(fetch(path)).hasStatusOk();
		assertThat(this.mvc.post().uri("/forecast/feed/revoke").with(SignedIn.as(this.reader)).with(csrf()).exchange())
			.hasStatus(HttpStatus.FOUND);
		assertThat(fetch(path)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void secretIsStoredOnlyAsAHash() {
		String secret = newAddress().replaceAll(".*/(.*)\\.ics", "$1");
		assertThat(secret).hasSize(43);
		assertThat(this.jdbc.sql("SELECT encode(token_hash, 'escape') FROM forecast_feeds WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.single()).doesNotContain(secret);
		assertThat(this.mvc.get().uri("/forecast/feed").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.contains("Masz adres, który działa od", "14 marca 2027")
			.doesNotContain(secret);
	}

	@Test
	void feedAddressEndsWithItsAccount() {
		TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		String path = newAddress();
		this.jdbc.sql("DELETE FROM users WHERE user_id = ?").param(this.reader.value()).update();
		assertThat(fetch(path)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(fetch("/forecast/feed/guess.ics")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void onlyTheFeedItselfNeedsNoSignIn() {
		String path = newAddress();
		assertThat(this.mvc.post().uri(path).with(csrf()).exchange()).hasStatus(HttpStatus.FOUND)
			.hasRedirectedUrl("/login");
		assertThat(this.mvc.get().uri("/forecast/feed").exchange()).hasStatus(HttpStatus.FOUND);
	}

	private MvcTestResult fetch(String path) {
		return this.mvc.get().uri(path).exchange();
	}

	private String newAddress() {
		MvcTestResult made = this.mvc.post()
			.uri("/forecast/feed")
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange();
		String address = String.valueOf(made.getMvcResult().getFlashMap().get("address"));
		assertThat(address).startsWith("http://localhost/forecast/feed/");
		return address.substring("http://localhost".length());
	}

}
