package pl.chronobook.reading.web.statistics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import pl.chronobook.reading.statistics.Chronicle;
import pl.chronobook.reading.statistics.Span;
import pl.chronobook.reading.statistics.Tally;

/**
 * Two spans of days side by side.
 *
 * @param first the name of the first span
 * @param second the name of the second span
 * @param chart the pages a day of both, with the finding as its title
 * @param rows the quantities that are compared
 * @param notes the number of days that have passed of a span that is not over
 */
record ComparisonView(String first, String second, Chart chart, List<Row> rows, List<String> notes) {

	/** The most months that are offered by name. */
	private static final int MONTHS = 36;

	static ComparisonView of(Chronicle chronicle, Span first, Span second, Wording wording) {
		Side one = new Side(chronicle, first, wording);
		Side other = new Side(chronicle, second, wording);
		List<Row> rows = new ArrayList<>();
		rows.add(new Row(wording.text("compare.row.books"), wording.number(one.books), wording.number(other.books),
				difference(wording, "books", other.books - one.books)));
		rows.add(new Row(wording.text("head.pages"), wording.allPages(one.tally), wording.allPages(other.tally),
				difference(wording, "pages", Math.round(other.tally.allPages()) - Math.round(one.tally.allPages()))));
		rows.add(new Row(wording.text("head.daily"), wording.amount(one.daily()), wording.amount(other.daily()),
				daily(wording, one, other)));
		if (one.tally.sessions() > 0 || other.tally.sessions() > 0) {
			rows.add(new Row(wording.text("compare.row.days"), one.daysRead(wording), other.daysRead(wording),
					difference(wording, "days", other.daysRead - one.daysRead)));
			long minutes = Math.round(other.tally.seconds() / 60.0) - Math.round(one.tally.seconds() / 60.0);
			rows.add(new Row(wording.text("head.time"), wording.time(one.tally.seconds()),
					wording.time(other.tally.seconds()),
					(minutes == 0) ? wording.text("compare.same")
							: wording.text((minutes > 0) ? "compare.longer" : "compare.shorter",
									wording.time(60 * Math.abs(minutes)))));
			rows.add(new Row(wording.text("pace"), one.pace(wording), other.pace(wording), pace(wording, one, other)));
		}
		List<String> notes = new ArrayList<>();
		for (Side side : one.name.equals(other.name) ? List.of(one) : List.of(one, other)) {
			if (side.days < side.span.days()) {
				notes.add(StringUtils
					.capitalize(wording.text("compare.running", side.name, side.days, side.span.days())));
			}
		}
		return new ComparisonView(one.name, other.name, chart(one, other, wording), rows, notes);
	}

	/** The months and years that are offered by name: the last ones, and those chosen. */
	static List<Option> options(Chronicle chronicle, ComparisonForm form, Wording wording) {
		List<Option> options = new ArrayList<>();
		YearMonth present = YearMonth.from(chronicle.today());
		YearMonth oldest = chronicle.days().isEmpty() ? present : YearMonth.from(chronicle.days().firstKey());
		for (int back = 0; back < MONTHS && !present.minusMonths(back).isBefore(oldest.minusMonths(1)); back++) {
			YearMonth month = present.minusMonths(back);
			options.add(new Option(month.toString(), wording.month(month.atDay(1)), true));
		}
		chronicle.years()
			.descendingSet()
			.forEach(year -> options.add(new Option(String.valueOf(year), String.valueOf(year), false)));
		for (SpanChoice choice : List.of(form.first(), form.second())) {
			if (options.stream().noneMatch(option -> option.value().equals(choice.name()))) {
				choice.named()
					.ifPresent(span -> options.add(new Option(choice.name(), wording.span(span),
							span.from().plusMonths(1).isAfter(span.to()))));
			}
		}
		return options;
	}

	private static Chart chart(Side one, Side other, Wording wording) {
		double more = other.daily() - one.daily();
		String title = shown(wording, more).equals("0") ? wording.text("compare.even", one.name, other.name) : wording
			.text((more > 0) ? "compare.more" : "compare.fewer", other.name, shown(wording, more), one.name);
		return Chart.columns("compared", StringUtils.capitalize(title), wording.text("compare.daily"),
				List.of(one.column(wording), other.column(wording)),
				new Chart.Table(wording.heads("span", "daily"), List.of(one.row(wording), other.row(wording))));
	}

	private static String daily(Wording wording, Side one, Side other) {
		double more = other.daily() - one.daily();
		return shown(wording, more).equals("0") ? wording.text("compare.same")
				: wording.text((more > 0) ? "compare.daily-more" : "compare.daily-fewer", shown(wording, more));
	}

	private static String shown(Wording wording, double difference) {
		return wording.amount(Math.abs(difference));
	}

	private static String difference(Wording wording, String unit, long more) {
		return wording.text(((more < 0) ? "fewer." : "more.") + unit, Math.abs(more));
	}

	private static @Nullable String pace(Wording wording, Side one, Side other) {
		OptionalDouble before = one.tally.pagesPerHour();
		OptionalDouble after = other.tally.pagesPerHour();
		if (before.isEmpty() || after.isEmpty()) {
			return null;
		}
		long more = Math.round(after.getAsDouble()) - Math.round(before.getAsDouble());
		return (more == 0) ? wording.text("compare.same-pace")
				: wording.text((more > 0) ? "compare.faster" : "compare.slower", Math.abs(more));
	}

	/**
	 * A quantity of both spans.
	 *
	 * @param name the name of the quantity
	 * @param first its value in the first span
	 * @param second its value in the second span
	 * @param difference the difference of the second value, in words; null if one of them
	 * is unknown
	 */
	record Row(String name, String first, String second, @Nullable String difference) {
	}

	/**
	 * A span that can be chosen by name.
	 *
	 * @param value its name in the address
	 * @param text its name for the reader
	 * @param month whether it is a month, and not a year
	 */
	record Option(String value, String text, boolean month) {
	}

	/**
	 * One of the spans.
	 */
	private static final class Side {

		private final Span span;

		private final String name;

		private final Tally tally;

		private final int books;

		private final long daysRead;

		private final long days;

		Side(Chronicle chronicle, Span span, Wording wording) {
			LocalDate today = chronicle.today();
			this.span = span;
			this.name = wording.span(span);
			this.tally = chronicle.total(span.from(), span.to());
			this.books = chronicle.finished(span.from(), span.to()).size();
			this.daysRead = chronicle.daysRead(span.from(), span.to());
			this.days = span.daysUntil(today);
		}

		double daily() {
			return (this.days > 0) ? this.tally.allPages() / this.days : 0;
		}

		String daysRead(Wording wording) {
			return wording.text("compare.days-of", String.valueOf(this.daysRead), String.valueOf(this.days));
		}

		String pace(Wording wording) {
			OptionalDouble pace = this.tally.pagesPerHour();
			return pace.isPresent() ? wording.number(pace.getAsDouble()) : "–";
		}

		Chart.Value column(Wording wording) {
			double exact = (this.days > 0) ? this.tally.pages() / this.days : 0;
			return new Chart.Value(this.name, exact, daily() - exact, wording.amount(daily()));
		}

		Chart.Table.Row row(Wording wording) {
			return new Chart.Table.Row(this.name, List.of(wording.amount(daily())));
		}

	}

}
