package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What to forecast, standing at midnight at the start of {@code origin}.
 *
 * @param history the reader's history; what happened on or after {@code origin} is not
 * used
 * @param origin the first day of the future
 * @param remainingPages pages left in each book of the queue, in order; 0 for a book
 * already read
 * @param exceptions planned days off and reading holidays; factors of overlapping ones
 * multiply
 * @param assumedPagesPerWeek the reader's own guess, from which the estimate starts; the
 * history corrects it
 * @param stage the stage to use at most, or null for the best the history allows
 * @param addedPagesPerDay pages that the reader means to read on an average day of the
 * future beyond the pace of the history, whatever that turns out to be; where only finish
 * dates are known, pages of an average book
 * @param model the reader's trained model, or null without one
 */
public record ForecastRequest(ReaderHistory history, LocalDate origin, List<Double> remainingPages,
		List<PlannedException> exceptions, @Nullable Double assumedPagesPerWeek, @Nullable ForecastStage stage,
		double addedPagesPerDay, @Nullable ReaderModel model) {

	/**
	 * @throws IllegalArgumentException if pages are negative or not finite, or the
	 * assumed pace is not positive
	 */
	public ForecastRequest {
		remainingPages = List.copyOf(remainingPages);
		exceptions = List.copyOf(exceptions);
		remainingPages.forEach(Check::pages);
		Check.pages(addedPagesPerDay);
		if (assumedPagesPerWeek != null && !(assumedPagesPerWeek > 0 && assumedPagesPerWeek <= Check.MAX_PAGES)) {
			throw new IllegalArgumentException("an assumed pace is above 0 pages a week: " + assumedPagesPerWeek);
		}
	}

	/** Without a trained model. */
	public ForecastRequest(ReaderHistory history, LocalDate origin, List<Double> remainingPages,
			List<PlannedException> exceptions, @Nullable Double assumedPagesPerWeek, @Nullable ForecastStage stage,
			double addedPagesPerDay) {
		this(history, origin, remainingPages, exceptions, assumedPagesPerWeek, stage, addedPagesPerDay, null);
	}

	/** Without a trained model or anything added to the pace. */
	public ForecastRequest(ReaderHistory history, LocalDate origin, List<Double> remainingPages,
			List<PlannedException> exceptions, @Nullable Double assumedPagesPerWeek, @Nullable ForecastStage stage) {
		this(history, origin, remainingPages, exceptions, assumedPagesPerWeek, stage, 0);
	}

	/**
	 * The best forecast that the history alone allows, for a queue without exceptions.
	 */
	public static ForecastRequest of(ReaderHistory history, LocalDate origin, List<Double> remainingPages) {
		return new ForecastRequest(history, origin, remainingPages, List.of(), null, null);
	}

}
