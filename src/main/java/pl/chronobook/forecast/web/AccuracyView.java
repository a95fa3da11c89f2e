package pl.chronobook.forecast.web;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.accuracy.RecordedForecast;

/**
 * The outcomes of forecasts as the page shows them.
 *
 * @param count how many
 * @param held how many ranges held
 * @param verdict which sentence fits: TOO_FEW, AS_PROMISED, TOO_NARROW or TOO_WIDE
 * @param error the median distance between the foretold and the real day, in days, where
 * what has not come yet counts as further away than everything else; null if that is the
 * median, or without any
 * @param naiveError the same for the naive average, over the same forecasts
 * @param rows the newest first, for the table, at most {@value #LISTED}
 * @param picture each forecast, in order of time
 */
record AccuracyView(int count, int held, Verdict verdict, @Nullable Long error, @Nullable Long naiveError,
		List<RecordedForecast> rows, Picture picture) {

	/** Fewer forecasts say nothing about ranges that hold eight times in ten. */
	private static final int ENOUGH = 10;

	private static final double PROMISED = 0.8;

	private static final double TOLERANCE = 0.1;

	private static final int SHOWN = 60;

	private static final int LISTED = 200;

	static AccuracyView of(List<RecordedForecast> forecasts) {
		int held = (int) forecasts.stream().filter(RecordedForecast::cameTrue).count();
		List<RecordedForecast> compared = forecasts.stream().filter(forecast -> forecast.naive() != null).toList();
		return new AccuracyView(forecasts.size(), held, verdict(forecasts.size(), held),
				median(compared.isEmpty() ? forecasts : compared, RecordedForecast::error),
				median(compared, RecordedForecast::naiveError), forecasts.reversed().stream().limit(LISTED).toList(),
				Picture.of(forecasts.subList(Math.max(0, forecasts.size() - SHOWN), forecasts.size())));
	}

	/** The share of ranges that held, in whole per cent. */
	public int percent() {
		return (this.count == 0) ? 0 : Math.round(100f * this.held / this.count);
	}

	private static Verdict verdict(int count, int held) {
		if (count < ENOUGH) {
			return Verdict.TOO_FEW;
		}
		double share = (double) held / count;
		return (share < PROMISED - TOLERANCE) ? Verdict.TOO_NARROW
				: (share > PROMISED + TOLERANCE) ? Verdict.TOO_WIDE : Verdict.AS_PROMISED;
	}

	private static @Nullable Long median(List<RecordedForecast> forecasts,
			Function<RecordedForecast, @Nullable Long> error) {
		List<Long> errors = forecasts.stream()
			.map(error)
			.map(days -> (days != null) ? Math.abs(days) : Long.MAX_VALUE)
			.sorted()
			.toList();
		Long median = errors.isEmpty() ? Long.MAX_VALUE : errors.get(errors.size() / 2);
		return (median < Long.MAX_VALUE) ? median : null;
	}

	/**
	 * The judgement of the share of ranges that held.
	 */
	enum Verdict {

		TOO_FEW, AS_PROMISED, TOO_NARROW, TOO_WIDE

	}

	/**
	 * Forecasts side by side: the foretold day is the line in the middle, later is up.
	 *
	 * @param bars one for each forecast
	 * @param scale days from the middle to the edge
	 */
	record Picture(List<Bar> bars, long scale) {

		static final int HALF = 60;

		private static final int STEP = 10;

		private static final int EDGE = 6;

		static Picture of(List<RecordedForecast> forecasts) {
			List<Long> distances = forecasts.stream()
				.flatMap(forecast -> List
					.of(ChronoUnit.DAYS.between(forecast.early(), forecast.middle()),
							ChronoUnit.DAYS.between(forecast.middle(), forecast.late()),
							Math.abs(Objects.requireNonNullElse(forecast.error(), 0L)))
					.stream())
				.sorted()
				.toList();
			long scale = distances.isEmpty() ? 1 : Math.max(1, distances.get((int) (0.95 * (distances.size() - 1))));
			List<Bar> bars = new java.util.ArrayList<>();
			for (RecordedForecast forecast : forecasts) {
				Long error = forecast.error();
				bars.add(new Bar(STEP / 2 + STEP * bars.size(),
						y(ChronoUnit.DAYS.between(forecast.middle(), forecast.late()), scale),
						y(-ChronoUnit.DAYS.between(forecast.early(), forecast.middle()), scale),
						(error != null) ? y(error, scale) : EDGE, forecast.cameTrue()));
			}
			return new Picture(List.copyOf(bars), scale);
		}

		/** Returns the width of the picture. */
		public int width() {
			return Math.max(STEP * 12, STEP * this.bars.size());
		}

		private static double y(long days, long scale) {
			return Math.clamp(HALF - (double) days / scale * (HALF - EDGE), EDGE, 2 * HALF - EDGE);
		}

	}

	/**
	 * A forecast in the picture.
	 *
	 * @param x where it stands
	 * @param top the late end of its range
	 * @param bottom the early end
	 * @param y what really happened
	 * @param held whether that lies in the range
	 */
	record Bar(int x, double top, double bottom, double y, boolean held) {
	}

}
