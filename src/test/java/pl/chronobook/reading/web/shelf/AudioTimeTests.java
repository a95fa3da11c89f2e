package pl.chronobook.reading.web.shelf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AudioTimeTests {

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "11:20; 680", "0:05; 5", "3:40:59; 220", "3:40 h; 220", "11 godz. 20 min; 680", "11h20m; 680",
					"11h20; 680", "12 h 5 m 30 s; 725", "2 godziny; 120", "1 godzinę 1 minutę; 61", "3,5 godz.; 210",
					"1.25h; 75", "1 g 5 min.; 65", "45 min; 45", "45\u00a0min; 45", "680 minut; 680" })
	void timesAreParsedAsPeopleTypeThem(String text, int minutes) {
		assertThat(AudioTime.parse(text)).contains(minutes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "340", "45%", "3:60", "godz.", "-1:20", "30 s", "2 h 75", "3,5 h 20 min", "1 2 3",
			"9999 h" })
	void anythingElseIsNoTime(String text) {
		assertThat(AudioTime.parse(text)).isEmpty();
	}

}
