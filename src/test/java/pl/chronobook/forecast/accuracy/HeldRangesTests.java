package pl.chronobook.forecast.accuracy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class HeldRangesTests {

	@Autowired
	private HeldRanges heldRanges;

	@Autowired
	private AccuracyMetrics metrics;

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
	}

	@AfterEach
	void forget() {
		this.jdbc.sql("DELETE FROM users WHERE user_id = ?").param(this.reader.value()).update();
		this.heldRanges.set(new HeldRanges.Count(0, 0, false));
	}

	@Test
	void landingPageTellsWhichRangesHeld() {
		this.jdbc
			.sql("""
					INSERT INTO foretold_finishes
					  (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, ahead, verdict, finished_on)
					SELECT ?, gen_random_uuid(), '2027-01-04', '2027-01-04', '2027-01-04', 'PACE', 'Tom', '2027-01-15',
					  '2027-01-20', '2027-01-31', '{}', 'FINISHED',
					  CASE WHEN number <= 97 THEN date '2027-01-20' ELSE date '2027-02-03' END
					FROM generate_series(1, 120) AS number""")
			.param(this.reader.value())
			.update();
		this.metrics.refresh();
		long[] all = this.jdbc.sql("""
				SELECT count(*), count(*) FILTER (WHERE finished_on BETWEEN early AND late) FROM foretold_finishes
				WHERE verdict IN ('FINISHED', 'UNFINISHED') AND late >= '2026-03-14'""")
			.query((row, number) -> new long[] { row.getLong(1), row.getLong(2) })
			.single();
		assertThat(this.heldRanges.ofThePastYear()).contains(new HeldRanges.Count(all[0], all[1], false));
		assertThat(all[0]).isGreaterThanOrEqualTo(120);
		assertThat(landing()).contains("Z %d przewidywań".formatted(all[0]), "%d zmieści".formatted(all[1]))
			.doesNotContain("65 prawdziwych czytelników");
	}

	@Test
	void benchmarkIsShownWhileFewRangesWereJudged() {
		this.heldRanges.set(new HeldRanges.Count(99, 80, false));
		assertThat(landing()).contains("65 prawdziwych czytelników", "/docs/forecasting.md#scores")
			.doesNotContain("Z 99");
		this.heldRanges.set(new HeldRanges.Count(100, 82, false));
		assertThat(landing()).contains("Z 100 przewidywań, których termin minął w ostatnim roku, 82 zmieściły się");
	}

	@Test
	void countOfASampleIsAboutRight() {
		this.heldRanges.set(HeldRanges.Count.of(1_234_567, 987_654.3, true));
		assertThat(landing().replace('\u00a0', ' ')).contains("Z około 1 235 000 przewidywań",
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
