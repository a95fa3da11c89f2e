package pl.chronobook.catalog.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.provider.BibliotekaNarodowaApi.Marc;

import static org.assertj.core.api.Assertions.assertThat;

class MarcRecordTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "330, [6] s. :|330", "330 stron|330", "1 strona|1", "XII, 345, [3] strony ;|345", "[120] s.|120",
					"[5], 123 s., [8] s. tabl.|123", "412 s|412", "98 str.|98", "xvi, 240 p. :|240",
					"1 dokument elektroniczny (512 stron)|512" })
	void readsThePagesOfTheLongestSequence(String extent, int pages) {
		assertThat(MarcRecord.pages(extent)).contains(new PageCount(pages));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1 dysk optyczny (CD)", "2 t. (345 ; 421 s.)", "3 woluminy (345, 421, 512 stron)",
			"stron", "0 s.", "99999 stron", "s. 12-15", "20 cm" })
	void extentWithoutASingleLengthHasNoPages(String extent) {
		assertThat(MarcRecord.pages(extent)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Prus, Bolesław (1847-1912).|Bolesław Prus", "Lem, Stanisław|Stanisław Lem",
			"Homer|Homer", "Reymont, Władysław Stanisław,|Władysław Stanisław Reymont" })
	void putsGivenNamesFirst(String heading, String name) {
		assertThat(MarcRecord.givenNamesFirst(heading)).isEqualTo(name);
	}

	@Test
	void joinsTitleAndPartAndReadsSeriesAuthorsAndIsbns() {
		MarcRecord record = MarcRecord.of(new Marc(List.of(Map.of("001", "b1"),
				field("020", "a", "978-83-7578-063-5 (t. 1)"), field("100", "a", "Ilf, Ilja,"),
				field("245", "a", "Pisma :", "b", "wybór /", "n", "T. 2,", "p", "Listy."),
				field("490", "a", "Biblioteka Klasyki ;", "v", "t. 7"),
				field("700", "a", "Pietrow, Jewgienij", "e", "Autor"),
				field("700", "a", "Pollak, Seweryn", "e", "Tłumaczenie"))));
		assertThat(record.title()).contains("Pisma. T. 2. Listy");
		assertThat(record.authors()).containsExactly("Ilja Ilf", "Jewgienij Pietrow");
		assertThat(record.series()).contains("Biblioteka Klasyki, t. 7");
		assertThat(record.isbns()).extracting("value").containsExactly("9788375780635");
	}

	/**
	 * @param subfields codes and values, alternating
	 */
	private static Map<String, Object> field(String tag, String... subfields) {
		return Map.of(tag,
				Map.of("ind1", " ", "ind2", " ", "subfields",
						IntStream.range(0, subfields.length / 2)
							.mapToObj(i -> Map.of(subfields[2 * i], subfields[2 * i + 1]))
							.toList()));
	}

}
