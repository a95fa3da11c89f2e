package pl.chronobook.transfer.history;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days as ChronoBook's own files have them; for those of other programs see
 * {@code DamagedTablesTests}.
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

}
