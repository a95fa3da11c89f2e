package pl.chronobook.reading.archive;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import pl.chronobook.reading.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

class SittingsTests {

	private static final Instant EIGHT = Instant.parse("2027-03-14T20:00:00Z");

	private final Sittings sittings = new Sittings();

	@Test
	void sittingIsKnownIfItOverlapsWithAnother() {
		this.sittings.add(minute(0), minute(20));
		assertThat(this.sittings.newPart(session(20, 30, 7, 0))).contains(session(20, 30, 7, 0));
		assertThat(this.sittings.newPart(session(0, 30, 7, 0))).as("no import brought its beginning").isEmpty();
		this.sittings.addImported(minute(60), minute(80), 10, Duration.ZERO);
		assertThat(this.sittings.newPart(session(61, 100, 20, 0))).as("another program's record of it").isEmpty();
		assertThat(this.sittings.newPart(session(60, 80, 10, 0))).isEmpty();
	}

	@Test
	void sittingThatContinuedAfterItsUploadAddsItsRest() {
		this.sittings.addImported(minute(0), minute(20), 10, Duration.ofMinutes(2));
		assertThat(this.sittings.newPart(session(0, 50, 25, 5))).contains(session(20, 50, 15, 3));

		this.sittings.addImported(minute(20), minute(50), 15, Duration.ofMinutes(3));
		assertThat(this.sittings.newPart(session(0, 50, 25, 5))).as("the same upload again").isEmpty();
		assertThat(this.sittings.newPart(session(0, 60, 31.5, 5))).contains(session(50, 60, 6.5, 0));
	}

	@Test
	void restOfSomeSecondsOrWithinAnotherSittingIsIgnored() {
		this.sittings.addImported(minute(0), minute(20), 10, Duration.ZERO);
		assertThat(this.sittings.newPart(new SessionRecord(minute(0), minute(20).plusSeconds(29), 11))).isEmpty();
		this.sittings.add(minute(40), minute(45));
		assertThat(this.sittings.newPart(session(0, 50, 25, 0))).isEmpty();
	}

	@Test
	void restIsNeverNegative() {
		this.sittings.addImported(minute(0), minute(20), 30, Duration.ofMinutes(10));
		assertThat(this.sittings.newPart(session(0, 40, 25, 5))).contains(session(20, 40, 0, 0));
	}

	private static SessionRecord session(int from, int to, double pages, int paused) {
		return new SessionRecord(minute(from), minute(to), pages, Duration.ofMinutes(paused), null, null, null);
	}

	private static Instant minute(int minute) {
		return EIGHT.plusSeconds(60L * minute);
	}

}
