package pl.chronobook.reading;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;

/**
 * The figures of a reader's reading.
 */
public interface ReadingStatistics {

	/** The figures up to now, in a fixed number of queries. */
	Figures figures(ReaderId reader);

	/**
	 * The pages of the sessions on some of the reader's days, in one query over the daily
	 * sums.
	 * @param from the first day
	 * @param to the last day
	 */
	double pagesBetween(ReaderId reader, LocalDate from, LocalDate to);

	/**
	 * The figures of a reader.
	 *
	 * @param today the reader's day
	 * @param allTime everything
	 * @param thisYear since 1 January
	 * @param last30Days the last 30 days, today included
	 * @param pagesPerHour the pace of the sessions of the last 365 days; null without any
	 * @param streakDays the length of the present streak: days in a row with a session
	 * @param longestStreakDays the length of the longest streak
	 */
	record Figures(LocalDate today, Amount allTime, Amount thisYear, Amount last30Days, @Nullable Double pagesPerHour,
			int streakDays, int longestStreakDays) {
	}

	/**
	 * An amount of reading.
	 *
	 * @param pages pages of sessions, and estimated pages of books read without sessions
	 * @param minutes minutes of sessions
	 * @param sessions sessions
	 * @param booksFinished finished readings whose last day is known
	 */
	record Amount(long pages, long minutes, int sessions, int booksFinished) {
	}

}
