package pl.chronobook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A number that is rounded in a sentence has the noun that its rounded form asks for, and
 * no message replaces another one silently.
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

	/** Of two messages with the same key the first would have no effect. */
	@Test
	void everyKeyHasOneMessage() throws IOException {
		Set<String> seen = new HashSet<>();
		assertThat(Files.readAllLines(Path.of("src/main/resources/messages.properties"))
			.stream()
			.filter(line -> !line.startsWith("#") && line.contains("="))
			.map(line -> line.substring(0, line.indexOf('=')).strip())
			.filter(key -> !seen.add(key))).isEmpty();
		assertThat(seen).contains("forecast.cost");
	}

}
