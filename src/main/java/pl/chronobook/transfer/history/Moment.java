package pl.chronobook.transfer.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as a file gives it: with an offset, or as a clock on the wall showed
 * it.
 */
final class Moment {

	private static final DateTimeFormatter POLISH_DATE = DateTimeFormatter.ofPattern("d.M.uuuu")
		.withResolverStyle(ResolverStyle.STRICT);

	private static final Pattern DATE_AND_TIME = Pattern.compile("(\\S+?)[Tt ](\\S+)");

	private final TemporalAccessor value;

	private Moment(TemporalAccessor value) {
		this.value = value;
	}

	/**
	 * Reads {@code 2026-03-29T21:30:05.5}, with a blank for the T, without seconds, with
	 * an offset or Z behind, and {@code 29.03.2026 21:30} as Polish spreadsheets write
	 * it.
	 * @throws RejectedRowException if the text is none of these
	 */
	static Moment parse(String text) {
		Matcher parts = DATE_AND_TIME.matcher(text);
		if (!parts.matches()) {
			throw new RejectedRowException(RowProblem.BAD_TIME);
		}
		try {
			LocalDate date = LocalDate.parse(parts.group(1), dateFormat(text));
			String time = parts.group(2);
			return new Moment(
					hasOffset(time) ? OffsetTime.parse(time).atDate(date) : date.atTime(LocalTime.parse(time)));
		}
		catch (DateTimeException ex) {
			throw new RejectedRowException(RowProblem.BAD_TIME);
		}
	}

	/**
	 * Reads {@code 2026-03-29}, {@code 2026/03/29} or {@code 29.03.2026}.
	 * @throws RejectedRowException if the text is none of these
	 */
	static LocalDate parseDate(String text) {
		try {
			String iso = (text.length() > 4 && text.charAt(4) == '/') ? text.replace('/', '-') : text;
			return LocalDate.parse(iso, dateFormat(iso));
		}
		catch (DateTimeException ex) {
			throw new RejectedRowException(RowProblem.BAD_DATE);
		}
	}

	/** When a day began for a reader; now if it has not begun yet. */
	static Instant startOf(LocalDate day, HistoryFormat.Reading reading) {
		Instant start = day.atStartOfDay(reading.zone()).toInstant();
		return start.isAfter(reading.now()) ? reading.now() : start;
	}

	/**
	 * The instant, to the microsecond that the database keeps.
	 */
	Instant at(ZoneId zone) {
		return candidates(zone).getFirst();
	}

	/**
	 * The interval from {@code start} to {@code end}. When the clocks change, a time on
	 * the wall may have happened twice or not at all; of all that it can mean the
	 * shortest interval that does not run backwards is taken.
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

	private static DateTimeFormatter dateFormat(String text) {
		return (text.length() > 4 && text.charAt(4) == '-') ? DateTimeFormatter.ISO_LOCAL_DATE : POLISH_DATE;
	}

	private static boolean hasOffset(String time) {
		return time.endsWith("Z") || time.endsWith("z") || time.indexOf('+') > 0 || time.indexOf('-') > 0;
	}

	/**
	 * From one instant to a later one.
	 */
	record Interval(Instant start, Instant end) {

		long micros() {
			return ChronoUnit.MICROS.between(this.start, this.end);
		}

	}

}
