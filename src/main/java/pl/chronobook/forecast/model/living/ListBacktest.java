package pl.chronobook.forecast.model.living;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;

/**
 * Backtests forecasts of a list: every four weeks, at midnight, it forecasts the books
 * that wait after 4, 13 and 26 weeks and the pages read until then, from the history
 * before that midnight alone.
 *
 * <p>
 * The score is the continuous ranked probability score of ln(1 + books) and of ln(1 +
 * pages / 300), so that long lists do not outweigh short ones; lower is better. Books
 * that were finished on a day with five or more finishes count as read on no known day.
 */
public final class ListBacktest {

	/** Weeks ahead. */
	public static final List<Integer> WEEKS = List.of(4, 13, 26);

	private static final int FUTURES = 200;

	private static final int EVERY_WEEKS = 4;

	private static final int HISTORY_WEEKS = 26;

	private static final int FINISHES_OF_NO_DAY = 5;

	private static final double NEWCOMER_PAGES_PER_WEEK = 161;

	private final Library library;

	private final ReaderHistory history;

	private final LocalDate until;

	/**
	 * Prepares a backtest without computing anything.
	 * @param library all books of a reader
	 * @param history the reading; may be the finished books of the library
	 * @param until the first day that is not known
	 */
	public ListBacktest(Library library, ReaderHistory history, LocalDate until) {
		this.library = library;
		this.history = history;
		this.until = until;
	}

	/**
	 * Returns the finished books whose dates are evidence of the pace, as a history for
	 * the engine.
	 */
	public static ReaderHistory history(Library library) {
		Map<LocalDate, Integer> finishes = new HashMap<>();
		List<FinishedBook> finished = library.books()
			.stream()
			.flatMap(book -> Stream.ofNullable(book.finished()).map(day -> new FinishedBook(null, day, book.pages())))
			.toList();
		finished.forEach(book -> finishes.merge(book.finished(), 1, Integer::sum));
		return new ReaderHistory(List.of(),
				finished.stream()
					.filter(book -> finishes.getOrDefault(book.finished(), 0) < FINISHES_OF_NO_DAY)
					.toList());
	}

	/** All results with the given constants, the earliest origin first. */
	public List<Result> run(LivingConstants.Arrivals constants) {
		return origins().stream().flatMap(origin -> at(origin, constants).stream()).toList();
	}

	/** The results of origins from a day on, the earliest first. */
	public List<Result> run(LocalDate from) {
		return origins().stream()
			.filter(origin -> !origin.isBefore(from))
			.flatMap(origin -> at(origin, LivingConstants.FITTED).stream())
			.toList();
	}

	List<LocalDate> origins() {
		if (library.books().isEmpty()) {
			return List.of();
		}
		LocalDate first = library.books().getFirst().added().plusWeeks(HISTORY_WEEKS);
		return first.datesUntil(until.isBefore(first) ? first : until, Period.ofWeeks(EVERY_WEEKS)).toList();
	}

	List<Result> at(LocalDate origin, LivingConstants.Arrivals constants) {
		List<LibraryBook> pile = library.pile(origin);
		if (pile.isEmpty()) {
			return List.of();
		}
		List<Double> queue = pile.stream().map(LibraryBook::pages).toList();
		ListHabits habits = ListHabits.of(library, origin, constants);
		ReadingOutlook outlook = outlook(origin, habits.meanPages());
		List<ListSimulation.Future> asYouLive = simulate(outlook, habits, queue);
		List<ListSimulation.Future> asItStands = simulate(outlook, ListHabits.none(), queue);
		List<ListSimulation.Future> noArrivals = simulate(outlook, habits.withFewer(Double.MAX_VALUE), queue);
		List<Result> results = new ArrayList<>();
		for (int weeks : WEEKS) {
			LocalDate end = origin.plusWeeks(weeks);
			if (end.isAfter(until)) {
				continue;
			}
			double mean = ListHabits.meanArrivals(library, origin) * weeks;
			results.add(result(origin, weeks, Measure.BOOKS, library.pile(end).size(),
					samples(asYouLive, future -> future.pile(weeks)), samples(asItStands, future -> future.pile(weeks)),
					samples(noArrivals, future -> future.pile(weeks)),
					samples(noArrivals, future -> future.pile(weeks) + mean)));
			results.add(result(origin, weeks, Measure.PAGES, pages(origin, end), samples(asYouLive, readPages(weeks)),
					samples(asItStands, readPages(weeks)), samples(noArrivals, readPages(weeks)),
					samples(noArrivals, readPages(weeks))));
		}
		return results;
	}

