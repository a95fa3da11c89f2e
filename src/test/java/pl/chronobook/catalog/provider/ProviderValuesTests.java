package pl.chronobook.catalog.provider;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderValuesTests {

	@ParameterizedTest
	@CsvSource({ "2018, 2018", "2018-05, 2018", "2018-05-31, 2018", "1890, 1890", "2012*, 2012" })
	void yearIsReadFromAnyDate(String date, int year) {
		assertThat(ProviderValues.year(date)).isEqualTo(year);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "19", "0000", "20181", "nieznana", "maj 2018" })
	void malformedDateGivesNoYear(String date) {
		assertThat(ProviderValues.year(date)).isNull();
		assertThat(ProviderValues.year(null)).isNull();
	}

	@Test
	void lengthOutsideTheRangeIsUnknown() {
		assertThat(ProviderValues.pageCount(1)).isEqualTo(new PageCount(1));
		assertThat(ProviderValues.pageCount(20_000)).isEqualTo(new PageCount(20_000));
		assertThat(ProviderValues.pageCount(412.0)).isEqualTo(new PageCount(412));
		for (Number wrong : List.of(0, -1, 20_001, Long.MAX_VALUE, Double.NaN, 0.5)) {
			assertThat(ProviderValues.pageCount(wrong)).as("%s", wrong).isNull();
		}
		assertThat(ProviderValues.pageCount(null)).isNull();
	}

	@ParameterizedTest
	@CsvSource({
			"http://books.google.com/books/content?id=a&zoom=1&edge=curl&source=gbs_api, https://books.google.com/books/content?id=a&zoom=1&source=gbs_api",
			"http://books.google.com/books/content?id=a&edge=curl, https://books.google.com/books/content?id=a",
			"https://covers.openlibrary.org/b/id/1-M.jpg, https://covers.openlibrary.org/b/id/1-M.jpg",
			"http://127.0.0.1:8089/x?edge=no, http://127.0.0.1:8089/x?edge=no" })
	void coverIsAskedForWithTlsAndWithoutTheFoldedCorner(String sent, String asked) {
		assertThat(ProviderValues.cover(sent, List.of(URI.create("http://127.0.0.1:8089"))))
			.isEqualTo(URI.create(asked));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "::", "/relative", "file:///etc/passwd", "javascript:alert(1)",
			"data:image/png;base64,x", "https:///x" })
	void malformedAddressIsNoCover(String sent) {
		assertThat(ProviderValues.cover(sent, List.of())).isNull();
	}

	@Test
	void endlessTextIsCutBetweenCharacters() {
		assertThat(ProviderValues.title("x".repeat(5_000)).orElseThrow()).hasSize(500).endsWith("…");
		assertThat(ProviderValues.title("😀".repeat(400)).orElseThrow()).hasSizeLessThanOrEqualTo(500)
			.matches("(😀)+…");
		assertThat(ProviderValues.title(" \u0000\t ")).isEmpty();
		assertThat(ProviderValues.author(Arrays.asList("A".repeat(290), null, "B".repeat(290)))).hasSize(300);
	}

	@Test
	void authorsAreJoinedAndOneIsNeverMissing() {
		assertThat(ProviderValues.author(Arrays.asList("Ilja Ilf", null, " ", "Jewgienij\nPietrow", "Ilja Ilf")))
			.isEqualTo("Ilja Ilf, Jewgienij Pietrow");
		assertThat(ProviderValues.author(null)).isEqualTo("Autor nieznany");
		assertThat(ProviderValues.author(List.of())).isEqualTo("Autor nieznany");
	}

	@Test
	void firstIsbnOfThirteenDigitsIsTaken() {
		assertThat(ProviderValues.isbn(Arrays.asList("UOM:39015", null, "8375780634", "9788308049051")))
			.isEqualTo(new Isbn("9788308049051"));
		assertThat(ProviderValues.isbn(List.of("8375780634"))).isEqualTo(new Isbn("9788375780635"));
		assertThat(ProviderValues.isbn(null)).isNull();
	}

}
