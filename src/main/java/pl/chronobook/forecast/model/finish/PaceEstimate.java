package pl.chronobook.forecast.model.finish;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.history.DailyPages;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.pace.BookEffort;
import pl.chronobook.forecast.model.pace.Finish;
import pl.chronobook.forecast.model.pace.LevelFilter;
import pl.chronobook.forecast.model.pace.OwnGaps;
import pl.chronobook.forecast.model.pace.Prior;
import pl.chronobook.forecast.model.pace.WidthCalibration;

/**
 * A reader's pace as one filter sees it, from finish dates, a mean or a guess.
 *
 * @param filter the level
 * @param dispersion variance of the pages over their mean, pages
 * @param overshoot pages by which the last day of reading passes the goal
 * @param width factor on the standard deviation of forecasts, from the reader's own past
 * ones
 * @param effort converts pages to effort where only finish dates are known; null where
 * sessions count pages one by one
 * @param gaps the reader's own gaps between finishes, or null where sessions are known
 */
public record PaceEstimate(LevelFilter filter, double dispersion, double overshoot, double width,
		@Nullable BookEffort effort, @Nullable OwnGaps gaps) implements Pace {

	private static final int WEEK = 7;

	/**
	 * The horizon of the past forecasts that calibrate the width, in days with a finished
	 * book. A forecast is made on each such day.
	 */
	private static final int CHECK_FINISHES = 5;

	/** The pace of a reader of whom nothing is known. */
	public static PaceEstimate ofPrior(Prior prior) {
		return new PaceEstimate(new LevelFilter(prior, prior.fastSd()), prior.dispersion(),
				prior.overshoot() * prior.dispersion(), 1, null, null);
	}

	/** The pace by the finish dates alone, a whole book at a time. */
	public static PaceEstimate ofBooks(List<FinishedBook> books, LocalDate origin, Prior prior) {
		BookEffort effort = BookEffort.of(books, prior.bookElasticity());
		LevelFilter filter = new LevelFilter(prior, prior.bookFastSd());
		List<Finish> finishes = Finish.of(books, effort);
		double dispersion = Finish.dispersion(finishes, prior.bookDispersion()) * effort.meanPages();
		WidthCalibration calibration = new WidthCalibration(prior);
		observe(finishes, filter, dispersion, prior, calibration);
		long sinceLast = origin.toEpochDay() - books.getLast().finished().toEpochDay() - 1;
		observe(filter, sinceLast, (double) sinceLast, 0, dispersion);
		return new PaceEstimate(filter, dispersion, 0, calibration.width(), effort,
				OwnGaps.of(books, effort, sinceLast, prior.ownShare()));
	}

	/** The pace by the mean pages a day alone. */
	public static PaceEstimate ofMean(DailyPages daily, Prior prior) {
		double dispersion = daily.dispersion(prior.dispersion());
		LevelFilter filter = new LevelFilter(prior, prior.fastSd());
		filter.observeMean(daily.days(), daily.total(), dispersion);
		return new PaceEstimate(filter, dispersion, prior.overshoot() * dispersion, 1, null, null);
	}

	/**
	 * The level at the start of a day, after some books.
	 * @param books all finished before the day; none at all leaves the prior
	 */
	static LevelFilter levelAfter(List<FinishedBook> books, long day, Prior prior) {
		LevelFilter filter = new LevelFilter(prior, prior.fastSd());
		if (!books.isEmpty()) {
			BookEffort effort = BookEffort.of(books, prior.bookElasticity());
			List<Finish> finishes = Finish.of(books, effort);
			double dispersion = Finish.dispersion(finishes, prior.bookDispersion()) * effort.meanPages();
			observe(finishes, filter, dispersion, prior, new WidthCalibration(prior));
			filter.advance((double) day - books.getLast().finished().toEpochDay());
		}
		return filter;
	}

	@Override
	public double level() {
		return filter.level();
	}

	@Override
	public FinishTime finishes(double addedPages) {
		return new FinishTime(filter, dispersion, overshoot, effort != null, width, addedPages, gaps);
	}

	@Override
	public double effort(double pages) {
		return effort == null ? pages : effort.pages(pages);
	}

	private static void observe(List<Finish> finishes, LevelFilter filter, double dispersion, Prior prior,
			WidthCalibration calibration) {
		PastForecast[] past = new PastForecast[CHECK_FINISHES];
		for (int i = 0; i < finishes.size(); i++) {
			Finish finish = finishes.get(i);
			for (PastForecast forecast : past) {
				if (forecast != null) {
					forecast.read += finish.effort();
				}
			}
			double expected = finish.effort() / Math.exp(filter.level());
			observe(filter, finish.gap(), Math.min((double) finish.gap(), prior.patience() * expected), finish.effort(),
					dispersion);
			if (i > 0) {
				int slot = i % CHECK_FINISHES;
				PastForecast forecast = past[slot];
				if (forecast == null) {
					forecast = new PastForecast(new LevelFilter(prior, prior.bookFastSd()), dispersion);
					past[slot] = forecast;
				}
				else {
					calibration.add(forecast.surprise(finish.day()), 1.0 / CHECK_FINISHES);
				}
				forecast.restart(filter, finish.day());
			}
		}
	}

	/**
	 * Observes pages spread evenly over some days, ten years at most, in steps of about a
	 * week.
	 * @param counted the number of these days that are evidence of the pace
	 */
	private static void observe(LevelFilter filter, long days, double counted, double pages, double dispersion) {
		double gap = (double) Math.min(days, DailyPages.MAX_DAYS);
		int steps = (int) Math.ceil(gap / WEEK);
		for (int i = 0; i < steps; i++) {
			filter.advance(gap / steps);
			filter.observe(Math.min(gap, counted) / steps, pages / steps, dispersion);
		}
	}

	/** A forecast made on an earlier day, to be compared with what was read since. */
	private static final class PastForecast {

		private final LevelFilter filter;

		private final FinishTime finishTime;

		private long day;

		private double read;

		PastForecast(LevelFilter filter, double dispersion) {
			this.filter = filter;
			finishTime = new FinishTime(filter, dispersion, 0, true, 1, 0, null);
		}

		void restart(LevelFilter now, long today) {
			filter.copyFrom(now);
			day = today;
			read = 0;
		}

		double surprise(long today) {
			return finishTime.surprise((double) today - day, read);
		}

	}

}
