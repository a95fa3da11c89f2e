package pl.chronobook.transfer.history;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.history.Moment.Interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MomentTests {

	private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

	@ParameterizedTest
	@CsvSource({ "2026-01-15T21:30:05, 2026-01-15T20:30:05Z", "2026-01-15 21:30, 2026-01-15T20:30:00Z",
			"2026-07-15T21:30, 2026-07-15T19:30:00Z", "2026-01-15T20:30:05Z, 2026-01-15T20:30:05Z",
			"2026-01-15t20:30:05.1234567z, 2026-01-15T20:30:05.123456Z", "2026-01-15T15:30-05:00, 2026-01-15T20:30:00Z",
			"15.01.2026 21:30, 2026-01-15T20:30:00Z", "5.1.2026 21:30:05, 2026-01-05T20:30:05Z" })
	void commonNotationsOfTimesAreParsed(String text, Instant time) {
		assertThat(Moment.parse(text).at(WARSAW)).isEqualTo(time);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yesterday", "2026-02-30T10:00", "2026-01-15", "2026-01-15T25:00", "2026-01-1",
			"01/15/2026 10:00", "1768509005", "2026-01-15T21:30:05Zz", "=NOW()" })
	void otherTextsAreNoTime(String text) {
		assertThatExceptionOfType(RejectedRowException.class).isThrownBy(() -> Moment.parse(text))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(RowProblem.BAD_TIME));
	}

	/**
	 * In Poland clocks went from 2:00 to 3:00 on 29 March 2026 and from 3:00 back to 2:00
	 * on 25 October 2026.
	 */
	@ParameterizedTest(name = "{0} to {1}: {4}")
	@CsvSource({ "2026-03-29T01:50, 2026-03-29T03:10, 2026-03-29T00:50:00Z, 2026-03-29T01:10:00Z, over the gap",
			"2026-03-29T01:50, 2026-03-29T02:20, 2026-03-29T00:50:00Z, 2026-03-29T01:20:00Z, ends in the gap",
			"2026-03-29T02:30, 2026-03-29T03:15, 2026-03-29T00:30:00Z, 2026-03-29T01:15:00Z, begins in the gap",
			"2026-03-29T02:10, 2026-03-29T02:40, 2026-03-29T01:10:00Z, 2026-03-29T01:40:00Z, within the gap",
			"2026-10-25T01:50, 2026-10-25T02:20, 2026-10-24T23:50:00Z, 2026-10-25T00:20:00Z, ends in the overlap",
			"2026-10-25T02:30, 2026-10-25T03:10, 2026-10-25T01:30:00Z, 2026-10-25T02:10:00Z, begins in the overlap",
			"2026-10-25T02:10, 2026-10-25T02:40, 2026-10-25T00:10:00Z, 2026-10-25T00:40:00Z, within the overlap",
			"2026-10-25T02:40, 2026-10-25T02:10, 2026-10-25T00:40:00Z, 2026-10-25T01:10:00Z, the clock went back",
			"2026-10-25T01:30, 2026-10-25T03:30, 2026-10-24T23:30:00Z, 2026-10-25T02:30:00Z, over the overlap" })
	void sessionIsUnderstoodAcrossAChangeOfClocks(String start, String end, Instant from, Instant to, String when) {
		assertThat(Moment.between(Moment.parse(start), Moment.parse(end), WARSAW)).isEqualTo(new Interval(from, to));
	}

	@ParameterizedTest
	@CsvSource({ "2026-01-15T21:30, 2026-01-15T21:30", "2026-01-15T21:30, 2026-01-15T20:00",
			"2026-01-15T21:30, 2026-01-15T20:29Z" })
	void endThatIsNotAfterTheStartIsRefused(String start, String end) {
		assertThatExceptionOfType(RejectedRowException.class)
			.isThrownBy(() -> Moment.between(Moment.parse(start), Moment.parse(end), WARSAW))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(RowProblem.END_BEFORE_START));
	}

}
