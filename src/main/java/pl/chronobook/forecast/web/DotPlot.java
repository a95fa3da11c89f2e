package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * A forecast as twenty dots on a calendar, each of which stands for a chance of one in
 * twenty: a quantile dot plot (Kay et al., "When (ish) is my bus?", CHI 2016), which
 * people read more reliably than bands or bare numbers.
 *
 * @param dots the twenty dots
 * @param columns the number of dots that fit side by side
 * @param rows the height of the highest pile of dots
 * @param early the place on the axis at which the range begins, in columns
 * @param late the place at which it ends
 * @param marks the ends of the range and the median day, from left to right
 */
record DotPlot(List<Dot> dots, int columns, int rows, double early, double late, List<Mark> marks) {

	private static final int DOTS = 20;

	private static final int COLUMNS = 12;

	/** The width of a day's label with its gap, in columns. */
	private static final double LABEL_COLUMNS = 3;

	private static final double REACH = 40 * 365.25;

	static DotPlot of(Quantiles days, LocalDate origin) {
		double[] at = new double[DOTS];
		for (int i = 0; i < DOTS; i++) {
			at[i] = quantile(days, (i + 0.5) / DOTS);
		}
		double first = at[0];
		double width = Math.max(1.0 / COLUMNS, (at[DOTS - 2] - first) / (COLUMNS - 1));
		int[] height = new int[COLUMNS];
		List<Dot> dots = new ArrayList<>(DOTS);
		int rows = 1;
		for (double day : at) {
			int column = (int) Math.min(COLUMNS - 1, (day - first) / width);
			int row = height[column]++;
			rows = Math.max(rows, row + 1);
			dots.add(new Dot(column, row, day >= days.p10() && day <= days.p90()));
		}
		double early = place(days.p10(), first, width);
		double middle = place(days.p50(), first, width);
		double late = place(days.p90(), first, width);
		List<Mark> marks = new ArrayList<>();
		marks.add(new Mark(early, Quantiles.date(origin, days.p10()), "start"));
		if (Math.min(middle - early, late - middle) >= 1.5 * LABEL_COLUMNS) {
			marks.add(new Mark(middle, Quantiles.date(origin, days.p50()), "middle"));
		}
		if (late - early >= 2 * LABEL_COLUMNS) {
			marks.add(new Mark(late, Quantiles.date(origin, days.p90()), "end"));
		}
		return new DotPlot(List.copyOf(dots), COLUMNS, rows, early, Math.max(late, early + 1), List.copyOf(marks));
	}

	private static double place(double day, double first, double width) {
		return Math.clamp((day - first) / width, 0, COLUMNS);
	}

	private static double quantile(Quantiles days, double probability) {
		double low = 0;
		double high = REACH;
		for (int i = 0; i < 60; i++) {
			double middle = (low + high) / 2;
			if (days.probabilityWithin(middle) < probability) {
				low = middle;
			}
			else {
				high = middle;
			}
		}
		return high;
	}

	/**
	 * A dot, which stands for a chance of one in twenty.
	 *
	 * @param column from 0, left to right
	 * @param row from 0, bottom to top
	 * @param likely whether it belongs to the middle 80 %
	 */
	record Dot(int column, int row, boolean likely) {
	}

	/**
	 * A day under the dots.
	 *
	 * @param column its place on the axis, in columns
	 * @param day the day
	 * @param anchor the part of the label that stands at that place: start, middle or end
	 */
	record Mark(double column, LocalDate day, String anchor) {
	}

}
