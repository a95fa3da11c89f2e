package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.history.PageLimits;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.model.history.ReaderHistory;

/**
 * A forecast to be made at midnight at the start of {@code origin}. It starts with
 * {@link #of} and is refined by the methods that begin with {@code with}.
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
		remainingPages.forEach(PageLimits::check);
		PageLimits.check(addedPagesPerDay);
		if (assumedPagesPerWeek != null && !(assumedPagesPerWeek > 0 && assumedPagesPerWeek <= PageLimits.MAX_PAGES)) {
			throw new IllegalArgumentException("an assumed pace is above 0 pages a week: " + assumedPagesPerWeek);
		}
	}

	/**
	 * The best forecast that the history alone allows, for a queue without exceptions.
	 */
	public static ForecastRequest of(ReaderHistory history, LocalDate origin, List<Double> remainingPages) {
		return new ForecastRequest(history, origin, remainingPages, List.of(), null, null, 0, null);
	}

	/** The same request with planned days off and reading holidays. */
	public ForecastRequest withExceptions(List<PlannedException> planned) {
		return new ForecastRequest(history, origin, remainingPages, planned, assumedPagesPerWeek, stage,
				addedPagesPerDay, model);
	}

	/** The same request with the reader's own guess of the pace, or without it. */
	public ForecastRequest withAssumedPace(@Nullable Double pagesPerWeek) {
		return new ForecastRequest(history, origin, remainingPages, exceptions, pagesPerWeek, stage, addedPagesPerDay,
				model);
	}

	/** The same request by no better stage than this one; null for the best. */
	public ForecastRequest withStageAtMost(@Nullable ForecastStage limit) {
		return new ForecastRequest(history, origin, remainingPages, exceptions, assumedPagesPerWeek, limit,
				addedPagesPerDay, model);
	}

	/** The same request with pages added to an average day of the future. */
	public ForecastRequest withAddedPages(double pagesPerDay) {
		return new ForecastRequest(history, origin, remainingPages, exceptions, assumedPagesPerWeek, stage, pagesPerDay,
				model);
	}

	/** The same request with the reader's trained model, or without one. */
	public ForecastRequest withModel(@Nullable ReaderModel trained) {
		return new ForecastRequest(history, origin, remainingPages, exceptions, assumedPagesPerWeek, stage,
				addedPagesPerDay, trained);
	}

}
