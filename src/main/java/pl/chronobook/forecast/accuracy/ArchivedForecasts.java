package pl.chronobook.forecast.accuracy;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.reading.EntryId;

/**
 * A reader's recorded forecasts and their outcomes in an archive. They cannot be computed
 * later, because a forecast depends on what was known on its day.
 *
 * @param finishes one a week and book, at most {@value #MOST}
 */
record ArchivedForecasts(List<Finish> finishes) {

	/** Ten books a week for five years, and room to spare. */
	static final int MOST = 5_000;

	/**
	 * Checks the number.
	 * @throws IllegalArgumentException if there are more than {@value #MOST}
	 */
	ArchivedForecasts {
		finishes = List.copyOf(finishes);
		if (finishes.size() > MOST) {
			throw new IllegalArgumentException("Too many forecasts: " + finishes.size());
		}
	}

	/**
	 * The first forecast of a week for one book.
	 *
	 * @param book which book
	 * @param week the Monday of the week of the origin
	 * @param madeOn the reader's day on which it was made
	 * @param origin the first day of the future then
	 * @param stage how it was made
	 * @param title what the book was called
	 * @param early the day before which it was to be with a probability of 10 %
	 * @param middle the median day
	 * @param late the day before which it was to be with a probability of 90 %
	 * @param naive what pages divided by the mean pages a day foretold; null without a
	 * history
	 * @param ahead the books that were to be read before
	 * @param verdict how it turned out; null until its range is over
	 * @param finishedOn the day it really was; null unless it was finished
	 */
	record Finish(EntryId book, LocalDate week, LocalDate madeOn, LocalDate origin, ForecastStage stage, String title,
			LocalDate early, LocalDate middle, LocalDate late, @Nullable LocalDate naive, List<EntryId> ahead,
			@Nullable Verdict verdict, @Nullable LocalDate finishedOn) {

		private static final int LONGEST_TITLE = 500;

		private static final int MOST_AHEAD = 20;

		/** Checks the dates and their order. */
		Finish {
			Objects.requireNonNull(book);
			Objects.requireNonNull(stage);
			// Two books of the old account may be one book of this one
			ahead = ahead.stream().distinct().toList();
			boolean ordered = !origin.isBefore(madeOn) && !middle.isBefore(early) && !late.isBefore(middle);
			boolean known = week.getYear() >= 2000 && late.getYear() <= 2200
					&& (naive == null || Math.abs(naive.getYear() - 2100) <= 100);
			boolean judged = finishedOn == null
					|| (verdict == Verdict.FINISHED && finishedOn.getYear() >= 2000 && finishedOn.getYear() <= 2200);
			if (!ordered || !known || !judged || title.length() > LONGEST_TITLE || title.indexOf('\0') >= 0
					|| ahead.size() > MOST_AHEAD) {
				throw new IllegalArgumentException("No forecast");
			}
		}

		Key key() {
			return new Key(this.book, this.week);
		}

	}

	/**
	 * The outcome of a forecast.
	 */
	enum Verdict {

		FINISHED, UNFINISHED, PLAN_CHANGED

	}

	/**
	 * Names one forecast.
	 *
	 * @param book which book
	 * @param week the Monday of its week
	 */
	record Key(EntryId book, LocalDate week) {
	}

	/**
	 * The forecasts that were added, for the undo.
	 *
	 * @param forecasts their names
	 */
	record Added(List<Key> forecasts) {
	}

}
