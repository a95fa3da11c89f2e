package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;

import pl.chronobook.reading.picture.Pictures;

/**
 * Draws the waiting books over time, with the places that the page computes.
 */
final class BurnDownPicture {

	private static final Locale POLISH = Locale.of("pl");

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("LLLL yyyy", POLISH);

	private BurnDownPicture() {
	}

	/**
	 * Draws the picture.
	 * @param finish the median day on which the list is empty; null if it never is
	 */
	static byte[] of(BurnDown chart, @Nullable LocalDate finish, MessageSource messages, Pictures pictures) {
		PictureSheet sheet = new PictureSheet(
				(finish != null) ? text(messages, "finish", MONTH.format(finish)) : text(messages, "never"));
		sheet.chart(PictureSheet.INNER / BurnDown.WIDTH, BurnDown.HEIGHT, () -> {
			sheet.shape("pile-fan", path(chart.fan()) + "z");
			sheet.shape("pile-past", path(chart.past()));
			sheet.shape("pile-middle", path(chart.middle()));
			sheet.shape("baseline", String.format(Locale.ROOT, "M%.1f 0V%.0f", chart.today(), BurnDown.HEIGHT));
			sheet.shape("baseline", String.format(Locale.ROOT, "M0 %.0fH%.0f", BurnDown.HEIGHT, BurnDown.WIDTH));
		});
		sheet.axis(MONTH.format(chart.from()), text(messages, "most", chart.top()), MONTH.format(chart.to()));
		return sheet.png(text(messages, "legend"), pictures);
	}

	private static String text(MessageSource messages, String key, Object... arguments) {
		return messages.getMessage("forecast.living.picture." + key, arguments, POLISH);
	}

	/** Returns the path through the points of a {@code polyline}. */
	static String path(String points) {
		return points.isBlank() ? "M0 0" : "M" + String.join("L", points.strip().split("\\s+", -1));
	}

}
