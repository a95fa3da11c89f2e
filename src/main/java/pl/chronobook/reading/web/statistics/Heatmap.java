package pl.chronobook.reading.web.statistics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import pl.chronobook.reading.statistics.Chronicle;
import pl.chronobook.reading.statistics.Period;
import pl.chronobook.reading.statistics.Tally;

/**
 * A calendar heatmap of a year: a column for each week, and a square for each day. The
 * more pages were read on a day, the larger its square; a day that has only estimated
 * pages has an outlined square. The two halves of the year stand side by side, or one
 * below the other on a phone.
 *
 * @param title the finding, as a sentence
 * @param width of each half, in units
 * @param weekdays the names of every second weekday, each beside its row of squares
 * @param halves the first weeks and the last
 * @param steps the meanings of the sizes of squares
 * @param estimated whether there are outlined squares
 * @param table the same in figures
 */
record Heatmap(String title, int width, List<Weekday> weekdays, List<Half> halves, List<Step> steps, boolean estimated,
		Chart.Table table) {

	private static final int PITCH = 12;

	private static final int LEFT = 20;

	private static final int TOP = 16;

	/** The height of each half, in units. */
	static final int HEIGHT = TOP + 7 * PITCH + 2;

	/** The distance from the top of a row of squares to the baseline of its name. */
	private static final double BASELINE = 9.5;

	/** The width of the square of each level; the first is a day without reading. */
	private static final double[] SIZES = { 1.6, 4, 6, 8, 10 };

	static Heatmap of(Chronicle chronicle, Wording wording) {
		LocalDate start = Period.WEEK.startOf(chronicle.from());
		int weeks = (int) ChronoUnit.WEEKS.between(start, Period.WEEK.startOf(chronicle.to())) + 1;
		int firstHalf = (weeks + 1) / 2;
		double[] bounds = bounds(chronicle);
		List<Half> halves = List.of(half(chronicle, wording, start, firstHalf, bounds),
				half(chronicle, wording, start.plusWeeks(firstHalf), weeks - firstHalf, bounds));
		List<Tally> read = chronicle.days()
			.subMap(chronicle.from(), true, chronicle.to(), true)
			.values()
			.stream()
			.toList();
		boolean estimated = read.stream().anyMatch(tally -> tally.sessions() == 0);
		LocalDate end = chronicle.to().isAfter(chronicle.today()) ? chronicle.today() : chronicle.to();
		long days = ChronoUnit.DAYS.between(chronicle.from(), end) + 1;
		return new Heatmap(wording.text(estimated ? "heatmap.estimated" : "heatmap", read.size(), days),
				LEFT + firstHalf * PITCH, weekdays(wording), halves, steps(bounds, wording), estimated,
				table(chronicle, start, weeks, wording));
	}

	private static List<Weekday> weekdays(Wording wording) {
		return Stream.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY, DayOfWeek.SUNDAY)
			.map(day -> new Weekday(TOP + (day.getValue() - 1) * PITCH + BASELINE, wording.shortWeekday(day)))
			.toList();
	}

	/** The quartiles of the pages of days with reading. */
	private static double[] bounds(Chronicle chronicle) {
		double[] pages = chronicle.days()
			.subMap(chronicle.from(), true, chronicle.to(), true)
			.values()
			.stream()
			.mapToDouble(Tally::allPages)
			.sorted()
			.toArray();
		double[] bounds = new double[3];
		for (int i = 0; i < bounds.length && pages.length > 0; i++) {
			bounds[i] = Math.ceil(pages[(pages.length - 1) * (i + 1) / 4]);
		}
		return bounds;
	}

	private static int level(Tally tally, double[] bounds) {
		if (tally.isEmpty()) {
			return 0;
		}
		int level = 1;
		while (level <= bounds.length && tally.allPages() > bounds[level - 1]) {
			level++;
		}
		return level;
	}

	private static Half half(Chronicle chronicle, Wording wording, LocalDate start, int weeks, double[] bounds) {
		Map<String, StringBuilder> squares = new TreeMap<>();
		List<Mark> months = new ArrayList<>();
		for (int week = 0; week < weeks; week++) {
			LocalDate monday = start.plusWeeks(week);
			for (int weekday = 0; weekday < 7; weekday++) {
				LocalDate day = monday.plusDays(weekday);
				if (day.isBefore(chronicle.from()) || day.isAfter(chronicle.to())) {
					continue;
				}
				if (day.getDayOfMonth() == 1 && week < weeks - 1) {
					months.add(new Mark(LEFT + week * PITCH, wording.shortMonth(day)));
				}
				Tally tally = chronicle.days().getOrDefault(day, Tally.NONE);
				int level = level(tally, bounds);
				String kind = (tally.sessions() == 0 && level > 0) ? "heat-estimated" : "heat-" + level;
				square(squares.computeIfAbsent(kind, key -> new StringBuilder()), week, weekday, SIZES[level]);
			}
		}
		List<Chart.Shape> shapes = new ArrayList<>();
		squares.forEach((kind, path) -> shapes.add(new Chart.Shape(kind, path.toString())));
		return new Half(shapes, months);
	}

	private static void square(StringBuilder path, int week, int weekday, double size) {
		path.append('M')
			.append(LEFT + week * PITCH + (PITCH - size) / 2)
			.append(' ')
			.append(TOP + weekday * PITCH + (PITCH - size) / 2)
			.append('h')
			.append(size)
			.append('v')
			.append(size)
			.append('h')
			.append(-size)
			.append('z');
	}

	private static List<Step> steps(double[] bounds, Wording wording) {
		List<Step> steps = new ArrayList<>();
		for (int level = 1; level <= bounds.length; level++) {
			if (level == 1 || bounds[level - 1] > bounds[level - 2]) {
				steps.add(new Step(SIZES[level], "heat-" + level,
						wording.text("heatmap.up-to", Math.round(bounds[level - 1]))));
			}
		}
		steps.add(new Step(SIZES[4], "heat-4", wording.text("heatmap.more")));
		return steps;
	}

	private static Chart.Table table(Chronicle chronicle, LocalDate start, int weeks, Wording wording) {
		List<Chart.Table.Row> rows = new ArrayList<>();
		for (int week = weeks - 1; week >= 0; week--) {
			LocalDate monday = start.plusWeeks(week);
			List<String> cells = new ArrayList<>();
			for (int weekday = 0; weekday < 7; weekday++) {
				Tally tally = chronicle.days().getOrDefault(monday.plusDays(weekday), Tally.NONE);
				String pages = wording.number(tally.allPages());
				cells.add(tally.isEmpty() ? "" : ((tally.estimated() > 0) ? "≈\u00a0" + pages : pages));
			}
			rows.add(new Chart.Table.Row(wording.shortDay(monday), cells));
		}
		List<String> heads = new ArrayList<>(wording.heads("week-from"));
		Stream.of(DayOfWeek.values()).map(wording::shortWeekday).forEach(heads::add);
		return new Chart.Table(heads, rows);
	}

	/**
	 * Half a year.
	 *
	 * @param shapes its squares; all of one kind are one path
	 * @param months where months begin
	 */
	record Half(List<Chart.Shape> shapes, List<Mark> months) {
	}

	/**
	 * The name of a month above its first week.
	 */
	record Mark(int x, String text) {
	}

	/**
	 * The name of a weekday.
	 */
	record Weekday(double y, String text) {
	}

	/**
	 * A square of the legend.
	 */
	record Step(double size, String kind, String text) {
	}

}
