package pl.chronobook.transfer.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingDates;
import pl.chronobook.transfer.file.CsvTable;

/**
 * Parses the dates of a table in the notations of many programs and spreadsheets.
 * <p>
 * The order of day and month is decided for each column, not for each cell: one value
 * that can only be month/day/year decides for its column, and for other columns without
 * evidence of their own. Without any evidence the day comes first, as in Poland.
 */
public final class DateColumns {

	private static final Pattern ISO = Pattern
		.compile("(\\d{4})([-/.]) ?(\\d{1,2})\\2 ?(\\d{1,2})\\.?(?:[T ]+(\\d{1,2}:\\d{2}.*))?");

	private static final Pattern NUMBERS = Pattern
		.compile("(\\d{1,2})([-/.]) ?(\\d{1,2})\\2 ?(\\d{4}|\\d{2})(?:\\s*r\\.?)?(?:,?\\s+\\d{1,2}[:.]\\d{2}.*)?");

	/** The notations of which only one reading is possible. */
	private static final Pattern DAY = Pattern.compile("\\d{4}([-/])\\d{2}\\1\\d{2}|\\d{1,2}\\.\\d{1,2}\\.\\d{4}");

	private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})[-/.](\\d{1,2})");

	private static final Pattern MONTH_YEAR = Pattern.compile("(\\d{1,2})[-/.](\\d{4})");

	private static final Pattern YEAR = Pattern.compile("(\\d{4})(?:\\s*r\\.?)?");

	private static final Pattern DAY_NAME_YEAR = Pattern
		.compile("(?:\\p{L}+\\.?,?\\s+)?(\\d{1,2})(?:er|º)?[\\s.-]+(?:de\\s+)?(\\p{L}+)\\.?,?[\\s./-]+(?:de\\s+)?"
				+ "(\\d{4}|\\d{2})(?:\\D.*)?");

	private static final Pattern NAME_DAY_YEAR = Pattern
		.compile("(?:\\p{L}+,?\\s+)?(\\p{L}+)\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?:\\D.*)?");

	/** Of two digits after a name of a month only a hyphen or a dot makes a year. */
	private static final Pattern NAME_YEAR = Pattern
		.compile("(\\p{L}+)(?:\\.?,?(?:\\s+de)?[\\s-]+(\\d{4})|[.-](\\d{4}|\\d{2}))(?:\\s*r\\.?)?");

	private static final Pattern SERIAL = Pattern.compile("(\\d{5})(?:[.,]\\d+)?");

	private static final Pattern BASIC = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");

	private static final Pattern EPOCH = Pattern.compile("(\\d{10})(\\d{3})?");

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\u200B\\u200E\\u200F\\uFEFF]+");

	private static final Pattern OFFSET = Pattern.compile(".*(?:[Zz]|[+-]\\d{2}:?\\d{2})");

	/** Day 0 of the serial dates of spreadsheets. */
	private static final LocalDate SERIAL_ORIGIN = LocalDate.of(1899, 12, 30);

	/** The texts that programs write in place of a missing date. */
	private static final List<String> ABSENT = List.of("", "-", "–", "—", "n/a", "na", "n/d", "b/d", "none", "null",
			"nan", "nil", "brak", "unknown", "not set", "(not provided)", "0", "0000-00-00", "0000/00/00", "undefined");

	/** The months in Polish and in the languages of programs whose exports have names. */
	private static final List<Set<String>> MONTHS = List.of(
			Set.of("january", "jan", "styczeń", "stycznia", "styczen", "sty", "i", "januar", "jänner", "janvier",
					"janv", "enero", "ene", "gennaio", "gen", "janeiro", "leden", "ledna", "január", "января", "січень",
					"січня", "січ", "januari"),
			Set.of("february", "feb", "luty", "lutego", "lut", "ii", "februar", "feber", "février", "févr", "fév",
					"febrero", "febbraio", "febr", "fevereiro", "fev", "únor", "února", "február", "февраля", "лютий",
					"лютого", "лют", "februari"),
			Set.of("march", "mar", "marzec", "marca", "iii", "märz", "mär", "mrz", "mars", "marzo", "março", "březen",
					"března", "marec", "марта", "березень", "березня", "бер", "maart", "mrt"),
			Set.of("april", "apr", "kwiecień", "kwietnia", "kwiecien", "kwi", "iv", "avril", "avr", "abril", "abr",
					"aprile", "duben", "dubna", "apríl", "апреля", "квітень", "квітня", "кві"),
			Set.of("may", "maj", "maja", "v", "mai", "mayo", "maggio", "mag", "maio", "květen", "května", "máj",
					"травень", "травня", "тра", "мая", "mei"),
			Set.of("june", "jun", "czerwiec", "czerwca", "cze", "vi", "juni", "juin", "junio", "giugno", "giu", "junho",
					"červen", "června", "jún", "червень", "червня", "чер", "июня"),
			Set.of("july", "jul", "lipiec", "lipca", "lip", "vii", "juli", "juillet", "juil", "julio", "luglio", "lug",
					"julho", "červenec", "července", "júl", "липень", "липня", "лип", "июля"),
			Set.of("august", "aug", "sierpień", "sierpnia", "sierpien", "sie", "viii", "août", "aout", "agosto", "ago",
					"srpen", "srpna", "серпень", "серпня", "сер", "августа", "augustus"),
			Set.of("september", "sep", "sept", "wrzesień", "września", "wrzesien", "wrzesnia", "wrz", "ix", "septembre",
					"septiembre", "settembre", "set", "setembro", "září", "вересень", "вересня", "вер", "сентября"),
			Set.of("october", "oct", "październik", "października", "pazdziernik", "pazdziernika", "paź", "paz", "x",
					"oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "říjen", "října",
					"október", "жовтень", "жовтня", "жов", "октября"),
			Set.of("november", "nov", "listopad", "listopada", "lis", "xi", "novembre", "noviembre", "novembro",
					"listopadu", "листопад", "листопада", "лис", "ноября"),
			Set.of("december", "dec", "grudzień", "grudnia", "grudzien", "gru", "xii", "dezember", "dez", "décembre",
					"déc", "diciembre", "dic", "dicembre", "dezembro", "prosinec", "prosince", "грудень", "грудня",
					"гру", "декабря"));

	private final Map<Integer, Boolean> monthFirst;

	private final ZoneId zone;

	private final LocalDate today;

	private DateColumns(Map<Integer, Boolean> monthFirst, ZoneId zone, LocalDate today) {
		this.monthFirst = monthFirst;
		this.zone = zone;
		this.today = today;
	}

	/**
	 * Examines the date columns of a table.
	 * @param columns numbers of the columns, from 0
	 */
	public static DateColumns of(CsvTable table, List<Integer> columns, ParseContext context) {
		int[] dayFirst = new int[columns.size()];
		int[] monthFirst = new int[columns.size()];
		table.forEach(row -> {
			for (int i = 0; i < columns.size(); i++) {
				for (String part : row.get(columns.get(i)).split("[~,;]", -1)) {
					Matcher numbers = NUMBERS.matcher(blanks(part));
					if (numbers.matches()) {
						dayFirst[i] += (Integer.parseInt(numbers.group(1)) > 12) ? 1 : 0;
						monthFirst[i] += (Integer.parseInt(numbers.group(3)) > 12) ? 1 : 0;
					}
				}
			}
		});
		int dayFirstInTable = IntStream.of(dayFirst).sum();
		int monthFirstInTable = IntStream.of(monthFirst).sum();
		Map<Integer, Boolean> orders = new HashMap<>();
		for (int i = 0; i < columns.size(); i++) {
			boolean decided = dayFirst[i] + monthFirst[i] > 0;
			orders.put(columns.get(i), decided ? monthFirst[i] > dayFirst[i] : monthFirstInTable > dayFirstInTable);
		}
		return new DateColumns(orders, context.zone(), LocalDate.ofInstant(context.now(), context.zone()));
	}

	/**
	 * Parses one cell.
	 * @return empty if the cell is no date from 1900 to today
	 */
	public Optional<PartialDate> read(int column, String cell) {
		PartialDate date;
		try {
			date = parse(
					blanks(cell).replaceFirst("^\\[(.*)]$", "$1")
						.strip()
						.replaceFirst("^[~≈]\\s*", "")
						.replaceFirst("^(\\d{4}(?:[-/.]\\d{1,2})?)(?:[-/.](?:\\?{1,2}|00|xx|XX))+$", "$1"),
					this.monthFirst.getOrDefault(column, false));
		}
		catch (DateTimeException | ArithmeticException ex) {
			return Optional.empty();
		}
		if (date == null || date.date().isBefore(ReadingDates.EARLIEST)) {
			return Optional.empty();
		}
		if (!date.exact() && date.date().isAfter(this.today) && !date.first().isAfter(this.today)) {
			return Optional.of(new PartialDate(date.first(), this.today, false));
		}
		return date.date().isAfter(this.today) ? Optional.empty() : Optional.of(date);
	}

	/**
	 * Parses a day of ChronoBook's own files: {@code 2026-03-29}, {@code 2026/03/29} or
	 * {@code 29.03.2026}.
	 * @return empty if the text is none of these
	 */
	public static Optional<LocalDate> day(String text) {
		if (!DAY.matcher(text).matches()) {
			return Optional.empty();
		}
		try {
			Matcher iso = ISO.matcher(text);
			Matcher numbers = NUMBERS.matcher(text);
			return iso.matches() ? Optional.of(LocalDate.of(number(iso, 1), number(iso, 3), number(iso, 4)))
					: numbers.matches()
							? Optional.of(LocalDate.of(number(numbers, 4), number(numbers, 3), number(numbers, 1)))
							: Optional.empty();
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	/** Returns a text without blanks around it, and with usual ones inside. */
	private static String blanks(String text) {
		return BLANKS.matcher(text).replaceAll(" ").strip();
	}

	/** Returns whether a cell means that there is no date. */
	public static boolean isAbsent(String cell) {
		return ABSENT.contains(blanks(cell).toLowerCase(Locale.ROOT));
	}

	/** Returns whether a text looks like a date, so that its column may contain dates. */
	public static boolean looksLikeDate(String text) {
		String cell = blanks(text);
		return ISO.matcher(cell).matches() || NUMBERS.matcher(cell).matches() || YEAR_MONTH.matcher(cell).matches()
				|| (DAY_NAME_YEAR.matcher(cell).matches() && monthIn(cell))
				|| (NAME_DAY_YEAR.matcher(cell).matches() && monthIn(cell))
				|| (NAME_YEAR.matcher(cell).matches() && monthIn(cell));
	}

	private static boolean monthIn(String text) {
		return Pattern.compile("\\P{L}+")
			.splitAsStream(text.toLowerCase(Locale.ROOT))
			.anyMatch(word -> word.length() > 2 && month(word) > 0);
	}

	private @Nullable PartialDate parse(String text, boolean monthComesFirst) {
		Matcher iso = ISO.matcher(text);
		if (iso.matches()) {
			LocalDate date = LocalDate.of(number(iso, 1), number(iso, 3), number(iso, 4));
			String time = iso.group(5);
			return exact((time != null) ? inZone(date, time) : date);
		}
		Matcher numbers = NUMBERS.matcher(text);
		if (numbers.matches()) {
			int one = number(numbers, 1);
			int other = number(numbers, 3);
			boolean swap = (one > 12) ? false : (other > 12) || (monthComesFirst && !numbers.group(2).equals("."));
			return exact(LocalDate.of(year(numbers.group(4)), swap ? one : other, swap ? other : one));
		}
		Matcher part = YEAR_MONTH.matcher(text);
		if (part.matches()) {
			return month(number(part, 1), number(part, 2));
		}
		part = MONTH_YEAR.matcher(text);
		if (part.matches()) {
			return month(number(part, 2), number(part, 1));
		}
		part = YEAR.matcher(text);
		if (part.matches()) {
			int year = number(part, 1);
			return new PartialDate(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), false);
		}
		return parseWords(text);
	}

	private @Nullable PartialDate parseWords(String text) {
		Matcher part = DAY_NAME_YEAR.matcher(text);
		// „12 i 13” is no date
		if (part.matches() && month(part.group(2)) > 0 && part.group(2).length() + part.group(3).length() > 4) {
			return exact(LocalDate.of(year(part.group(3)), month(part.group(2)), number(part, 1)));
		}
		part = NAME_DAY_YEAR.matcher(text);
		if (part.matches() && month(part.group(1)) > 0) {
			return exact(LocalDate.of(number(part, 3), month(part.group(1)), number(part, 2)));
		}
		part = NAME_YEAR.matcher(text);
		if (part.matches() && month(part.group(1)) > 0) {
			return month(year((part.group(2) != null) ? part.group(2) : part.group(3)), month(part.group(1)));
		}
		part = SERIAL.matcher(text);
		if (part.matches()) {
			return exact(SERIAL_ORIGIN.plusDays(number(part, 1)));
		}
		part = BASIC.matcher(text);
		if (part.matches()) {
			return exact(LocalDate.of(number(part, 1), number(part, 2), number(part, 3)));
		}
		part = EPOCH.matcher(text);
		if (part.matches()) {
			return exact(LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(part.group(1))), this.zone));
		}
		return null;
	}

	/**
	 * Returns the day of a time with an offset in the reader's zone. Midnight UTC stands
	 * for a day without a time.
	 */
	private LocalDate inZone(LocalDate date, String time) {
		if (!OFFSET.matcher(time).matches()) {
			return date;
		}
		String clock = time.strip().replaceFirst("\\s+(?=[+-])", "").replaceFirst("\\s*(UTC|GMT)$", "Z");
		if (!clock.endsWith("Z") && !clock.endsWith("z") && !clock.matches(".*[+-]\\d{2}:\\d{2}")) {
			clock = clock.replaceFirst("(\\d{2})$", ":$1");
		}
		OffsetDateTime moment = OffsetDateTime.parse(date + "T" + (clock.matches("\\d:.*") ? "0" : "") + clock);
		return (moment.getOffset().getTotalSeconds() == 0 && moment.toLocalTime().equals(LocalTime.MIDNIGHT)) ? date
				: moment.atZoneSameInstant(this.zone).toLocalDate();
	}

	private static PartialDate exact(LocalDate date) {
		return new PartialDate(date, date, true);
	}

	private static PartialDate month(int year, int month) {
		YearMonth whole = YearMonth.of(year, month);
		return new PartialDate(whole.atDay(1), whole.atEndOfMonth(), false);
	}

	private static int month(String name) {
		for (int i = 0; i < MONTHS.size(); i++) {
			if (MONTHS.get(i).contains(name.toLowerCase(Locale.ROOT))) {
				return i + 1;
			}
		}
		return 0;
	}

	/**
	 * Returns a year. Two digits mean this century, or the last one if that year has not
	 * come yet.
	 */
	private int year(String text) {
		int year = Integer.parseInt(text);
		if (text.length() == 4) {
			return year;
		}
		int century = this.today.getYear() / 100 * 100;
		return (century + year <= this.today.getYear()) ? century + year : century - 100 + year;
	}

	private static int number(Matcher matcher, int group) {
		return Integer.parseInt(matcher.group(group));
	}

	/**
	 * A day, or a month or year of which the day is unknown.
	 *
	 * @param first its first day
	 * @param date its last day
	 * @param exact whether both are the same, known day
	 */
	public record PartialDate(LocalDate first, LocalDate date, boolean exact) {
	}

}
