package pl.chronobook.reading.web;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Columns, or dots with a line, on a common baseline. It is drawn into 360 by 140 units;
 * the title says the finding, and the table says everything that the picture does.
 *
 * @param id its name in the page
 * @param title the finding
 * @param note what is counted
 * @param columns from left to right
 * @param ticks heights to read the columns by; none where each has its value written
 * @param line the path through the dots; null for columns
 * @param table the same in figures
 */
record Chart(String id, String title, String note, List<Column> columns, List<Tick> ticks, @Nullable String line,
		Table table) {

	private static final double WIDTH = 360;

	private static final double GUTTER = 30;

	private static final double TOP = 14;

	private static final double BOTTOM = 118;

	/** Up to so many columns each can carry its value. */
	private static final int FEW = 12;

	private static final int[] STEPS = { 2, 4, 6, 8, 10 };

	static Chart columns(String id, String title, String note, List<Value> values, Table table) {
		return draw(id, title, note, values, false, table);
	}

	static Chart dots(String id, String title, String note, List<Value> values, Table table) {
		return draw(id, title, note, values, true, table);
	}

	private static Chart draw(String id, String title, String note, List<Value> values, boolean dots, Table table) {
		boolean few = values.size() <= FEW;
		double highest = values.stream().mapToDouble(Value::sum).max().orElse(0);
		double scale = few ? Math.max(highest, 1) : roundUp(highest);
		double left = few ? 0 : GUTTER;
		double pitch = (WIDTH - left) / values.size();
		List<Column> columns = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		boolean best = false;
		boolean drawn = false;
		for (int i = 0; i < values.size(); i++) {
			Value value = values.get(i);
			double height = height(value.exact(), scale);
			double estimated = height(value.estimated(), scale);
			boolean isBest = !best && highest > 0 && value.sum() == highest;
			best |= isBest;
			boolean written = value.sum() > 0 && (few || (isBest && !dots));
			double x = left + i * pitch;
			columns.add(new Column(round(x + pitch * 0.14), round(pitch * 0.72), round(x + pitch / 2),
					round(BOTTOM - height), round(height), round(BOTTOM - height - estimated), round(estimated),
					value.label(), written ? value.shown() : "", isBest));
			if (value.sum() > 0) {
				line.append(drawn ? 'L' : 'M').append(round(x + pitch / 2)).append(' ').append(round(BOTTOM - height));
			}
			drawn = value.sum() > 0;
		}
		List<Tick> ticks = few ? List.of() : List.of(tick(scale, scale), tick(scale / 2, scale));
		return new Chart(id, title, note, columns, ticks, dots ? line.toString() : null, table);
	}

	private static double height(double value, double scale) {
		return (BOTTOM - TOP) * value / scale;
	}

	private static Tick tick(double at, double scale) {
		return new Tick(round(BOTTOM - height(at, scale)), String.valueOf(Math.round(at)));
	}

	/** The next number of which half is a whole one, too. */
	private static double roundUp(double highest) {
		double power = 1;
		while (true) {
			for (int step : STEPS) {
				if (step * power >= highest) {
					return step * power;
				}
			}
			power *= 10;
		}
	}

	private static double round(double units) {
		return Math.round(units * 10) / 10.0;
	}

	/** Whether part of it is estimated. */
	boolean isEstimated() {
		return this.columns.stream().anyMatch(column -> column.estimatedHeight() > 0);
	}

	/**
	 * What a column stands for.
	 *
	 * @param label below it; empty for none
	 * @param exact the measured part
	 * @param estimated the part on top that is estimated
	 * @param shown its value in words
	 */
	record Value(String label, double exact, double estimated, String shown) {

		double sum() {
			return this.exact + this.estimated;
		}

	}

	/**
	 * A column, in units of the picture.
	 *
	 * @param x its left side
	 * @param width how wide it is
	 * @param middle where its dot and its label stand
	 * @param top of the measured part
	 * @param height of the measured part
	 * @param estimatedTop of the estimated part
	 * @param estimatedHeight of the estimated part
	 * @param label below it
	 * @param value above it; empty for none
	 * @param best whether no other is higher
	 */
	record Column(double x, double width, double middle, double top, double height, double estimatedTop,
			double estimatedHeight, String label, String value, boolean best) {
	}

	/**
	 * A height with its number.
	 */
	record Tick(double y, String text) {
	}

	/**
	 * Figures: the first cell of a row names it.
	 */
	record Table(List<String> heads, List<List<String>> rows) {
	}

}
