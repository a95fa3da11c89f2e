package pl.chronobook.forecast.model.living;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * The forecast of a living list: books are added to it, and some are abandoned.
 *
 * @param pile books that wait after each quarter of a year, the present first
 * @param everEmpty probability that the list is empty at some time within
 * {@value #REACH_YEARS} years
 * @param early days until it is empty in one simulated future of ten; null if it stays
 * non-empty in more than nine of ten
 * @param middle days until it is empty in half of the futures; null if it stays non-empty
 * in more than half
 * @param late days until it is empty in nine futures of ten; null if it stays non-empty
 * in more than one of ten
 * @param arrivalsPerMonth books that come to the list in an average month
 */
public record ListForecast(List<Band> pile, double everEmpty, @Nullable Double early, @Nullable Double middle,
		@Nullable Double late, double arrivalsPerMonth) {

	/** The horizon of the simulation. */
	public static final int REACH_YEARS = 10;

	private static final int WEEKS = 521;

	private static final double DAYS_PER_WEEK = 7;

	private static final double REACH_DAYS = WEEKS * DAYS_PER_WEEK;

	private static final int STEP = 13;

	private static final int FUTURES = 300;

	public ListForecast {
		pile = List.copyOf(pile);
	}

	/**
	 * Forecasts the list. For a reader who adds and abandons no books the days are those
	 * of the engine.
	 * @param queue pages left in each book that waits, in order
	 * @param asItStands the engine's days until the whole queue is read
	 */
	public static ListForecast of(ReadingOutlook outlook, ListHabits habits, List<Double> queue, Quantiles asItStands) {
		List<ListSimulation.Future> futures = new ListSimulation(outlook, habits, queue).run(FUTURES, WEEKS);
		List<Band> bands = new ArrayList<>();
		for (int week = 0; week <= WEEKS; week += STEP) {
			int at = week;
			int[] books = futures.stream().mapToInt(future -> future.pile(at)).sorted().toArray();
			bands.add(new Band(week, books[FUTURES / 10], books[FUTURES / 2], books[FUTURES - 1 - FUTURES / 10]));
		}
		int[] empty = futures.stream()
			.mapToInt(ListSimulation.Future::empty)
			.filter(week -> week >= 0)
			.sorted()
			.toArray();
		if (habits.isStill()) {
			return new ListForecast(bands, asItStands.probabilityWithin(REACH_DAYS), within(asItStands.p10()),
					within(asItStands.p50()), within(asItStands.p90()), 0);
		}
		return new ListForecast(bands, (double) empty.length / FUTURES, quantile(empty, 0.1), quantile(empty, 0.5),
				quantile(empty, 0.9), habits.arrivalsPerMonth());
	}

	private static @Nullable Double within(double days) {
		return days <= REACH_DAYS ? days : null;
	}

	private static @Nullable Double quantile(int[] empty, double probability) {
		int index = (int) Math.ceil(probability * FUTURES) - 1;
		return index < empty.length ? DAYS_PER_WEEK * empty[index] : null;
	}

	/**
	 * Returns by how many books a month the reader would have to add less, at least, for
	 * the list to be empty within {@value #REACH_YEARS} years in half of the futures.
	 * @return null if it is not, even without any additions
	 */
	public static @Nullable Integer fewerToFinish(ReadingOutlook outlook, ListHabits habits, List<Double> queue) {
		int low = 0;
		int high = (int) Math.ceil(habits.arrivalsPerMonth());
		if (!finishes(outlook, habits.withFewer(high), queue)) {
			return null;
		}
		while (high - low > 1) {
			int middle = (low + high) / 2;
			if (finishes(outlook, habits.withFewer(middle), queue)) {
				high = middle;
			}
			else {
				low = middle;
			}
		}
		return high;
	}

	private static boolean finishes(ReadingOutlook outlook, ListHabits habits, List<Double> queue) {
		int few = FUTURES / 5;
		return new ListSimulation(outlook, habits, queue).run(few, WEEKS)
			.stream()
			.filter(future -> future.empty() >= 0)
			.count() * 2 >= few;
	}

	/**
	 * Books that wait at one time.
	 *
	 * @param weeks from now
	 * @param low the 10 % quantile of their number
	 * @param middle the median
	 * @param high the 90 % quantile
	 */
	public record Band(int weeks, int low, int middle, int high) {
	}

}
