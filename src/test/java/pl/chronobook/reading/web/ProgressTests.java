package pl.chronobook.reading.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "120, 120", "320, 320", "' 45 % ', 144", "100%, 320", "0%, 0" })
	void readsPagesAndPercent(String typed, int page) {
		assertThat(Progress.parse(typed, 320)).contains(page);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "-1", "321", "101%", "100,1%", "sto", "12 13", "1e3", "99999999999", "²" })
	void placesOutsideTheBookAreRefused(String typed) {
		assertThat(Progress.parse(typed, 320)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "'45,5%', 455", "12.3%, 123", "'99,96 %', 1000", "'12,5', 12" })
	void percentMayHaveDecimals(String typed, int page) {
		assertThat(Progress.parse(typed, 1_000)).contains(page);
	}

	@Test
	void percentageOfAnUnknownLengthIsRefused() {
		assertThat(Progress.parse("45%", null)).isEmpty();
		assertThat(Progress.parse("45", null)).contains(45);
	}

}
