package pl.chronobook.catalog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SeriesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Wiedźmin, 3             | Wiedźmin            | 3
			Wiedźmin, t. 3          | Wiedźmin            | 3
			Wiedźmin ; Tom 12       | Wiedźmin            | 12
			Wiedźmin, #3            | Wiedźmin            | 3
			Pamiętniki, cz. 2       | Pamiętniki          | 2
			Kroniki, część 2        | Kroniki             | 2
			Kroniki, cześć 2        | Kroniki, cześć 2    |
			Biblioteka, seria 2, 14 | Biblioteka, seria 2 | 14
			Kroniki                 | Kroniki             |
			Rok 1984                | Rok 1984            |
			Wiedźmin, #0.5          | Wiedźmin, #0.5      |
			Wiedźmin, 12345         | Wiedźmin, 12345     |""")
	void theVolumeIsTheNumberAtTheEnd(String text, String name, Integer volume) {
		assertThat(Series.parse(text)).contains(new Series(name, volume));
	}

	@Test
	void emptyAndEndlessTextsNameNoSeries() {
		assertThat(Series.parse(" \u00a0 ")).isEmpty();
		assertThat(Series.parse("x".repeat(201))).isEmpty();
		assertThat(Series.parse("x ,".repeat(5_000))).isEmpty();
	}

}
