package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A reader's pace at the origin and how uncertain it is.
 *
 * @param filter the level
 * @param noise variance of the pages over their mean, pages
 * @param width factor on the standard deviation of forecasts, from the reader's own past
 * ones
 * @param effort how pages count where only finish dates are known, or null where sessions
 * count them one by one
 */
record PaceEstimate(LevelFilter filter, double noise, double width, @Nullable BookEffort effort) {

	private static final int WEEK = 7;

	/** Past forecasts are checked over this many days of sessions, from every week. */
	private static final int CHECK_DAYS = 28;

	private static final int FIRST_CHECK = 14;

	/** Past forecasts are checked over this many days with a finished book, from each. */
	private static final int CHECK_FINISHES = 5;

	private static final double MIN_EXPOSURE = 0.01;

	/** Nothing is known but the prior. */
	static PaceEstimate ofPrior(Prior prior) {
		return new PaceEstimate(new LevelFilter(prior, prior.fastSd()), prior.burst(), 1, null);
	}

	/** From the finish dates, a whole book at a time. */
	static PaceEstimate ofBooks(List<FinishedBook> books, LocalDate origin, Prior prior) {
		BookEffort effort = BookEffort.of(books, prior.bookElasticity());
		LevelFilter filter = new LevelFilter(prior, prior.bookFastSd());
		List<Finish> finishes = Finish.of(books, effort);
		double noise = Finish.burst(finishes, prior.bookBurst()) * effort.meanPages();
		Calibration calibration = new Calibration(prior.trust());
		observe(finishes, filter, noise, prior, calibration);
		long sinceLast = origin.toEpochDay() - books.getLast().finished().toEpochDay() - 1;
		observe(filter, sinceLast, 0, noise);
		return new PaceEstimate(filter, noise, calibration.width(), effort);
	}

	/** From the mean pages a day alone. */
	static PaceEstimate ofMean(DailyPages daily, Prior prior) {
		double burst = daily.burst(prior.burst());
		LevelFilter filter = new LevelFilter(prior, prior.fastSd());
		filter.observeMean(daily.days(), daily.total(), burst);
		return new PaceEstimate(filter, burst, 1, null);
	}

	/**
	 * From the sessions day by day, after the books that were finished before the first
	 * of them.
	 * @param calendar weights of the past days
	 */
	static PaceEstimate ofSessions(DailyPages daily, List<FinishedBook> books, DayCalendar calendar, Prior prior) {
		return ofSessions(daily, books, calendar, prior, (day, forecast, width) -> {
		});
	}

	/**
	 * The same, and lets somebody look on.
	 * @param lookout sees what would have been forecast on each earlier day
	 */
	static PaceEstimate ofSessions(DailyPages daily, List<FinishedBook> books, DayCalendar calendar, Prior prior,
			Lookout lookout) {
		double burst = daily.burst(prior.burst());
		LevelFilter filter = new LevelFilter(prior, prior.fastSd());
		List<FinishedBook> earlier = books.stream()
			.filter(book -> book.finished().toEpochDay() < daily.firstDay())
			.toList();
		if (!earlier.isEmpty()) {
			BookEffort effort = BookEffort.of(earlier, prior.bookElasticity());
			List<Finish> finishes = Finish.of(earlier, effort);
			double noise = Finish.burst(finishes, prior.bookBurst()) * effort.meanPages();
			observe(finishes, filter, noise, prior, new Calibration(prior.trust()));
			filter.advance((double) daily.firstDay() - earlier.getLast().finished().toEpochDay());
		}
		Calibration calibration = new Calibration(prior.trust());
		FinishTime forecast = new FinishTime(filter, burst, false, 1, 0);
		for (int day = 0; day < daily.days(); day++) {
			if (day >= FIRST_CHECK && day % WEEK == 0 && day + CHECK_DAYS <= daily.days()) {
				double surprise = forecast.surprise(CHECK_DAYS, daily.sum(day, day + CHECK_DAYS));
				calibration.add(surprise, (double) WEEK / CHECK_DAYS);
			}
			lookout.stand(day, forecast, calibration.width());
			filter.advance(1);
			double exposure = calendar.weight(daily.firstDay() + day);
			if (exposure >= MIN_EXPOSURE) {
				filter.observe(exposure, daily.pages(day), burst);
			}
		}
		return new PaceEstimate(filter, burst, calibration.width(), null);
	}

	/**
	 * When pages will be read.
	 * @param addedPages pages a day on top of the pace, 0 or more
	 */
	FinishTime finishTime(double addedPages) {
		return new FinishTime(filter, noise, effort != null, width, addedPages);
	}

	/**
	 * The same as a model of the reader corrects it.
	 * @param standing where the reader stands
	 */
	FinishTime finishTime(double addedPages, ReaderModel model, Standing standing) {
		return new FinishTime(filter, noise, effort != null, width, addedPages,
				horizon -> model.correction(horizon, standing));
	}

	/** What {@code pages} left in a book of the queue count for. */
	double effort(double pages) {
		return effort == null ? pages : effort.pages(pages);
	}

	private static void observe(List<Finish> finishes, LevelFilter filter, double noise, Prior prior,
			Calibration calibration) {
		PastForecast[] past = new PastForecast[CHECK_FINISHES];
		for (int i = 0; i < finishes.size(); i++) {
			Finish finish = finishes.get(i);
			for (PastForecast forecast : past) {
				if (forecast != null) {
					forecast.read += finish.effort();
				}
			}
			observe(filter, finish.gap(), finish.effort(), noise);
			if (i > 0) {
				int slot = i % CHECK_FINISHES;
				PastForecast forecast = past[slot];
				if (forecast == null) {
					forecast = new PastForecast(new LevelFilter(prior, prior.bookFastSd()), noise);
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
	 * Sees pages spread evenly over some days, ten years at most, in steps of about a
	 * week.
	 */
	private static void observe(LevelFilter filter, long days, double pages, double noise) {
		double gap = (double) Math.min(days, DailyPages.MAX_DAYS);
		int steps = (int) Math.ceil(gap / WEEK);
		for (int i = 0; i < steps; i++) {
			filter.advance(gap / steps);
			filter.observe(gap / steps, pages / steps, noise);
		}
	}

	/** Sees what would have been forecast in the course of a history. */
	@FunctionalInterface
	interface Lookout {

		/**
		 * Stands at midnight at the start of a day.
		 * @param day from the first one of the history
		 * @param forecast of width 1, valid until the day goes on
		 * @param width the factor on its standard deviation
		 */
		void stand(int day, FinishTime forecast, double width);

	}

	/** A forecast made on an earlier day, to be held against what was read since. */
	private static final class PastForecast {

		private final LevelFilter filter;

		private final FinishTime finishTime;

		private long day;

		private double read;

		PastForecast(LevelFilter filter, double noise) {
			this.filter = filter;
			finishTime = new FinishTime(filter, noise, true, 1, 0);
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

	/**
	 * Mean square of past surprises, shrunk to 1; overlapping forecasts carry only part
	 * of a weight.
	 */
	private static final class Calibration {

		private double squares;

		private double weight;

		Calibration(double trust) {
			squares = trust;
			weight = trust;
		}

		void add(double surprise, double share) {
			squares += share * surprise * surprise;
			weight += share;
		}

		double width() {
			return Math.sqrt(squares / weight);
		}

	}

}
