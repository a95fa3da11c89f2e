package pl.chronobook.forecast.model.pace;

import java.util.List;

import pl.chronobook.forecast.model.distribution.Normal;
import pl.chronobook.forecast.model.history.FinishedBook;

/**
 * The reader's own latest gaps between finished books, as a second estimate beside the
 * level of the pace. A sum of such gaps is taken as log-normal, with a pace that drifts.
 * It allows for long breaks, which a steady pace with even noise does not expect.
 *
 * @param share the weight of this estimate in the forecast, from 0 to 1
 * @param pagesPerDay pages of average books a day, over all gaps
 * @param pagesPerGap pages of average books finished at the end of a gap, on average
 * @param unevenness variance of the gaps over their squared mean
 */
public record OwnGaps(double share, double pagesPerDay, double pagesPerGap, double unevenness) {

	private static final int LATEST = 30;

	/**
	 * The number of gaps of a day or more from which the estimate has its full share.
	 * Gaps of 0 days do not count, because books are often entered together.
	 */
	private static final double ENOUGH = 10;

	/**
	 * The weight of the prior unevenness of 1, that of an exponential distribution, in
	 * gaps.
	 */
	private static final double USUAL_GAPS = 5;

	private static final double LEAST_MEAN = 0.5;

	private static final double DRIFT = Math.expm1(0.35 * 0.35);

	/**
	 * The lower limit of the number of gaps by which the unevenness is divided, so that a
	 * few pages do not have an unlimited variance.
	 */
	private static final double LEAST_GAPS = 0.2;

	/**
	 * Estimates the gaps between {@code books}, which are in order.
	 * @param silence days since the last of them; they count as a gap if they are longer
	 * than the others on average
	 * @param share the weight of the estimate if there are enough gaps
	 */
	public static OwnGaps of(List<FinishedBook> books, BookEffort effort, long silence, double share) {
		int last = books.size() - 1;
		int from = Math.max(0, last - LATEST);
		double gaps = (double) last - from;
		if (gaps == 0) {
			return new OwnGaps(0, 1, 1, 1);
		}
		double apart = 0;
		double days = 0;
		double squares = 0;
		double pages = 0;
		for (int i = from + 1; i <= last; i++) {
			double gap = (double) books.get(i).finished().toEpochDay() - books.get(i - 1).finished().toEpochDay();
			apart += (gap > 0) ? 1 : 0;
			days += gap;
			squares += gap * gap;
			pages += effort.pages(books.get(i).pages());
		}
		double pagesPerGap = Math.max(1, pages / gaps);
		double own = share * Math.min(1, apart / ENOUGH);
		if (silence * gaps > days) {
			days += silence;
			squares += (double) silence * silence;
			gaps++;
		}
		double mean = Math.max(LEAST_MEAN, days / gaps);
		double spread = Math.max(0, squares / gaps - mean * mean) / (mean * mean);
		return new OwnGaps(own, pagesPerGap / mean, pagesPerGap, (gaps * spread + USUAL_GAPS) / (gaps + USUAL_GAPS));
	}

	/**
	 * Returns the probability that the pages take at most a number of days.
	 * @param addedPages pages a day on top of the reader's own
	 */
	public double probability(double logDays, double pages, double addedPages) {
		double sd = Math.sqrt(variance(pages));
		return Normal.probability((logDays - logMedian(pages, addedPages)) / sd);
	}

	/** The log of the days that the pages take, at a normal score. */
	public double logDays(double score, double pages, double addedPages) {
		return logMedian(pages, addedPages) + Math.sqrt(variance(pages)) * score;
	}

	private double logMedian(double pages, double addedPages) {
		return Math.log(pages / (pagesPerDay + addedPages)) - variance(pages) / 2;
	}

	private double variance(double pages) {
		return Math.log1p(unevenness / Math.max(LEAST_GAPS, pages / pagesPerGap) + DRIFT);
	}

}
