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
 * @param finished the number of books finished this year
 * @param missing the number of books still to be finished
 * @param padded the number of missing books that the list does not contain; each counts
 * with the average length
 * @param likelihood the probability of reaching the goal
 * @param pagesPerDay the pages a day that the goal takes, rounded up
 * @param usualPerDay the pages a day that the reader reads at present, rounded
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

	/** Returns the mean length of finished and waiting books; 1 if no length is known. */
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
