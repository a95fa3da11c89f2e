package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.plan.Goal;

/**
 * The reading that a goal still takes.
 *
 * @param missing the number of books or pages, in the unit of the goal
 * @param padded the part of them that the list does not contain
 * @param pages the pages left in each book to be read for the goal, in order
 */
record Shortfall(long missing, long padded, List<Integer> pages) {

	/**
	 * The least length of the books that a goal in pages assumes beyond the list. It
	 * bounds their number, because the cost of a forecast grows with it.
	 */
	private static final int SHORTEST = 100;

	Shortfall {
		pages = List.copyOf(pages);
	}

	/**
	 * Takes books of the list in their order until they are enough, and books of average
	 * length for the rest. Of the last book of a goal in pages only a part may be needed.
	 * @param done the number of books or pages read already
	 * @param waiting the pages left in each book of the list, in order
	 * @param averageLength the average pages of a book, 1 or more
	 */
	static Shortfall of(Goal goal, long done, List<Integer> waiting, int averageLength) {
		long missing = Math.max(0, goal.amount() - done);
		List<Integer> unread = waiting.stream().filter(left -> left > 0).toList();
		return switch (goal.unit()) {
			case BOOKS -> books((int) missing, unread, averageLength);
			case PAGES -> pages((int) missing, unread, Math.max(SHORTEST, averageLength));
		};
	}

	private static Shortfall books(int missing, List<Integer> unread, int averageLength) {
		List<Integer> pages = new ArrayList<>(unread.subList(0, Math.min(missing, unread.size())));
		int padded = missing - pages.size();
		pages.addAll(Collections.nCopies(padded, averageLength));
		return new Shortfall(missing, padded, pages);
	}

	private static Shortfall pages(int missing, List<Integer> unread, int averageLength) {
		List<Integer> pages = new ArrayList<>();
		int left = missing;
		for (int i = 0; i < unread.size() && left > 0; i++) {
			pages.add(Math.min(left, unread.get(i)));
			left -= pages.getLast();
		}
		int padded = left;
		while (left > 0) {
			pages.add(Math.min(left, averageLength));
			left -= pages.getLast();
		}
		return new Shortfall(missing, padded, pages);
	}

	/**
	 * Returns the probability, from 0 to 1, of reading all of it by the end of a day.
	 * @param finish forecasts when a queue of these pages will be finished
	 * @param origin the first day of the forecast
	 */
	double chanceBy(LocalDate end, LocalDate origin, Function<List<Integer>, Quantiles> finish) {
		return this.pages.isEmpty() ? 1 : finish.apply(this.pages).probabilityBy(origin, end);
	}

	/**
	 * Returns the pages of all these books.
	 */
	long totalPages() {
		return this.pages.stream().mapToLong(Integer::longValue).sum();
	}

}
