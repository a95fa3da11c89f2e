package pl.chronobook.transfer.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;

/**
 * A point in time as written in a file: with an offset, or as local time.
 */
public final class Moment {

	private static final Pattern DATE_AND_TIME = Pattern.compile("([^\\s/]+?)[Tt ](\\S+)");

	private final TemporalAccessor value;

	private Moment(TemporalAccessor value) {
		this.value = value;
	}

	/**
	 * Parses {@code 2026-03-29T21:30:05.5}, also with a blank in place of the T, without
	 * seconds, or followed by an offset or Z, and {@code 29.03.2026 21:30} as in Polish
	 * spreadsheets.
	 * @throws RejectedRowException if the text is none of these
	 */
	public static Moment parse(String text) {
		Matcher parts = DATE_AND_TIME.matcher(text);
		if (!parts.matches()) {
			throw new RejectedRowException(RowProblem.BAD_TIME);
		}
		try {
			LocalDate date = DateColumns.day(parts.group(1))
				.orElseThrow(() -> new RejectedRowException(RowProblem.BAD_TIME));
			String time = parts.group(2);
			return new Moment(
					hasOffset(time) ? OffsetTime.parse(time).atDate(date) : date.atTime(LocalTime.parse(time)));
		}
		catch (DateTimeException ex) {
			throw new RejectedRowException(RowProblem.BAD_TIME);
		}
	}

	/** Returns the beginning of a reader's day; now if it has not begun yet. */
	public static Instant startOf(LocalDate day, ParseContext reading) {
		Instant start = day.atStartOfDay(reading.zone()).toInstant();
		return start.isAfter(reading.now()) ? reading.now() : start;
	}

	/**
	 * Returns the instant, truncated to microseconds as in the database.
	 */
	public Instant at(ZoneId zone) {
		return candidates(zone).getFirst();
	}

	/**
	 * Returns the interval from {@code start} to {@code end}. When the clocks change, a
	 * local time may occur twice or not at all; of the possible intervals the shortest
	 * one that does not run backwards is returned.
	 * @throws RejectedRowException if the end is not after the start
	 */
	static Interval between(Moment start, Moment end, ZoneId zone) {
		Interval best = null;
		for (Instant from : start.candidates(zone)) {
			for (Instant to : end.candidates(zone)) {
				if (to.isAfter(from) && (best == null || ChronoUnit.MICROS.between(from, to) < best.micros())) {
					best = new Interval(from, to);
				}
			}
		}
		if (best == null) {
			throw new RejectedRowException(RowProblem.END_BEFORE_START);
		}
		return best;
	}

	private List<Instant> candidates(ZoneId zone) {
		if (this.value instanceof OffsetDateTime time) {
			return List.of(time.toInstant().truncatedTo(ChronoUnit.MICROS));
		}
		LocalDateTime time = LocalDateTime.from(this.value).truncatedTo(ChronoUnit.MICROS);
		ZoneOffsetTransition change = zone.getRules().getTransition(time);
		List<ZoneOffset> offsets = (change != null) ? List.of(change.getOffsetBefore(), change.getOffsetAfter())
				: List.of(zone.getRules().getOffset(time));
		return offsets.stream().map(time::toInstant).toList();
	}

	private static boolean hasOffset(String time) {
		return time.endsWith("Z") || time.endsWith("z") || time.indexOf('+') > 0 || time.indexOf('-') > 0;
	}

	/**
	 * An interval from one instant to a later one.
	 */
	public record Interval(Instant start, Instant end) {

		long micros() {
			return ChronoUnit.MICROS.between(this.start, this.end);
		}

	}

}
