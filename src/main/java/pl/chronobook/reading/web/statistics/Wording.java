package pl.chronobook.reading.web.statistics;

import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.context.MessageSource;

import pl.chronobook.reading.statistics.Period;
import pl.chronobook.reading.statistics.Span;
import pl.chronobook.reading.statistics.Tally;

/**
 * Formats numbers, times and days in Polish.
 *
 * @param messages the texts
 * @param now a day of the current year, which is left out of dates
 */
record Wording(MessageSource messages, LocalDate now) {

	private static final Locale POLISH = Locale.of("pl", "PL");

	private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", POLISH);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d\u00a0MMMM", POLISH);

	private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("d\u00a0MMMM yyyy", POLISH);

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("LLLL yyyy", POLISH);

	private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM", POLISH);

	private static final DateTimeFormatter SHORT_MONTH = DateTimeFormatter.ofPattern("LLL", POLISH);

	/** A text of the messages, by its key without the prefix that all of them share. */
	String text(String key, Object... arguments) {
		return this.messages.getMessage("reading.statistics." + key, arguments, POLISH);
	}

	/** The headings of a table, by their keys. */
	List<String> heads(String... keys) {
		return Arrays.stream(keys).map(key -> text("head." + key)).toList();
	}

	/** A weekday in two or three letters. */
	String shortWeekday(DayOfWeek weekday) {
		return text("weekday.short." + weekday);
	}

	String number(long number) {
		// Most numbers of a table have no thousands to set apart
		return (number >= 0 && number < 1000) ? Long.toString(number)
				: NumberFormat.getIntegerInstance(POLISH).format(number);
	}

	String number(double number) {
		return number(Math.round(number));
	}

	String pages(double pages) {
		return this.messages.getMessage("pages.count", new Object[] { Math.round(pages) }, POLISH);
	}

	/** The number of all pages, marked as approximate if some of them are estimated. */
	String allPages(Tally tally) {
		return ((tally.estimated() >= 0.5) ? "≈\u00a0" : "") + number(tally.allPages());
	}

	/**
	 * A length of time: minutes below an hour, and no minutes from a hundred hours on.
	 */
	String time(long seconds) {
		long minutes = Math.round(seconds / 60.0);
		if (minutes < 60) {
			return text("length.minutes", minutes);
		}
		String hours = number(minutes / 60);
		return (minutes % 60 == 0 || minutes >= 6000) ? text("length.hours", hours)
				: text("length.hours-and-minutes", hours, minutes % 60);
	}

	String day(LocalDate day) {
		return ((day.getYear() == this.now.getYear()) ? DAY : DAY_AND_YEAR).format(day);
	}

	String month(LocalDate day) {
		return MONTH.format(day);
	}

	/** A span of days: „marzec 2027”, „2027”, „1 marca – 3 maja 2027”. */
	String span(Span span) {
		LocalDate from = span.from();
		LocalDate to = span.to();
		if (from.getDayOfYear() == 1 && to.equals(from.plusYears(1).minusDays(1))) {
			return String.valueOf(from.getYear());
		}
		if (from.getDayOfMonth() == 1 && to.equals(from.plusMonths(1).minusDays(1))) {
			return month(from);
		}
		return from.equals(to) ? DAY_AND_YEAR.format(from)
				: ((from.getYear() == to.getYear()) ? DAY : DAY_AND_YEAR).format(from) + " – "
						+ DAY_AND_YEAR.format(to);
	}

	String shortDay(LocalDate day) {
		return SHORT_DAY.format(day);
	}

	String shortMonth(LocalDate day) {
		return SHORT_MONTH.format(day);
	}

	/** Formats a number, with one decimal below ten. */
	String amount(double number) {
		if (number >= 10) {
			return number(number);
		}
		NumberFormat format = NumberFormat.getNumberInstance(POLISH);
		format.setMaximumFractionDigits(1);
		return format.format(number);
	}

	/** A stretch of days: „niedziela 7 marca”, „1–7 marca”, „marzec 2027”. */
	String stretch(Period by, LocalDate start) {
		LocalDate end = by.endOf(start);
		return switch (by) {
			case DAY -> WEEKDAY.format(start) + " " + day(start);
			case WEEK -> (start.getMonth() == end.getMonth()) ? start.getDayOfMonth() + "\u2060–\u2060" + day(end)
					: (start.getYear() == end.getYear()) ? DAY.format(start) + " – " + day(end)
							: DAY_AND_YEAR.format(start) + " – " + DAY_AND_YEAR.format(end);
			case MONTH -> MONTH.format(start);
		};
	}

}
