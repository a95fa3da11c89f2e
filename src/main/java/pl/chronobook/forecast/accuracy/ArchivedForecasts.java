package pl.chronobook.forecast.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.reading.EntryId;

/**
 * What was foretold to a reader and how it turned out, as an archive keeps it: nobody
 * could say today what was foretold then.
 *
 * @param finishes one a week and book, at most {@value #MOST}
 */
record KeptForecasts(List<Finish> finishes) {

	/** Ten books a week for five years, and room to spare. */
	static final int MOST = 5_000;

	/** Refuses more than there can be. */
	KeptForecasts {
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

		/** Refuses what no forecast can be. */
		Finish {
			Objects.requireNonNull(book);
			Objects.requireNonNull(stage);
			// Two books there may be one here
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
	 * How a forecast turned out.
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
	 * Which forecasts were added.
	 *
	 * @param forecasts their names
	 */
	record Added(List<Key> forecasts) {
	}

}
