package pl.chronobook.forecast.web;

import java.util.Locale;

import org.springframework.context.MessageSource;

import pl.chronobook.forecast.web.AccuracyView.Bar;
import pl.chronobook.forecast.web.AccuracyView.Picture;
import pl.chronobook.reading.picture.Pictures;

/**
 * Draws past forecasts beside their outcomes, with the places that the page computes.
 */
final class AccuracyPicture {

	private static final Locale POLISH = Locale.of("pl");

	/** Keeps a few forecasts from filling the whole picture. */
	private static final double LARGEST_SCALE = 4;

	private AccuracyPicture() {
	}

	static byte[] of(AccuracyView view, MessageSource messages, Pictures pictures) {
		Picture chart = view.picture();
		PictureSheet sheet = new PictureSheet(
				messages.getMessage("forecast.accuracy.held", new Object[] { view.held(), view.count() }, POLISH));
		sheet.chart(Math.min(PictureSheet.INNER / chart.width(), LARGEST_SCALE), 2 * Picture.HALF, () -> {
			sheet.shape("baseline", "M0 " + Picture.HALF + "H" + chart.width());
			chart.bars().forEach(bar -> {
				sheet.shape("foretold", "M" + bar.x() + " " + bar.top() + "V" + bar.bottom());
				sheet.shape(bar.held() ? "held" : "missed", bar.held() ? dot(bar) : cross(bar));
			});
		});
		return sheet.png(messages.getMessage("forecast.accuracy.legend", null, POLISH), pictures);
	}

	private static String dot(Bar bar) {
		return "M" + (bar.x() - 3) + " " + bar.y() + "a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z";
	}

	private static String cross(Bar bar) {
		return "M" + (bar.x() - 3) + " " + (bar.y() - 3) + "l6 6m0 -6l-6 6";
	}

}
