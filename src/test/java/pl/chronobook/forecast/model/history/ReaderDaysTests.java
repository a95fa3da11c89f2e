package pl.chronobook.forecast.model.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReaderDaysTests {

	private final ReaderDays days = new ReaderDays(ZoneId.of("Europe/Warsaw"), 4);

	@Test
	void aSessionAfterMidnightBelongsToTheDayBeforeUntilTheDayEnds() {
		Session session = days.session(Instant.parse("2026-05-31T23:30:00Z"), Duration.ofMinutes(45), 20);

		assertThat(session.start()).isEqualTo(LocalDateTime.parse("2026-05-31T21:30"));
		assertThat(session.end()).isEqualTo(LocalDateTime.parse("2026-05-31T22:15"));
	}

	@Test
	void aChangeOfTheClockDoesNotStretchASession() {
		Session session = days.session(Instant.parse("2026-10-25T00:30:00Z"), Duration.ofHours(1), 20);

		assertThat(session.end()).isEqualTo(session.start().plusHours(1));
	}

	@Test
	void aSessionWithoutActiveTimeIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> days.session(Instant.parse("2026-06-01T10:00:00Z"), Duration.ZERO, 1));
	}

}
