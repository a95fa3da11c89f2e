package pl.chronobook.reading.web.statistics;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
class PicturePagesTests {

	private static final Pattern PICTURE = Pattern.compile("(?:src|href)=\"(/statistics/[^\"]*\\.png[^\"]*)\"");

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	private ReaderId reader;

	@BeforeEach
	void aReaderWithSessionsAndBooks() {
		this.reader = TestReaders.create(this.jdbc);
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Zażółć gęślą jaźń & <b>", 700);
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				VALUES (:entry, :reader, '2027-02-03T17:00:00Z', '2027-02-03T18:00:00Z', 40),
				  (:entry, :reader, '2027-03-07T17:00:00Z', '2027-03-07T18:00:00Z', 30)""")
			.param("entry", entry.value())
			.param("reader", this.reader.value())
			.update();
		this.jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
				VALUES (?, ?, '2027-02-01', '2027-03-10')""").params(entry.value(), this.reader.value()).update();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/statistics?by=day", "/statistics/2027", "/statistics/2027/cards", "/statistics/compare" })
	void everyPictureOfAPageCanBeSaved(String page) throws IOException {
		List<String> addresses = PICTURE.matcher(get(page).getResponse().getContentAsString())
			.results()
			.map((MatchResult found) -> found.group(1).replace("&amp;", "&"))
			.distinct()
			.toList();
		assertThat(addresses).isNotEmpty();
		for (String address : addresses) {
			MvcTestResult picture = get(address);
			assertThat(picture).as(address).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
			assertThat(picture).headers()
				.hasHeaderSatisfying(HttpHeaders.CONTENT_DISPOSITION,
						value -> assertThat(value.getFirst()).startsWith("attachment; filename=\"chronobook-"))
				.hasHeaderSatisfying(HttpHeaders.CACHE_CONTROL,
						value -> assertThat(value.getFirst()).contains("no-store"));
			BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.getResponse().getContentAsByteArray()));
			assertThat(image.getWidth()).isEqualTo(1080);
			assertThat(image.getHeight()).isBetween(400, 1350);
		}
	}

	@Test
	void cardsSayInWordsWhatTheyShow() {
		assertThat(get("/statistics/2027/cards")).hasStatusOk()
			.bodyText()
			.contains("Rok 2027 na kartach", "Rok 2027 w książkach: 1 przeczytana książka, ",
					"Przeczytane: Zażółć gęślą jaźń &amp; &lt;b&gt;", "/statistics/2027/cards/days.png");
	}

	@Test
	void theCardOfTheBooksIsDescribedByTheBooksThatItNames() {
		for (int day = 11; day <= 25; day++) {
			this.jdbc.sql("""
					INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
					VALUES (:entry, :reader, make_date(2027, 2, :day), make_date(2027, 2, :day))""")
				.param("entry", TestBooks.onList(this.jdbc, this.reader, "Tom " + day, 100).value())
				.param("reader", this.reader.value())
				.param("day", day)
				.update();
		}
		assertThat(get("/statistics/2027/cards")).hasStatusOk()
			.bodyText()
			.contains("Przeczytane: Zażółć gęślą jaźń &amp; &lt;b&gt;, Tom 25, ", "Tom 13 i 2 inne")
			.doesNotContain("Tom 12");
	}

	@Test
	void aReaderOfTooManyPicturesIsAskedToWait() {
		MvcTestResult last = null;
		for (int i = 0; i <= 60; i++) {
			last = get("/statistics/2027/cards/unknown.png");
			assertThat(last).hasStatus((i < 60) ? HttpStatus.NOT_FOUND : HttpStatus.TOO_MANY_REQUESTS);
		}
		assertThat(last).hasHeader(HttpHeaders.RETRY_AFTER, "3").bodyText().contains("Spróbuj ponownie za 3 sekundy.");
		assertThat(this.mvc.get()
			.uri("/forecast/living/burn-down.png")
			.accept(MediaType.IMAGE_PNG)
			.with(SignedIn.as(this.reader))).hasStatus4xxClientError();
		assertThat(get("/statistics")).hasStatusOk();
		this.reader = TestReaders.create(this.jdbc);
		assertThat(get("/statistics/2027/cards/unknown.png")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/statistics/pictures/unknown.png", "/statistics/pictures/given-up.png",
			"/statistics/pictures/pages.png?year=1999", "/statistics/pictures/heatmap.png?year=2000000000",
			"/statistics/1999/cards", "/statistics/1999/cards/summary.png", "/statistics/2027/cards/unknown.png",
			"/statistics/compare/picture.png?a=2099&b=2027" })
	void unknownPicturesAreNotFound(String address) {
		assertThat(get(address)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void anotherReadersPicturesAreEmptyOrMissing() {
		this.reader = TestReaders.create(this.jdbc);
		assertThat(get("/statistics/2027/cards/books.png")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get("/statistics/pictures/heatmap.png")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.get().uri("/statistics/2027/cards/books.png").exchange()).hasStatus3xxRedirection();
	}

	private MvcTestResult get(String path) {
		return this.mvc.get().uri(path).with(SignedIn.as(this.reader)).exchange();
	}

}
