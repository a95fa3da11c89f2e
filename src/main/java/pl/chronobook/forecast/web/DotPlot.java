package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.Quantiles;

/**
 * A range as twenty dots on a calendar, each a chance of one in twenty: a quantile dot
 * plot (Kay et al., "When (ish) is my bus?", CHI 2016), which people read more reliably
 * than bands or bare numbers.
 *
 * @param dots the twenty dots
 * @param columns how many dots fit side by side
 * @param rows how high the highest pile is
 * @param marks days under the dots, from left to right
 */
record DotPlot(List<Dot> dots, int columns, int rows, List<Mark> marks) {

	private static final int DOTS = 20;

	private static final int COLUMNS = 12;

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
		List<Mark> marks = List.of(new Mark(0, Quantiles.date(origin, first)),
				new Mark(COLUMNS / 2, Quantiles.date(origin, first + width * COLUMNS / 2)),
				new Mark(COLUMNS, Quantiles.date(origin, first + width * COLUMNS)));
		return new DotPlot(List.copyOf(dots), COLUMNS, rows, marks);
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
	 * One chance in twenty.
	 *
	 * @param column from 0, left to right
	 * @param row from 0, bottom to top
	 * @param likely whether it belongs to the middle 80 %
	 */
	record Dot(int column, int row, boolean likely) {
	}

	/**
	 * A day under the dots.
	 */
	record Mark(int column, LocalDate day) {
	}

}
