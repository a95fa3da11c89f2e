package pl.chronobook.forecast.web;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.StatementCounter;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class AccuracyTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	@BeforeEach
	void aReader() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void accuracyPageExplainsItselfToANewReader() {
		assertThat(page()).hasStatusOk()
			.bodyText()
			.contains("Jeszcze nie ma czego oceniać.", "historia jest jeszcze za krótka");
	}

	@Test
	void firstForecastOfAWeekIsRecordedForTheNextTenBooks() {
		this.jdbc.sql("INSERT INTO forecast_plans (user_id, pages_per_week) VALUES (?, 140)")
			.param(this.reader.value())
			.update();
		for (int i = 0; i < 12; i++) {
			TestBooks.onList(this.jdbc, this.reader, "Tom " + i, 200);
		}
		dashboard();
		String kept = kept();
		assertThat(kept).startsWith("10 2027-03-08 2027-03-14");
		TestBooks.onList(this.jdbc, this.reader, "Jeszcze jeden", 200);
		dashboard();
		assertThat(kept()).isEqualTo(kept);
		assertThat(page()).bodyText().contains("Czekamy.", "10 prognoz czeka na swój dzień.");
	}

	@ParameterizedTest
	@CsvSource({ "2027-01-20, FINISHED", "2027-01-10, FINISHED", "2027-02-01, FINISHED", "2027-01-03, FINISHED",
			", UNFINISHED" })
	void forecastIsJudgedWhenItsRangeHasEnded(LocalDate finished, String verdict) {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 300);
		recordForecast(entry, "2027-01-04", "2027-01-15", "2027-01-20", "2027-01-31", "{}");
		finish(entry, finished);
		assertThat(page()).hasStatusOk();
		assertThat(verdict(entry)).isEqualTo(verdict);
	}

	@Test
	void forecastIsNotJudgedBeforeItsRangeHasEnded() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 300);
		recordForecast(entry, "2027-03-01", "2027-03-05", "2027-03-10", "2027-03-14", "{}");
		finish(entry, LocalDate.of(2027, 3, 6));
		assertThat(page()).bodyText().contains("Czekamy.", "15 marca 2027");
		assertThat(verdict(entry)).isNull();
	}

	@Test
	void forecastOfAChangedPlanIsSetAside() {
		EntryId first = TestBooks.onList(this.jdbc, this.reader, "Lalka", 300);
		EntryId second = TestBooks.onList(this.jdbc, this.reader, "Faraon", 300);
		recordForecast(second, "2027-01-04", "2027-01-15", "2027-01-20", "2027-01-31", "{" + first.value() + "}");
		finish(second, LocalDate.of(2027, 1, 18));
		page();
		assertThat(verdict(second)).as("the first book was skipped").isEqualTo("PLAN_CHANGED");

		EntryId dropped = TestBooks.onList(this.jdbc, this.reader, "Emancypantki", 300);
		recordForecast(dropped, "2027-01-04", "2027-01-15", "2027-01-20", "2027-01-31", "{}");
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'ABANDONED' WHERE tbr_id = ?").param(dropped.value()).update();
		changed();
		assertThat(page()).bodyText().contains("2 prognozy są odłożone");
		assertThat(verdict(dropped)).isEqualTo("PLAN_CHANGED");
	}

	@Test
	void planIsKeptWhenTheBookAheadIsFinishedOnTheDayOfTheForecast() {
		EntryId first = TestBooks.onList(this.jdbc, this.reader, "Lalka", 300);
		EntryId second = TestBooks.onList(this.jdbc, this.reader, "Faraon", 300);
		recordForecast(second, "2027-01-04", "2027-01-15", "2027-01-20", "2027-01-31", "{" + first.value() + "}");
		finish(first, LocalDate.of(2027, 1, 3));
		finish(second, LocalDate.of(2027, 1, 18));
		page();
		assertThat(verdict(second)).isEqualTo("FINISHED");
	}

	@Test
	void rangesThatHoldTooOftenWillNarrowAndTheirPictureIsSaved() throws IOException {
		assertThat(get("/forecast/accuracy/judged.png")).hasStatus(HttpStatus.NOT_FOUND);
		for (int i = 0; i < 11; i++) {
			EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Tom " + i, 300);
			LocalDate week = LocalDate.of(2026, 1, 5).plusWeeks(i);
			recordForecast(entry, week.toString(), week.plusDays(2).toString(), week.plusDays(3).toString(),
					week.plusDays(5).toString(), "{}");
			finish(entry, week.plusDays((i < 10) ? 4 : 6));
		}
		assertThat(page()).bodyText()
			.contains("Sprawdziło się 10 przedziałów z 11.", "To 91%, więcej niż obiecane 80%", "same się zwężą",
					"href=\"/forecast/accuracy/judged.png\"");
		MvcTestResult picture = get("/forecast/accuracy/judged.png");
		assertThat(picture).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.getResponse().getContentAsByteArray()));
		assertThat(image.getWidth()).isEqualTo(1080);
		assertThat(image.getHeight()).isBetween(500, 1100);
		this.reader = TestReaders.create(this.jdbc);
		assertThat(get("/forecast/accuracy/judged.png")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get("/forecast/accuracy/hindsight.png")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void unfinishedBookCountsAsTheLargestMiss() {
		for (int i = 0; i < 3; i++) {
			EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Tom " + i, 300);
			recordForecast(entry, "2026-01-05", "2026-01-15", "2026-01-20", "2026-01-31", "{}");
			if (i == 0) {
				finish(entry, LocalDate.of(2026, 2, 10));
			}
		}
		assertThat(page()).bodyText().contains("Sprawdziło się 0 przedziałów z 3").doesNotContain("zwykle różniła się");
	}

	@Test
	void otherBookFinishedInBetweenSetsTheForecastAside() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 300);
		EntryId between = TestBooks.onList(this.jdbc, this.reader, "Placówka", 200);
		recordForecast(entry, "2027-01-04", "2027-01-15", "2027-01-20", "2027-01-31", "{}");
		finish(between, LocalDate.of(2027, 1, 12));
		finish(entry, LocalDate.of(2027, 1, 25));
		page();
		assertThat(verdict(entry)).isEqualTo("PLAN_CHANGED");
	}

	@Test
	void missStaysAMissAfterItsBookIsDropped() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 300);
		recordForecast(entry, "2027-01-04", "2027-01-15", "2027-01-20", "2027-01-31", "{}");
		page();
		assertThat(verdict(entry)).isEqualTo("UNFINISHED");
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'ABANDONED' WHERE tbr_id = ?").param(entry.value()).update();
		changed();
		page();
		assertThat(verdict(entry)).isEqualTo("UNFINISHED");
		finish(entry, LocalDate.of(2027, 3, 2));
		assertThat(page()).bodyText().contains("+41 dni", "(poza)");
		assertThat(verdict(entry)).isEqualTo("FINISHED");
	}

	@Test
	void tenJudgedForecastsGetAVerdictAndAComparisonWithTheNaiveAverage() {
		for (int i = 0; i < 10; i++) {
			EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Tom " + i, 300);
			LocalDate origin = LocalDate.of(2026, 1, 5).plusWeeks(4L * i);
			recordForecast(entry, origin.toString(), origin.plusDays(10).toString(), origin.plusDays(14).toString(),
					origin.plusDays(20).toString(), "{}");
			finish(entry, origin.plusDays((i < 8) ? 16 : 24));
		}
		assertThat(page()).bodyText()
			.contains("Sprawdziło się 8 przedziałów z 10.", "To 80%, mniej więcej tyle, ile obiecujemy.",
					"zwykle różniła się od prawdziwej o 2 dni", "myliła się w tych samych przypadkach o 5 dni", "Tom 9")
			.doesNotContain("Czekamy.");
	}

	@Test
	void hindsightIsComputedOnceForTheSameHistory() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 9_000);
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				SELECT ?, ?, day, day + interval '40 minutes', 10 + (extract(doy FROM day)::int * 7) % 23
				FROM generate_series('2025-06-01T18:00Z'::timestamptz, '2027-03-13T18:00Z', '1 day') AS day""")
			.params(entry.value(), this.reader.value())
			.update();
		changed();
		int first = this.statements.count(this::page);
		assertThat(page()).bodyText().contains("Gdybyśmy liczyli to już wcześniej", "300 stron", "1000 stron");
		int again = this.statements.count(this::page);
		assertThat(again).isLessThan(first).isLessThan(17);
	}

	@Test
	void hindsightOfFinishDatesAloneIsAboutBooks() {
		for (int month = 0; month < 24; month++) {
			finish(TestBooks.onList(this.jdbc, this.reader, "Tom " + month, 300),
					LocalDate.of(2025, 3, 20).plusMonths(month));
		}
		assertThat(page()).bodyText()
			.contains("Gdybyśmy liczyli to już wcześniej", "następna książka", "3 książki")
			.doesNotContain("forecast.hindsight");
	}

	@Test
	void forecastsOfAnotherReaderAreInvisible() {
		EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Tajemna księga", 300);
		recordForecast(entry, "2027-01-04", "2027-01-15", "2027-01-20", "2027-01-31", "{}");
		finish(entry, LocalDate.of(2027, 1, 20));
		assertThat(page()).bodyText().contains("Tajemna księga");
		this.reader = TestReaders.create(this.jdbc);
		assertThat(page()).bodyText().doesNotContain("Tajemna księga");
	}

	private void recordForecast(EntryId entry, String origin, String early, String middle, String late, String ahead) {
		this.jdbc
			.sql("""
					INSERT INTO foretold_finishes
					  (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead)
					SELECT user_id, tbr_id, date_trunc('week', :origin::date)::date, :origin::date - 1, :origin::date, 'PACE', title,
					  :early::date, :middle::date, :late::date, :middle::date - 3, :ahead::uuid[]
					FROM user_tbr_list JOIN books USING (book_id) WHERE tbr_id = :entry""")
			.param("origin", origin)
			.param("early", early)
			.param("middle", middle)
			.param("late", late)
			.param("ahead", ahead)
			.param("entry", entry.value())
			.update();
	}

	private void finish(EntryId entry, LocalDate on) {
		if (on != null) {
			this.jdbc.sql("UPDATE user_tbr_list SET status = 'FINISHED' WHERE tbr_id = ?")
				.param(entry.value())
				.update();
			this.jdbc.sql("INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, ?)")
				.params(entry.value(), this.reader.value(), on)
				.update();
		}
		changed();
	}

	private void changed() {
		this.jdbc.sql("UPDATE reading_lists SET revision = revision + 1 WHERE user_id = ?")
			.param(this.reader.value())
			.update();
	}

	private String verdict(EntryId entry) {
		return this.jdbc.sql("SELECT verdict FROM foretold_finishes WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.optional()
			.orElse(null);
	}

	private String kept() {
		return this.jdbc.sql(
				"SELECT concat_ws(' ', count(*), min(week), max(origin), max(late)) FROM foretold_finishes WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.single();
	}

	private void dashboard() {
		assertThat(this.mvc.get().uri("/").with(SignedIn.as(this.reader)).exchange()).hasStatusOk();
	}

	private MvcTestResult page() {
		return get("/forecast/accuracy");
	}

	private MvcTestResult get(String path) {
		return this.mvc.get().uri(path).with(SignedIn.as(this.reader)).exchange();
	}

}
