package pl.chronobook.reading.web.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chart of columns, or of dots with a line, on a common baseline, drawn into 360 by 136
 * units. The title states the finding, and the table holds all values of the picture.
 *
 * @param id its name in the page
 * @param title the finding
 * @param note the quantity that is counted
 * @param left where the baseline begins
 * @param ticks heights with numbers; none if each column has its value written
 * @param shapes the columns, or the dots and their line
 * @param labels the texts above and below them
 * @param estimated whether part of it is estimated
 * @param table the same in figures
 */
record Chart(String id, String title, String note, int left, List<Tick> ticks, List<Shape> shapes, List<Label> labels,
		boolean estimated, Table table) {

	static final int WIDTH = 360;

	static final int HEIGHT = 136;

	private static final int GUTTER = 30;

	private static final double TOP = 14;

	private static final double BOTTOM = 118;

	private static final double LABELS = 132;

	/** The share of its slot that a column fills. */
	private static final double FILL = 0.72;

	private static final double WIDEST = 56;

	/** The most columns that each have their value written. */
	private static final int FEW = 12;

	private static final int[] STEPS = { 2, 4, 6, 8, 10 };

	static Chart columns(String id, String title, String note, List<Value> values, Table table) {
		return new Drawing(values).columns(id, title, note, table);
	}

	static Chart dots(String id, String title, String note, List<Value> values, Table table) {
		return new Drawing(values).dots(id, title, note, table);
	}

	/** Rounds up to a number whose half is also a round number. */
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

	/**
	 * The meaning of a column.
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
	 * All columns, squares or dots of a kind, in one path.
	 */
	record Shape(String kind, String path) {
	}

	/**
	 * A text, centred at its place.
	 */
	record Label(String kind, double x, double y, String text) {
	}

	/**
	 * A height with its number.
	 */
	record Tick(double y, String text) {
	}

	/**
	 * The same in figures.
	 */
	record Table(List<String> heads, List<Row> rows) {

		/**
		 * A row and what names it.
		 */
		record Row(String name, List<String> cells) {
		}

	}

	/**
	 * Converts values into places.
	 */
	private static final class Drawing {

		private final List<Value> values;

		private final double highest;

		private final boolean few;

		private final double scale;

		private final int left;

		private final double pitch;

		private final Map<String, StringBuilder> paths = new TreeMap<>();

		private final List<Label> labels = new ArrayList<>();

		Drawing(List<Value> values) {
			this.values = values;
			this.highest = values.stream().mapToDouble(Value::sum).max().orElse(0);
			this.few = values.size() <= FEW;
			this.scale = this.few ? Math.max(this.highest, 1) : roundUp(this.highest);
			this.left = this.few ? 0 : GUTTER;
			this.pitch = (WIDTH - this.left) / (double) values.size();
		}

		Chart columns(String id, String title, String note, Table table) {
			boolean best = false;
			for (int i = 0; i < this.values.size(); i++) {
				Value value = this.values.get(i);
				boolean isBest = !best && value.sum() > 0 && value.sum() == this.highest;
				best |= isBest;
				double exact = y(value.exact());
				double top = y(value.sum());
				column(isBest ? "bar best" : "bar", i, exact, BOTTOM);
				column("bar-estimated", i, top, exact);
				if (value.sum() > 0 && (this.few || isBest)) {
					this.labels
						.add(new Label(isBest ? "value best" : "value", middle(i), round(top - 4), value.shown()));
				}
			}
			return chart(id, title, note, table);
		}

		Chart dots(String id, String title, String note, Table table) {
			boolean drawn = false;
			for (int i = 0; i < this.values.size(); i++) {
				double value = this.values.get(i).exact();
				if (value > 0) {
					String place = middle(i) + " " + y(value);
					path("line").append(drawn ? 'L' : 'M').append(place);
					path("point").append('M').append(place).append("h0");
					path("point-inside").append('M').append(place).append("h0");
				}
				drawn = value > 0;
			}
			return chart(id, title, note, table);
		}

		private Chart chart(String id, String title, String note, Table table) {
			for (int i = 0; i < this.values.size(); i++) {
				if (!this.values.get(i).label().isEmpty()) {
					this.labels.add(new Label("axis-text", middle(i), LABELS, this.values.get(i).label()));
				}
			}
			List<Shape> shapes = new ArrayList<>();
			this.paths.forEach((kind, path) -> shapes.add(new Shape(kind, path.toString())));
			List<Tick> ticks = this.few ? List.of() : List.of(tick(this.scale), tick(this.scale / 2));
			return new Chart(id, title, note, this.left, ticks, shapes, this.labels,
					this.paths.containsKey("bar-estimated"), table);
		}

		private void column(String kind, int i, double top, double bottom) {
			if (bottom > top) {
				double width = round(Math.min(this.pitch * FILL, WIDEST));
				path(kind).append('M')
					.append(round(this.left + this.pitch * (i + 0.5) - width / 2))
					.append(' ')
					.append(bottom)
					.append('V')
					.append(top)
					.append('h')
					.append(width)
					.append('V')
					.append(bottom)
					.append('z');
			}
		}

		private StringBuilder path(String kind) {
			return this.paths.computeIfAbsent(kind, key -> new StringBuilder());
		}

		private double middle(int i) {
			return round(this.left + this.pitch * (i + 0.5));
		}

		private double y(double value) {
			return round(BOTTOM - (BOTTOM - TOP) * value / this.scale);
		}

		private Tick tick(double at) {
			return new Tick(y(at), String.valueOf(Math.round(at)));
		}

	}

}
