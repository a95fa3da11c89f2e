package pl.chronobook.forecast.model.living;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * The engine's closed form as a function: at a normal score, the days that it takes to
 * read a number of pages, and the pages that are read in a number of days. A score stays
 * the same for all pages, so at each number of pages the days have the engine's
 * distribution.
 */
public final class ReadingOutlook {

	/** The number of books in the queue that the engine forecasts. */
	public static final int BOOKS = 120;

	private static final double[] SCORES = { -1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449 };

	private static final double MIN_DAYS = 0.05;

	private final double bookPages;

	private final double[][] logDays;

	private ReadingOutlook(double bookPages, double[][] logDays) {
		this.bookPages = bookPages;
		this.logDays = logDays;
	}

	/**
	 * Returns a queue of equal books. The engine's forecast for it is converted by
	 * {@link #of}.
	 */
	public static List<Double> queue(double bookPages) {
		return Collections.nCopies(BOOKS, bookPages);
	}

	/**
	 * Converts the engine's forecast.
	 * @param bookPages pages of each book of the queue
	 * @param books the engine's forecast for that queue
	 */
	public static ReadingOutlook of(double bookPages, List<Quantiles> books) {
		List<double[]> logDays = new ArrayList<>();
		for (Quantiles days : books) {
			double[] values = { days.p05(), days.p10(), days.p25(), days.p50(), days.p75(), days.p90(), days.p95() };
			for (int i = 0; i < values.length; i++) {
				values[i] = Math.log(Math.max(MIN_DAYS, values[i]));
			}
			logDays.add(values);
		}
		return new ReadingOutlook(bookPages, logDays.toArray(new double[0][]));
	}

	/**
	 * Returns the future of the pace at a normal score; a higher score means slower
	 * reading.
	 */
	Path at(double score) {
		double[] days = new double[logDays.length];
		for (int book = 0; book < days.length; book++) {
			days[book] = Math.exp(interpolate(logDays[book], score));
			if (book > 0) {
				days[book] = Math.max(days[book], days[book - 1]);
			}
		}
		return new Path(bookPages, days);
	}

	private static double interpolate(double[] values, double score) {
		int upper = 1;
		while (upper < SCORES.length - 1 && score > SCORES[upper]) {
			upper++;
		}
		double share = (score - SCORES[upper - 1]) / (SCORES[upper] - SCORES[upper - 1]);
		return values[upper - 1] + share * (values[upper] - values[upper - 1]);
	}

	/**
	 * A simulated future of the pace.
	 */
	static final class Path {

		private final double bookPages;

		private final double[] days;

		private Path(double bookPages, double[] days) {
			this.bookPages = bookPages;
			this.days = days;
		}

		/**
		 * Pages read in a number of days; beyond the last book the pace stays as it was.
		 */
		double pages(double after) {
			int last = days.length - 1;
			if (after >= days[last]) {
				double pace = (last + 1) * bookPages / days[last];
				return (last + 1) * bookPages + (after - days[last]) * pace;
			}
			int low = -1;
			int high = last;
			while (high - low > 1) {
				int middle = (low + high) >>> 1;
				if (days[middle] <= after) {
					low = middle;
				}
				else {
					high = middle;
				}
			}
			double start = low < 0 ? 0 : days[low];
			double width = days[high] - start;
			return bookPages * (low + 1 + (width > 0 ? (after - start) / width : 1));
		}

	}

}
