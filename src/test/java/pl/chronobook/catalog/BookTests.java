package pl.chronobook.catalog;

import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BookTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Bolesław Prus                    | Lalka Bolesław Prus
			Bolesław Prus, Izabela Łęcka     | Lalka Bolesław Prus
			Autor nieznany                   | Lalka
			''                               | Lalka""")
	void otherEditionsAreFoundByTitleAndFirstAuthor(String author, String words) {
		assertThat(new Book(new BookId(UUID.randomUUID()), "Lalka", author, null, null, false).words())
			.isEqualTo(words);
	}

}
