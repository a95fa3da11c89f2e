package pl.chronobook;

import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A number that is rounded in a sentence has the noun that its rounded form asks for.
 */
class IcuMessageSourceTests {

	private final IcuMessageSource messages = new IcuMessageSource("messages");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0      | Czytasz mniej niż stronę dziennie
			1.02   | Czytasz około 1 strony dziennie
			11.94  | Czytasz około 11,9 strony dziennie
			13.967 | Czytasz około 14 stron dziennie
			22     | Czytasz około 22 stron dziennie""")
	void paceIsRoundedWithItsNoun(double pages, String sentence) {
		assertThat(this.messages.getMessage("forecast.why.pace", new Object[] { pages }, Locale.ROOT))
			.isEqualTo(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			11.94  | teraz około 11,9 strony dziennie.
			13.967 | teraz około 14 stron dziennie.""")
	void evidenceIsRoundedWithItsNoun(double pages, String end) {
		assertThat(this.messages.getMessage("forecast.evidence.books", new Object[] { 30, 1055, pages }, Locale.ROOT))
			.endsWith(end);
	}

}
