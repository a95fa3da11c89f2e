package pl.chronobook.reading.web.shelf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AudioTimeTests {

	@ParameterizedTest
	@CsvSource({ "11:20, 680", "0:05, 5", "3:40:59, 220", "11 godz. 20 min, 680", "11h20m, 680", "2 godziny, 120",
			"1 g 5 min., 65", "45 min, 45", "680 minut, 680" })
	void timesAreParsedAsPeopleTypeThem(String text, int minutes) {
		assertThat(AudioTime.parse(text)).contains(minutes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "340", "45%", "3:60", "godz.", "-1:20", "3,5 godz." })
	void anythingElseIsNoTime(String text) {
		assertThat(AudioTime.parse(text)).isEmpty();
	}

}
