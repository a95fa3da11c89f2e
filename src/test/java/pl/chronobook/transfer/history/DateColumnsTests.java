package pl.chronobook.transfer.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.transfer.file.Tables;
import pl.chronobook.transfer.history.DateColumns.PartialDate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days as ChronoBook's own files have them, and as other programs and people write them.
 */
class DateColumnsTests {

	@ParameterizedTest
	@ValueSource(strings = { "2026-03-29", "2026/03/29", "29.03.2026", "29.3.2026" })
	void dayOfAnOwnFile(String text) {
		assertThat(DateColumns.day(text)).contains(LocalDate.of(2026, 3, 29));
	}

	@Test
	void leapDayIsParsed() {
		assertThat(DateColumns.day("2024-02-29")).contains(LocalDate.of(2024, 2, 29));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2026-13-01", "2026-02-29", "30.02.2026", "2026-3-29", "2026.03.29", "2026-03/29",
			"29-03-2026", "29/03/2026", "29.03.26", "29.03.2026 r.", "2026-03", "2026", "2026-03-29T20:00", "\u0662" })
	void otherTextsAreNoDay(String text) {
		assertThat(DateColumns.day(text)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			3 lutego 2024      | 2024-02-03
			3 lutego 2024 | 2024-02-03
			3.II.2024          | 2024-02-03
			3 lut 24           | 2024-02-03
			03-Feb-24          | 2024-02-03
			3/lut/2024         |
			3. Februar 2024    | 2024-02-03
			3 février 2024     | 2024-02-03
			3 de febrero de 2024 | 2024-02-03
			3. února 2024      | 2024-02-03
			3 лютого 2024      | 2024-02-03
			Sat Feb 03 2024 10:00:00 GMT+0100 (CET) | 2024-02-03
			Feb 3, 2024        | 2024-02-03
			03. 02. 2024       | 2024-02-03
			2024. 02. 03.      | 2024-02-03
			3-2-24             | 2024-02-03
			12 i 13            |
			31 lut 24          |
			""")
	void daysAreReadInManyNotations(String cell, @Nullable LocalDate day) {
		assertThat(read(cell)).isEqualTo(Optional.ofNullable(day).map(date -> new PartialDate(date, date, true)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "lut.24", "Feb-24", "luty 2024", "Februar 2024", "февраля 2024", "2024-02", "02/2024" })
	void monthsAreReadInManyNotations(String cell) {
		assertThat(read(cell)).contains(new PartialDate(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 2, 29), false));
	}

	private static Optional<PartialDate> read(String cell) {
		return DateColumns
			.of(Tables.of("Tytuł;Data\nT;" + cell + "\n"), List.of(1),
					new ParseContext(ZoneId.of("Europe/Warsaw"), Instant.parse("2026-11-26T12:00:00Z"), null))
			.read(1, cell);
	}

}
