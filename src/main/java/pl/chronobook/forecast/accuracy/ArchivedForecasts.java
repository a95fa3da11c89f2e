package pl.chronobook.forecast.accuracy;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.NewBook;
import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.reading.EntryId;

/**
 * A reader's recorded forecasts and their outcomes in an archive. They cannot be computed
 * later, because a forecast depends on what was known on its day.
 *
 * @param finishes at most one for each week and book, and at most {@value #MOST} in all
 */
record ArchivedForecasts(List<Finish> finishes) {

	/** Ten forecasts a week for five years make 2,600; the limit leaves room. */
	static final int MOST = 5_000;

	/**
	 * Checks the number of forecasts.
	 * @throws IllegalArgumentException if there are more than {@value #MOST}
	 */
	ArchivedForecasts {
		finishes = List.copyOf(finishes);
		if (finishes.size() > MOST) {
			throw new IllegalArgumentException("Too many forecasts: " + finishes.size());
		}
	}

	/**
	 * The first forecast of a week for one book, with its outcome.
	 *
	 * @param book the entry of the book on the list
	 * @param week the Monday of the week of the origin
	 * @param madeOn the day, in the reader's time zone, on which it was made
	 * @param origin the first day that the forecast covered
	 * @param stage the stage that made the forecast
	 * @param title the title of the book at that time
	 * @param early the 10 % quantile of the finish day
	 * @param middle the median day
	 * @param late the 90 % quantile of the finish day
	 * @param naive the finish day by the naive average: the pages left divided by the
	 * mean pages a day; null without a history
	 * @param ahead the books that stood before it in the queue
	 * @param verdict the outcome; null until the range has ended
	 * @param finishedOn the day of the finish; null unless the verdict is
	 * {@code FINISHED}
	 */
	record Finish(EntryId book, LocalDate week, LocalDate madeOn, LocalDate origin, ForecastStage stage, String title,
			LocalDate early, LocalDate middle, LocalDate late, @Nullable LocalDate naive, List<EntryId> ahead,
			@Nullable ForecastVerdict verdict, @Nullable LocalDate finishedOn) {

		private static final int MOST_AHEAD = 20;

		/** Checks the dates and their order. */
		Finish {
			Objects.requireNonNull(book);
			Objects.requireNonNull(stage);
			// Two books of the exporting account may be one book in this account
			ahead = ahead.stream().distinct().toList();
			boolean ordered = !origin.isBefore(madeOn) && !middle.isBefore(early) && !late.isBefore(middle);
			boolean known = week.getYear() >= 2000 && late.getYear() <= 2200
					&& (naive == null || Math.abs(naive.getYear() - 2100) <= 100);
			boolean judged = finishedOn == null || (verdict == ForecastVerdict.FINISHED && finishedOn.getYear() >= 2000
					&& finishedOn.getYear() <= 2200);
			if (!ordered || !known || !judged || title.length() > NewBook.LONGEST_TITLE || title.indexOf('\0') >= 0
					|| ahead.size() > MOST_AHEAD) {
				throw new IllegalArgumentException("No forecast");
			}
		}

		Key key() {
			return new Key(this.book, this.week);
		}

	}

	/**
	 * The key of a recorded forecast.
	 *
	 * @param book the entry of the book on the list
	 * @param week the Monday of the week of the origin
	 */
	record Key(EntryId book, LocalDate week) {
	}

	/**
	 * The forecasts that an import added, for its undo.
	 *
	 * @param forecasts the keys of the added forecasts
	 */
	record Added(List<Key> forecasts) {
	}

}
