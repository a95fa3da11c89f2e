package pl.chronobook.forecast.accuracy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.forecast.accuracy.ArchivedForecasts.Finish;
import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ArchivePart.PartAddition;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class HeldRangesTests {

	@Autowired
	private HeldRanges heldRanges;

	@Autowired
	private AccuracyMetrics metrics;

	@Autowired
	private AccuracyArchivePart archive;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MessageSource messages;

	private ReaderId reader;

	@BeforeEach
	void aReader() {
		this.reader = TestReaders.create(this.jdbc);
		this.jdbc.sql("UPDATE users SET created_at = '2026-12-28' WHERE user_id = ?")
			.param(this.reader.value())
			.update();
	}

	@AfterEach
	void forget() {
		this.jdbc.sql("DELETE FROM users WHERE user_id = ?").param(this.reader.value()).update();
		this.heldRanges.set(new HeldRanges.Count(0, 0, false));
	}

	@Test
	void landingPageTellsWhichRangesHeld() {
		record("2027-01-04", "2027-01-31", 120, 97);
		HeldRanges.Count first = counted();
		record("2027-01-11", "2027-02-07", 50, 20);
		assertThat(counted()).isEqualTo(new HeldRanges.Count(first.judged() + 50, first.held() + 20, false));
		assertThat(first.judged()).isGreaterThanOrEqualTo(120);
		assertThat(landing())
			.contains("minął termin %d przewidywań".formatted(first.judged() + 50),
					"%d zmieści".formatted(first.held() + 20))
			.doesNotContain("65 prawdziwych czytelników");
	}

	@Test
	void forecastsOfOtherAccountsAndOfVisitorsDoNotCount() {
		record("2027-01-04", "2027-01-31", 120, 97);
		HeldRanges.Count first = counted();
		record("2026-11-30", "2026-12-20", 50, 0);
		record("2027-03-01", "2027-06-30", 50, 0);
		assertThat(counted()).isEqualTo(first);
		this.jdbc.sql("UPDATE users SET demo = true WHERE user_id = ?").param(this.reader.value()).update();
		this.metrics.refresh();
		assertThat(this.heldRanges.ofThePastYear().map(HeldRanges.Count::judged).orElse(0L))
			.isLessThanOrEqualTo(first.judged() - 120);
	}

	@Test
	void archiveAddsNoForecastOfTheTimeSinceTheAccountWasCreated() {
		record("2027-01-04", "2027-01-31", 120, 97);
		HeldRanges.Count first = counted();
		List<Finish> invented = Stream.of("2026-12-28", "2026-12-29", "2026-12-30", "2027-01-04")
			.map(LocalDate::parse)
			.map(day -> new Finish(new EntryId(UUID.randomUUID()), day, day, day, ForecastStage.PACE, "Tom",
					day.plusDays(10), day.plusDays(20), day.plusDays(30), null, List.of(), ForecastVerdict.FINISHED,
					day.plusDays(20)))
			.toList();
		assertThat(this.archive.preview(this.reader, new ArchivedForecasts(invented)))
			.containsExactly(new PartAddition("forecasts", 2));
		assertThat(this.archive.add(this.reader, new ArchivedForecasts(invented)).orElseThrow().forecasts())
			.containsExactly(invented.get(0).key(), invented.get(1).key());
		assertThat(counted()).isEqualTo(first);
	}

	@Test
	void benchmarkIsShownWhileFewRangesWereJudged() {
		this.heldRanges.set(new HeldRanges.Count(99, 80, false));
		assertThat(landing()).contains("65 prawdziwych czytelników", "/docs/forecasting.md#scores")
			.doesNotContain("99 przewidywań");
		this.heldRanges.set(new HeldRanges.Count(100, 82, false));
		assertThat(landing()).contains("W ostatnim roku minął termin 100 przewidywań: 82 zmieściły się");
	}

	@Test
	void countOfASampleIsAboutRight() {
		this.heldRanges.set(HeldRanges.Count.of(1_234_567, 987_654.3, true));
		assertThat(landing().replace('\u00a0', ' ')).contains("termin około 1 235 000 przewidywań",
				"około 988 000 zmieściło");
	}

	@Test
	void figuresOfTheBenchmarkAreThoseOfTheDocumentation() throws IOException {
		String docs = Files.readString(Path.of("docs/forecasting.md"));
		assertThat(this.messages.getMessage("forecast.landing.benchmark", null, Locale.of("pl"))).contains(
				"%d prawdziwych".formatted(26 + 39),
				"%d na 100 tam, gdzie znane były sesje".formatted(percent(docs,
						"(?m)^\\| all 26 .*\\n(?:.*\\n){2}\\| \\| \\*\\*left out(?:[^|]*\\|){3} \\*\\*(0\\.\\d{3})")),
				"%d na 100 tam, gdzie tylko daty".formatted(percent(docs,
						"\\| all 39 \\| \\*\\*left out\\*\\* \\| \\*\\*[\\d.]+\\*\\* \\| – \\| (0\\.\\d{3})")));
	}

	/** Records forecasts for the reader; a finish outside of its range is a day late. */
	private void record(String madeOn, String late, int judged, int held) {
		this.jdbc
			.sql("""
					INSERT INTO foretold_finishes
					  (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, ahead, verdict, finished_on)
					SELECT :reader, gen_random_uuid(), made_on, made_on, made_on, 'PACE', 'Tom', late - 10, late - 5, late,
					  '{}', 'FINISHED', CASE WHEN number <= :held THEN late - 5 ELSE late + 1 END
					FROM generate_series(1, :judged) AS number,
					  (SELECT CAST(:madeOn AS date) AS made_on, CAST(:late AS date) AS late) AS days""")
			.param("reader", this.reader.value())
			.param("held", held)
			.param("judged", judged)
			.param("madeOn", madeOn)
			.param("late", late)
			.update();
	}

	private HeldRanges.Count counted() {
		this.metrics.refresh();
		return this.heldRanges.ofThePastYear().orElseThrow();
	}

	private static long percent(String docs, String row) {
		Matcher share = Pattern.compile(row).matcher(docs);
		assertThat(share.find()).as(row).isTrue();
		return Math.round(100 * Double.parseDouble(share.group(1)));
	}

	private String landing() {
		return new String(this.mvc.get().uri("/").exchange().getResponse().getContentAsByteArray(),
				StandardCharsets.UTF_8);
	}

}
