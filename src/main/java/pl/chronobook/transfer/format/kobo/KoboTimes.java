package pl.chronobook.transfer.format.kobo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Parses the times of a Kobo: {@code 2026-02-20T20:15:00Z} and the same without a zone,
 * with a blank, with milliseconds or an offset, a day alone, or seconds since 1970.
 */
final class KoboTimes {

	private KoboTimes() {
	}

	/** Returns the instant, empty if the text is no time. */
	static Optional<Instant> parse(String text) {
		String time = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T").replaceFirst(" (?=[+-])", "");
		try {
			if (time.matches("\\d{10}(\\d{3})?")) {
				return Optional.of(Instant.ofEpochSecond(Long.parseLong(time.substring(0, 10))));
			}
			if (time.length() == 10) {
				return Optional.of(LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant());
			}
			boolean offset = time.endsWith("Z") || time.matches(".*T.*[+-]\\d{2}:\\d{2}");
			Instant instant = offset ? OffsetDateTime.parse(time).toInstant()
					: LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
			return Optional.of(instant.truncatedTo(ChronoUnit.MICROS));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
