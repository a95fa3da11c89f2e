package pl.chronobook.notification.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QuietHoursTests {

	private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

	@ParameterizedTest
	@CsvSource({
			// Over midnight, in winter
			"22:00, 07:00, 2027-01-10T20:59:59Z, ", "22:00, 07:00, 2027-01-10T21:00:00Z, 2027-01-11T06:00:00Z",
			"22:00, 07:00, 2027-01-11T05:59:59Z, 2027-01-11T06:00:00Z", "22:00, 07:00, 2027-01-11T06:00:00Z, ",
			// Within a day
			"12:30, 14:00, 2027-01-10T12:00:00Z, 2027-01-10T13:00:00Z", "12:30, 14:00, 2027-01-10T13:00:00Z, ",
			// Until midnight, and from midnight
			"22:00, 00:00, 2027-01-10T22:30:00Z, 2027-01-10T23:00:00Z", "00:00, 06:00, 2027-01-10T22:30:00Z, ",
			"00:00, 06:00, 2027-01-10T23:00:00Z, 2027-01-11T05:00:00Z",
			// The night on which clocks are set from 2 to 3: an hour shorter
			"22:00, 07:00, 2027-03-27T22:00:00Z, 2027-03-28T05:00:00Z",
			"22:00, 02:30, 2027-03-28T00:59:00Z, 2027-03-28T01:30:00Z",
			// The night on which they are set from 3 to 2: quiet both times
			"22:00, 07:00, 2027-10-30T21:00:00Z, 2027-10-31T06:00:00Z",
			"22:00, 02:30, 2027-10-31T00:45:00Z, 2027-10-31T01:30:00Z",
			"22:00, 02:30, 2027-10-31T01:29:00Z, 2027-10-31T01:30:00Z", "22:00, 02:30, 2027-10-31T01:30:00Z, ",
			"02:30, 05:00, 2027-10-31T00:30:00Z, 2027-10-31T04:00:00Z" })
	void endByTheClockOfTheReadersZone(LocalTime from, LocalTime until, Instant now, Instant end) {
		assertThat(new QuietHours(from, until).end(now, WARSAW).orElse(null)).isEqualTo(end);
	}

	@Test
	void haveALength() {
		assertThatIllegalArgumentException().isThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON));
	}

}
