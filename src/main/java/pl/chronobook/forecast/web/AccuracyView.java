package pl.chronobook.forecast.web;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.accuracy.RecordedForecast;

/**
 * The outcomes of past forecasts, prepared for the accuracy page.
 *
 * @param count the number of forecasts
 * @param held the number of forecasts whose range held
 * @param verdict the judgement that the page puts in words
 * @param error the median distance between the forecast and the actual finish in days,
 * where a missing finish counts as infinitely far away; null if the median is infinite,
 * or without forecasts
 * @param naiveError the same for the naive average, over the same forecasts
 * @param rows the rows of the table, the newest first, at most {@value #LISTED}
 * @param picture the picture of the newest {@value #SHOWN} forecasts
 */
record AccuracyView(int count, int held, Verdict verdict, @Nullable Long error, @Nullable Long naiveError,
		List<RecordedForecast> rows, Picture picture) {

	/** Fewer forecasts cannot show whether the ranges hold eight times in ten. */
	private static final int ENOUGH = 10;

	private static final double NOMINAL_COVERAGE = 0.8;

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

	/** Returns the share of ranges that held, in whole per cent. */
	public int percent() {
		return (this.count == 0) ? 0 : Math.round(100f * this.held / this.count);
	}

	private static Verdict verdict(int count, int held) {
		if (count < ENOUGH) {
			return Verdict.TOO_FEW;
		}
		double share = (double) held / count;
		return (share < NOMINAL_COVERAGE - TOLERANCE) ? Verdict.TOO_NARROW
				: (share > NOMINAL_COVERAGE + TOLERANCE) ? Verdict.TOO_WIDE : Verdict.CALIBRATED;
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
	 * The judgement of the share of ranges that held, beside the nominal 80 %.
	 */
	enum Verdict {

		TOO_FEW, CALIBRATED, TOO_NARROW, TOO_WIDE

	}

	/**
	 * Forecasts side by side: the line in the middle is the forecast day, and later days
	 * lie above it.
	 *
	 * @param bars one for each forecast
	 * @param scale the number of days from the middle line to the edge
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
			List<Bar> bars = new ArrayList<>();
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
	 * @param x its horizontal place
	 * @param top the late end of its range
	 * @param bottom the early end of its range
	 * @param y the actual finish, or the upper edge if there is none
	 * @param held whether the actual finish lies in the range
	 */
	record Bar(int x, double top, double bottom, double y, boolean held) {
	}

}
