package pl.chronobook.reading.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SittingTests {

	private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

	private static final Instant START = Instant.parse("2027-03-14T20:00:00Z");

	@ParameterizedTest
	@CsvSource({
			// an ordinary evening, across midnight, a whole day but a minute
			"2027-03-14, 21:00, 22:30, 90", "2027-03-14, 23:30, 00:20, 50", "2027-03-14, 12:00, 11:59, 1439",
			// summer time begins at 2:00 on 28 March 2027 and ends at 3:00 on 31 October
			"2027-03-28, 01:50, 03:10, 20", "2027-03-27, 23:00, 03:30, 210", "2027-10-31, 01:50, 03:10, 140",
			"2027-10-31, 02:10, 02:40, 30", "2027-10-31, 02:40, 02:10, 30", "2027-10-30, 23:30, 02:30, 180" })
	void durationIsElapsedTimeAcrossClockChanges(LocalDate day, LocalTime from, LocalTime to, long minutes) {
		assertThat(Sitting.between(day, from, to, Duration.ZERO, WARSAW).active())
			.isEqualTo(Duration.ofMinutes(minutes));
	}

	@ParameterizedTest
	@CsvSource({ "2027-03-28, 02:30, 04:00", "2027-03-28, 01:30, 02:30", "2027-03-27, 23:30, 02:15" })
	void aTimeThatTheClockSkipsIsRefused(LocalDate day, LocalTime from, LocalTime to) {
		assertThatExceptionOfType(ImpossibleSessionException.class)
			.isThrownBy(() -> Sitting.between(day, from, to, Duration.ZERO, WARSAW))
			.extracting(ImpossibleSessionException::reason)
			.isEqualTo(Reason.NO_SUCH_TIME);
	}

	@Test
	void aSittingOfAKnownLengthMayBeginRightBeforeTheClockSkips() {
		Sitting sitting = Sitting.of(LocalDate.of(2027, 3, 28), LocalTime.of(1, 59), Duration.ofMinutes(45), WARSAW);
		assertThat(sitting.end()).isEqualTo(Instant.parse("2027-03-28T01:44:00Z"));
		assertThatExceptionOfType(ImpossibleSessionException.class)
			.isThrownBy(() -> Sitting.of(LocalDate.of(2027, 3, 28), LocalTime.of(2, 0), Duration.ofMinutes(45), WARSAW))
			.extracting(ImpossibleSessionException::reason)
			.isEqualTo(Reason.NO_SUCH_TIME);
	}

	@ParameterizedTest
	@CsvSource({ "PT29S, PT0S, TOO_SHORT", "PT10M, PT9M31S, TOO_SHORT", "PT10M, PT-1S, TOO_SHORT",
			"PT24H1S, PT0S, TOO_LONG" })
	void impossibleTimesAreRefused(Duration length, Duration paused, Reason reason) {
		assertThatExceptionOfType(ImpossibleSessionException.class)
			.isThrownBy(() -> new Sitting(START, START.plus(length), paused))
			.extracting(ImpossibleSessionException::reason)
			.isEqualTo(reason);
	}

	@Test
	void aSittingBefore1900IsRefused() {
		assertThatExceptionOfType(ImpossibleSessionException.class)
			.isThrownBy(() -> Sitting.between(LocalDate.of(1899, 12, 1), LocalTime.NOON, LocalTime.of(13, 0),
					Duration.ZERO, WARSAW))
			.extracting(ImpossibleSessionException::reason)
			.isEqualTo(Reason.TOO_EARLY);
	}

	@Test
	void sessionNeedsThirtySecondsWithoutPauses() {
		assertThat(new Sitting(START, START.plusSeconds(90), Duration.ofSeconds(60)).active())
			.isEqualTo(Duration.ofSeconds(30));
	}

}
