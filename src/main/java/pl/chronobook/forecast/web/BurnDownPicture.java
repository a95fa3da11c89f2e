package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;

import pl.chronobook.reading.picture.Pictures;
import pl.chronobook.reading.picture.Sketch;
import pl.chronobook.reading.picture.Sketch.Anchor;
import pl.chronobook.reading.picture.Sketch.Look;

/**
 * Draws the waiting books over time, with the places that the page computes.
 */
final class BurnDownPicture {

	private static final Locale POLISH = Locale.of("pl");

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("LLLL yyyy", POLISH);

	private static final int WIDTH = 1080;

	private static final int MARGIN = 60;

	private static final double INNER = WIDTH - 2 * MARGIN;

	private static final double SCALE = INNER / BurnDown.WIDTH;

	private final Sketch sketch = new Sketch(WIDTH);

	private final MessageSource messages;

	private double y = MARGIN;

	private BurnDownPicture(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * Draws the picture.
	 * @param finish the median day on which the list is empty; null if it never is
	 */
	static byte[] of(BurnDown chart, @Nullable LocalDate finish, MessageSource messages, Pictures pictures) {
		BurnDownPicture picture = new BurnDownPicture(messages);
		picture.paragraph((finish != null) ? picture.text("finish", MONTH.format(finish)) : picture.text("never"), 46,
				Look.STRONG);
		picture.y += 36;
		picture.chart(chart);
		picture.y += 20;
		picture.paragraph(picture.text("legend"), 26, Look.QUIET);
		int height = (int) Math.ceil(picture.y) + MARGIN + 40;
		picture.sketch.text("ChronoBook", WIDTH - MARGIN, height - MARGIN + 14, 26, Look.QUIET, Anchor.END);
		return pictures.png(picture.sketch, height);
	}

	private void chart(BurnDown chart) {
		this.sketch.placed(MARGIN, this.y, SCALE, () -> {
			this.sketch.shape("pile-fan", path(chart.fan()) + "z");
			this.sketch.shape("pile-past", path(chart.past()));
			this.sketch.shape("pile-middle", path(chart.middle()));
			this.sketch.shape("baseline", String.format(Locale.ROOT, "M%.1f 0V%.0f", chart.today(), BurnDown.HEIGHT));
			this.sketch.shape("baseline", String.format(Locale.ROOT, "M0 %.0fH%.0f", BurnDown.HEIGHT, BurnDown.WIDTH));
		});
		this.y += BurnDown.HEIGHT * SCALE + 40;
		this.sketch.text(MONTH.format(chart.from()), MARGIN, this.y, 26, Look.QUIET, Anchor.START);
		this.sketch.text(text("most", chart.top()), WIDTH / 2.0, this.y, 26, Look.QUIET, Anchor.MIDDLE);
		this.sketch.text(MONTH.format(chart.to()), WIDTH - MARGIN, this.y, 26, Look.QUIET, Anchor.END);
	}

	private void paragraph(String text, double size, Look look) {
		for (String line : Sketch.lines(text, size, look, INNER, 4)) {
			this.y += size * 1.25;
			this.sketch.text(line, MARGIN, this.y - size * 0.25, size, look, Anchor.START);
		}
	}

	private String text(String key, Object... arguments) {
		return this.messages.getMessage("forecast.living.picture." + key, arguments, POLISH);
	}

	/** Returns the path through the points of a {@code polyline}. */
	static String path(String points) {
		return points.isBlank() ? "M0 0" : "M" + String.join("L", points.strip().split("\\s+", -1));
	}

}
