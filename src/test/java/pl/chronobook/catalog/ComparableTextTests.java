package pl.chronobook.catalog;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ComparableTextTests {

	@ParameterizedTest
	@CsvSource({ "Zażółć GĘŚLĄ jaźń, zazolc gesla jazn", "'  Łódź: 1984–2000! ', lodz 1984 2000", "Čapek, capek",
			"'?!', ''" })
	void caseDiacriticsAndPunctuationAreIgnored(String text, String words) {
		assertThat(ComparableText.of(text)).isEqualTo(words);
	}

}
