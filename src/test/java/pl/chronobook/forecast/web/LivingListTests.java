package pl.chronobook.forecast.web;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
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

/**
 * The list as its reader lives with it. Today is 14 March 2027.
 */
@WebTest
class LivingListTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	private ReaderId reader;

	@BeforeEach
	void aReaderOfTwentyPagesADay() {
		this.reader = TestReaders.create(this.jdbc);
		EntryId old = TestBooks.onList(this.jdbc, this.reader, "Dawniej", 9_000);
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'ABANDONED' WHERE tbr_id = ?").param(old.value()).update();
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				SELECT ?, ?, day, day + interval '40 minutes', 20
				FROM generate_series('2026-03-01T18:00Z'::timestamptz, '2027-03-13T18:00Z', '1 day') AS day""")
			.params(old.value(), this.reader.value())
			.update();
	}

	@Test
	void listWithFewArrivalsShowsADateAndAChartWithItsTable() {
		addEvery("120 days", "2026-01-01");

		assertThat(get("/forecast/living")).hasStatusOk()
			.bodyText()
			.contains("id=\"living-finish\"", "burn-down-fan", "<summary>Tabela</summary>", "Szansa, że lista będzie")
			.containsPattern(
					"najpewniej od <span>%1$s</span> do <span>%1$s</span>".formatted("\\p{L}+(?:a|ego) 20\\d\\d"));
	}

	@Test
	void theChartIsSavedAsAPicture() throws IOException {
		addEvery("120 days", "2026-01-01");
		assertThat(get("/forecast/living?fewer=1")).bodyText()
			.contains("/forecast/living/burn-down.png?fewer=1", "Zapisz obraz");
		MvcTestResult picture = get("/forecast/living/burn-down.png?fewer=1");
		assertThat(picture).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.getResponse().getContentAsByteArray()));
		assertThat(image.getWidth()).isEqualTo(1080);
		assertThat(image.getHeight()).isBetween(500, 900);
		assertThat(get("/forecast/living/burn-down.png?fewer=51")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void thePictureGoesThroughAllPoints() {
		assertThat(BurnDownPicture.path("1,2 3,4  5,6")).isEqualTo("M1,2L3,4L5,6");
		assertThat(BurnDownPicture.path("")).isEqualTo("M0 0");
	}

	@Test
	void pageOfAGrowingListStatesTheSufficientReduction() {
		addEvery("4 days", "2026-01-01");

		assertThat(get("/forecast/living")).hasStatusOk()
			.bodyText()
			.contains("Książek przybywa szybciej, niż czytasz", "mniej w miesiącu:", "/forecast/living?fewer=");
		assertThat(get("/forecast/living?fewer=50")).bodyText().contains("id=\"living-finish\"");
	}

	@Test
	void numberOutOfRangeIsRefusedBesideItsField() {
		addEvery("20 days", "2026-01-01");

		assertThat(get("/forecast/living?fewer=sto")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Podaj liczbę książek od 0 do 50.", "value=\"sto\"")
			.doesNotContain("living-answer");
	}

	@Test
	void pageWithoutAForecastAsksForAHistory() {
		this.reader = TestReaders.create(this.jdbc);

		assertThat(get("/forecast/living")).hasStatusOk().bodyText().contains("Najpierw potrzebna jest prognoza.");
	}

	@Test
	void accuracyPageShowsTheBacktestOfTheLivingList() {
		addEvery("10 days", "2025-09-01");

		assertThat(get("/forecast/accuracy")).hasStatusOk()
			.bodyText()
			.contains("id=\"pile\"", "listy z nowymi książkami");
	}

	private void addEvery(String interval, String since) {
		int number = 0;
		List<String> days = this.jdbc
			.sql("SELECT day::text FROM generate_series(?::timestamptz, '2027-03-13', ?::interval) AS day")
			.params(since + "T12:00Z", interval)
			.query(String.class)
			.list();
		for (String day : days) {
			EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Książka " + ++number, 300);
			this.jdbc.sql("UPDATE user_tbr_list SET added_at = ?::timestamptz WHERE tbr_id = ?")
				.params(day, entry.value())
				.update();
		}
	}

	private MvcTestResult get(String address) {
		return this.mvc.get().uri(address).with(SignedIn.as(this.reader)).exchange();
	}

}
