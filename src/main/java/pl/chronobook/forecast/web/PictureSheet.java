package pl.chronobook.forecast.web;

import pl.chronobook.reading.picture.Pictures;
import pl.chronobook.reading.picture.Sketch;
import pl.chronobook.reading.picture.Sketch.Anchor;
import pl.chronobook.reading.picture.Sketch.Look;

/**
 * A picture of one chart: its finding, the chart, how to read it, and where it comes
 * from, from top to bottom.
 */
final class PictureSheet {

	private static final int WIDTH = 1080;

	private static final int MARGIN = 60;

	/** The width between the margins. */
	static final double INNER = WIDTH - 2 * MARGIN;

	private static final double TITLE = 46;

	private static final double SMALL = 26;

	private final Sketch sketch = new Sketch(WIDTH);

	private double y = MARGIN;

	PictureSheet(String finding) {
		paragraph(finding, TITLE, Look.STRONG);
		this.y += 36;
	}

	/**
	 * Adds the chart.
	 * @param scale the pixels of a unit of the chart
	 * @param height the units that the chart takes
	 * @param shapes draws it into the sketch that {@link #shape} adds to
	 */
	void chart(double scale, double height, Runnable shapes) {
		this.sketch.placed(MARGIN, this.y, scale, shapes);
		this.y += height * scale;
	}

	/** Draws a shape of the chart; see {@link Sketch#shape}. */
	void shape(String kind, String path) {
		this.sketch.shape(kind, path);
	}

	/** Adds a line with a text at either end and one in the middle. */
	void axis(String left, String middle, String right) {
		this.y += 40;
		this.sketch.text(left, MARGIN, this.y, SMALL, Look.QUIET, Anchor.START);
		this.sketch.text(middle, WIDTH / 2.0, this.y, SMALL, Look.QUIET, Anchor.MIDDLE);
		this.sketch.text(right, WIDTH - MARGIN, this.y, SMALL, Look.QUIET, Anchor.END);
	}

	/** Adds how to read the chart and finishes the picture. */
	byte[] png(String legend, Pictures pictures) {
		this.y += 20;
		paragraph(legend, SMALL, Look.QUIET);
		int height = (int) Math.ceil(this.y) + MARGIN + 40;
		this.sketch.text("ChronoBook", WIDTH - MARGIN, height - MARGIN + 14, SMALL, Look.QUIET, Anchor.END);
		return pictures.png(this.sketch, height);
	}

	private void paragraph(String text, double size, Look look) {
		for (String line : Sketch.lines(text, size, look, INNER, 4)) {
			this.y += size * 1.25;
			this.sketch.text(line, MARGIN, this.y - size * 0.25, size, look, Anchor.START);
		}
	}

}