	private ReadingOutlook outlook(LocalDate origin, double bookPages) {
		List<Double> queue = ReadingOutlook.queue(bookPages);
		return ReadingOutlook.of(bookPages,
				ForecastEngine.forecast(ForecastRequest.of(history, origin, queue))
					.or(() -> ForecastEngine
						.forecast(ForecastRequest.of(history, origin, queue).withAssumedPace(NEWCOMER_PAGES_PER_WEEK)))
					.orElseThrow()
					.books());
	}

	private static List<ListSimulation.Future> simulate(ReadingOutlook outlook, ListHabits habits, List<Double> queue) {
		return new ListSimulation(outlook, habits, queue).run(FUTURES, WEEKS.getLast());
	}

	/** Counts finished books alone if there are no sessions to show what was read. */
	private ToDoubleFunction<ListSimulation.Future> readPages(int weeks) {
		return history.sessions().isEmpty() ? future -> future.finished(weeks) : future -> future.read(weeks);
	}

	private static double[] samples(List<ListSimulation.Future> futures,
			ToDoubleFunction<ListSimulation.Future> value) {
		return futures.stream().mapToDouble(value).sorted().toArray();
	}

	private double pages(LocalDate from, LocalDate to) {
		double books = history.books()
			.stream()
			.filter(book -> !book.finished().isBefore(from) && book.finished().isBefore(to))
			.mapToDouble(FinishedBook::pages)
			.sum();
		double sessions = history.sessions()
			.stream()
			.filter(session -> !session.start().toLocalDate().isBefore(from)
					&& session.start().toLocalDate().isBefore(to))
			.mapToDouble(session -> session.pages())
			.sum();
		return history.sessions().isEmpty() ? books : sessions;
	}

	private static Result result(LocalDate origin, int weeks, Measure measure, double truth, double[] asYouLive,
			double[] asItStands, double[] noArrivals, double[] meanArrivals) {
		int last = asYouLive.length - 1;
		double below = Arrays.stream(asYouLive).filter(value -> value < truth).count();
		double equal = Arrays.stream(asYouLive).filter(value -> value == truth).count();
		return new Result(origin, weeks, measure, truth, asYouLive[(int) Math.round(0.1 * last)], asYouLive[last / 2],
				asYouLive[(int) Math.round(0.9 * last)], crps(measure, asYouLive, truth),
				crps(measure, asItStands, truth), crps(measure, noArrivals, truth), crps(measure, meanArrivals, truth),
				(below + equal / 2) / asYouLive.length);
	}

	/**
	 * Continuous ranked probability score of a sample: the mean distance to the truth
	 * less half the mean distance between two of the sample (Gneiting and Raftery, 2007).
	 */
	private static double crps(Measure measure, double[] sorted, double truth) {
		double y = measure.scaled(truth);
		int n = sorted.length;
		double distance = 0;
		double spread = 0;
		for (int i = 0; i < n; i++) {
			double x = measure.scaled(sorted[i]);
			distance += Math.abs(x - y);
			spread += (2.0 * i - n + 1) * x;
		}
		return distance / n - spread / ((double) n * n);
	}

	/** A quantity of the list that is forecast. */
	public enum Measure {

		/** Books that wait. */
		BOOKS(1),

		/** Pages read since the origin. */
		PAGES(300);

		private final double unit;

		Measure(double unit) {
			this.unit = unit;
		}

		double scaled(double value) {
			return Math.log1p(value / unit);
		}

	}

	/**
	 * A scored forecast of the list.
	 *
	 * @param origin the first day of the future then
	 * @param weeks the horizon in weeks
	 * @param measure of which quantity
	 * @param truth the outcome
	 * @param low the 10 % quantile
	 * @param middle the median
	 * @param high the 90 % quantile
	 * @param score of the list as its reader lives
	 * @param asItStands score of the present list, read in order, with nothing new
	 * @param noArrivals score of the reader's habits without arrivals
	 * @param meanArrivals score with arrivals at the mean of the past, without spread
	 * @param pit share of the futures below the outcome, from 0 to 1
	 */
	public record Result(LocalDate origin, int weeks, Measure measure, double truth, double low, double middle,
			double high, double score, double asItStands, double noArrivals, double meanArrivals, double pit) {

		/** Returns true if the outcome lies in the 80 % range, both ends included. */
		public boolean held() {
			return truth >= low && truth <= high;
		}

	}

}
