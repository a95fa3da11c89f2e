package pl.chronobook.reading;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReadingDatesTests {

	private static final LocalDate MARCH_14 = LocalDate.of(2027, 3, 14);

	@Test
	void aReadingMayBeginAndEndOnTheSameDay() {
		assertThat(new ReadingDates(MARCH_14, MARCH_14).notAfter(MARCH_14).end()).isEqualTo(MARCH_14);
	}

	@Test
	void endBeforeTheStartIsRefused() {
		refused(ImpossibleDatesException.Reason.END_BEFORE_START, MARCH_14, MARCH_14.minusDays(1));
	}

	@Test
	void missingDatesAreRefused() {
		refused(ImpossibleDatesException.Reason.MISSING, null, null);
	}

	@Test
	void datesBefore1900AreRefused() {
		refused(ImpossibleDatesException.Reason.TOO_EARLY, LocalDate.of(1899, 12, 31), null);
	}

	@Test
	void futureDatesAreRefused() {
		assertThatExceptionOfType(ImpossibleDatesException.class)
			.isThrownBy(() -> new ReadingDates(null, MARCH_14).notAfter(MARCH_14.minusDays(1)))
			.extracting(ImpossibleDatesException::reason)
			.isEqualTo(ImpossibleDatesException.Reason.IN_THE_FUTURE);
	}

	private static void refused(ImpossibleDatesException.Reason reason, LocalDate start, LocalDate end) {
		assertThatExceptionOfType(ImpossibleDatesException.class).isThrownBy(() -> new ReadingDates(start, end))
			.extracting(ImpossibleDatesException::reason)
			.isEqualTo(reason);
	}

}
