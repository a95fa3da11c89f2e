package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.Forecasts.Context;
import pl.chronobook.reading.ReadingHistory.FinishedReading;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * The chance of finishing a number of books by the end of the year.
 *
 * @param books the goal
 * @param finished how many were finished this year
 * @param missing how many are still to be finished
 * @param padded how many of these are not on the list and count as an average book
 * @param likelihood of reaching the goal
 * @param pagesPerDay pages a day that it takes, rounded up
 * @param usualPerDay pages a day that the reader reads now, rounded
 */
public record GoalView(int books, int finished, int missing, int padded, Likelihood likelihood, long pagesPerDay,
		long usualPerDay) {

	public static GoalView of(int books, Context context, Forecasts forecasts, LocalDate today) {
		LocalDate end = today.with(TemporalAdjusters.lastDayOfYear());
		int finished = (int) context.facts()
			.finished()
			.stream()
			.map(reading -> reading.dates().end())
			.filter(day -> day != null && day.getYear() == today.getYear())
			.count();
		int missing = Math.max(0, books - finished);
		List<Integer> pages = new ArrayList<>(context.facts()
			.queue()
			.stream()
			.map(QueuedBook::remainingPages)
			.filter(left -> left > 0)
			.limit(missing)
			.toList());
		int padded = missing - pages.size();
		pages.addAll(Collections.nCopies(padded, averageLength(context)));
		LocalDate origin = context.now().origin();
		double chance = pages.isEmpty() ? 1
				: forecasts.otherwise(context, pages, List.of(), 0).wholeList().probabilityBy(origin, end);
		long days = Math.max(1, ChronoUnit.DAYS.between(origin, end) + 1);
		double total = pages.stream().mapToInt(Integer::intValue).sum();
		return new GoalView(books, finished, missing, padded, Likelihood.of(chance), (long) Math.ceil(total / days),
				Math.round(context.now().forecast().evidence().currentPagesPerDay()));
	}

	/** The mean length of the books that were finished or wait; 1 if none is known. */
	private static int averageLength(Context context) {
		List<Integer> lengths = new ArrayList<>();
		for (FinishedReading reading : context.facts().finished()) {
			if (reading.pages() != null) {
				lengths.add(reading.pages());
			}
		}
		for (QueuedBook book : context.facts().queue()) {
			if (book.pageCount() != null) {
				lengths.add(book.pageCount());
			}
		}
		return (int) Math.ceil(lengths.stream().mapToInt(Integer::intValue).average().orElse(1));
	}

}
