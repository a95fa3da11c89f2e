package pl.chronobook.reading.web.statistics;

import pl.chronobook.reading.picture.Pictures;
import pl.chronobook.reading.picture.Sketch;
import pl.chronobook.reading.picture.Sketch.Anchor;
import pl.chronobook.reading.picture.Sketch.Look;

/**
 * Draws charts, with the places that the page computes, on pictures {@value #WIDTH}
 * pixels wide.
 */
final class ChartPicture {

	static final int WIDTH = 1080;

	static final int MARGIN = 60;

	private static final double INNER = WIDTH - 2 * MARGIN;

	/** The size of the texts in a chart, in the units of the chart. */
	private static final double LABEL = 10.5;

	private final Sketch sketch = new Sketch(WIDTH);

	private final Wording wording;

	private double y = MARGIN;

	ChartPicture(Wording wording) {
		this.wording = wording;
	}

	static byte[] of(Chart chart, Wording wording, Pictures pictures) {
		ChartPicture picture = new ChartPicture(wording);
		picture.heading(chart.title(), chart.note());
		picture.chart(chart);
		return picture.finished(pictures);
	}

	static byte[] of(Heatmap map, Wording wording, Pictures pictures) {
		ChartPicture picture = new ChartPicture(wording);
		picture.heading(map.title(), "");
		picture.heatmap(map);
		return picture.finished(pictures);
	}

	/** The place below what is drawn so far. */
	double y() {
		return this.y;
	}

	void skip(double pixels) {
		this.y += pixels;
	}

	void heading(String title, String note) {
		paragraph(title, 46, Look.STRONG, 3);
		if (!note.isEmpty()) {
			skip(6);
			paragraph(note, 28, Look.QUIET, 4);
		}
		skip(30);
	}

	void paragraph(String text, double size, Look look, int most) {
		for (String line : Sketch.lines(text, size, look, INNER, most)) {
			skip(size * 1.25);
			this.sketch.text(line, MARGIN, this.y - size * 0.25, size, look, Anchor.START);
		}
	}

	void chart(Chart chart) {
		double scale = INNER / Chart.WIDTH;
		this.sketch.placed(MARGIN, this.y, scale, () -> {
			for (Chart.Tick tick : chart.ticks()) {
				this.sketch.shape("tick", "M30 %sH360".formatted(tick.y()));
				this.sketch.text(tick.text(), 24, tick.y() + 3.5, LABEL, Look.QUIET, Anchor.END);
			}
			chart.shapes().forEach(shape -> this.sketch.shape(shape.kind(), shape.path()));
			chart.labels()
				.forEach(label -> this.sketch.text(label.text(), label.x(), label.y(), LABEL,
						label.kind().equals("value best") ? Look.STRONG : Look.QUIET, Anchor.MIDDLE));
			this.sketch.shape("baseline", "M%d 118.5H360".formatted(chart.left()));
		});
		skip(Chart.HEIGHT * scale);
		if (chart.estimated()) {
			skip(14);
			legend("bar-estimated", 12, this.wording.text("estimated"));
		}
	}

	void heatmap(Heatmap map) {
		double scale = INNER / map.width();
		for (Heatmap.Half half : map.halves()) {
			this.sketch.placed(MARGIN, this.y, scale, () -> {
				map.weekdays().forEach(day -> this.sketch.text(day.text(), 14, day.y(), LABEL, Look.QUIET, Anchor.END));
				half.months()
					.forEach(month -> this.sketch.text(month.text(), month.x(), 9, LABEL, Look.QUIET, Anchor.START));
				half.shapes().forEach(shape -> this.sketch.shape(shape.kind(), shape.path()));
			});
			skip((Heatmap.HEIGHT + 6) * scale);
		}
		skip(14);
		legend(map);
	}

	private void legend(Heatmap map) {
		double size = 26;
		String head = this.wording.text("heatmap.pages");
		this.sketch.text(head, MARGIN, this.y + 22, size, Look.QUIET, Anchor.START);
		double x = MARGIN + Sketch.width(head, size, Look.QUIET) + 30;
		for (Heatmap.Step step : map.steps()) {
			double side = step.size() * 2.4;
			square(step.kind(), x + 12 - side / 2, this.y + 13 - side / 2, side);
			this.sketch.text(step.text(), x + 36, this.y + 22, size, Look.QUIET, Anchor.START);
			x += 36 + Sketch.width(step.text(), size, Look.QUIET) + 34;
		}
		skip(size);
		if (map.estimated()) {
			skip(20);
			legend("heat-estimated", 20, this.wording.text("estimated"));
		}
	}

	private void legend(String kind, double side, String text) {
		double scale = 24 / side;
		this.sketch.placed(MARGIN, this.y, scale, () -> this.sketch.shape(kind, square(1, 1, side - 2)));
		this.sketch.text(text, MARGIN + 40, this.y + 21, 26, Look.QUIET, Anchor.START);
		skip(26);
	}

	private void square(String kind, double x, double top, double side) {
		this.sketch.shape(kind, square(x, top, side));
	}

	private static String square(double x, double top, double side) {
		return "M%s %sh%sv%sh%sz".formatted(x, top, side, side, -side);
	}

	private byte[] finished(Pictures pictures) {
		skip(34);
		return finished(pictures, (int) Math.ceil(this.y) + MARGIN);
	}

	byte[] finished(Pictures pictures, int height) {
		this.sketch.text("ChronoBook", WIDTH - MARGIN, height - MARGIN + 14, 26, Look.QUIET, Anchor.END);
		return pictures.png(this.sketch, height);
	}

	Sketch sketch() {
		return this.sketch;
	}

}
