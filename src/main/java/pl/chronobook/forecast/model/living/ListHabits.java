package pl.chronobook.forecast.model.living;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import pl.chronobook.forecast.model.living.LivingConstants.Arrivals;

/**
 * The habits of a reader with the list, estimated from the library at an origin: how
 * often books are added, chosen from outside and given up.
 *
 * <p>
 * Days of adding are a Poisson process whose rate has a gamma posterior; each such day
 * brings as many books as one of the reader's own days did, so monthly counts are
 * overdispersed. Days on which many books were added at once, and the first days of the
 * list, are not typical and are left out. A book that is finished within a month of being
 * added never waited: it counts as a choice from outside the list and not as an arrival.
 *
 * @param shape shape of the gamma posterior of the adding days in a week
 * @param rate rate of that posterior, in weeks
 * @param clumps the number of books added on each adding day of the past
 * @param lengths pages of the books that this reader adds
 * @param outside share of the books read that did not wait on the list
 * @param abandons probability that a book that is begun is given up
 * @param abandonedShare share of such a book that is read before it is given up
 * @param drift standard deviation of the log of the rate after half a year
 */
public record ListHabits(double shape, double rate, List<Integer> clumps, List<Double> lengths, double outside,
		double abandons, double abandonedShare, double drift) {

	private static final double DAYS_PER_WEEK = 7;

	private static final double WEEKS_PER_MONTH = 365.25 / 12 / DAYS_PER_WEEK;

	/** The prior rate of adding days: one day in two weeks. */
	private static final double USUAL_DAYS_PER_WEEK = 0.5;

	/** The weight of the usual share of choices from outside, in finished books. */
	private static final double USUAL_WEIGHT = 4;

	private static final double USUAL_OUTSIDE = 0.3;

	/** The usual share of abandoned books; it has the weight of twenty books. */
	private static final double USUAL_ABANDONS = 0.05;

	private static final double ABANDONS_WEIGHT = 20;

	private static final double USUAL_SHARE = 0.3;

	private static final double SHARE_WEIGHT = 3;

	private static final double USUAL_PAGES = 300;

	private static final int FRESH_DAYS = 30;

	private static final int RECENT_BOOKS = 200;

	/** Habits by which nothing is added and nothing is given up. */
	static ListHabits none() {
		return new ListHabits(0, 1, List.of(), List.of(USUAL_PAGES), 0, 0, 0, 0);
	}

	/** Estimates from what was known at the start of {@code origin}. */
	public static ListHabits of(Library library, LocalDate origin) {
		return of(library, origin, LivingConstants.FITTED);
	}

	static ListHabits of(Library library, LocalDate origin, Arrivals constants) {
		List<LibraryBook> books = library.asOf(origin).books();
		if (books.isEmpty()) {
			return new ListHabits(constants.priorDays(), constants.priorDays() / USUAL_DAYS_PER_WEEK, List.of(1),
					List.of(USUAL_PAGES), USUAL_OUTSIDE, USUAL_ABANDONS, USUAL_SHARE, constants.drift());
		}
		LocalDate settled = books.getFirst().added().plusDays(constants.firstDays());
		Map<LocalDate, Integer> all = library.asOf(origin).addedByDay();
		Map<LocalDate, Integer> waiting = new HashMap<>();
		for (LibraryBook book : books) {
			boolean habit = !book.added().isBefore(settled) && all.getOrDefault(book.added(), 0) < constants.bulk();
			if (habit && !isFresh(book)) {
				waiting.merge(book.added(), 1, Integer::sum);
			}
		}
		double outside = outside(books);
		double shape = constants.priorDays();
		double rate = constants.priorDays() / USUAL_DAYS_PER_WEEK;
		for (LocalDate day = settled; day.isBefore(origin); day = day.plusDays(1)) {
			double ago = (origin.toEpochDay() - day.toEpochDay()) / DAYS_PER_WEEK;
			double weight = Math.pow(0.5, ago / constants.halfLifeWeeks());
			rate += weight / DAYS_PER_WEEK;
			if (waiting.containsKey(day)) {
				shape += weight;
			}
		}
		List<Integer> clumps = new ArrayList<>(List.of(1));
		waiting.keySet().stream().sorted().forEach(day -> clumps.add(waiting.get(day)));
		List<Double> lengths = books.stream()
			.skip(Math.max(0, books.size() - RECENT_BOOKS))
			.map(LibraryBook::pages)
			.toList();
		double abandoned = 0;
		double finished = 0;
		double shares = USUAL_SHARE * SHARE_WEIGHT;
		for (LibraryBook book : books) {
			if (book.abandoned() != null) {
				abandoned++;
				shares += book.share();
			}
			else if (book.finished() != null) {
				finished++;
			}
		}
		return new ListHabits(shape, rate, List.copyOf(clumps), lengths, outside,
				(abandoned + USUAL_ABANDONS * ABANDONS_WEIGHT) / (abandoned + finished + ABANDONS_WEIGHT),
				shares / (SHARE_WEIGHT + abandoned), constants.drift());
	}

	private static boolean isFresh(LibraryBook book) {
		LocalDate finished = book.finished();
		return finished != null && finished.isBefore(book.added().plusDays(FRESH_DAYS));
	}

	private static double outside(List<LibraryBook> books) {
		double fresh = USUAL_OUTSIDE * USUAL_WEIGHT;
		double finished = USUAL_WEIGHT;
		List<LibraryBook> read = books.stream().filter(book -> book.finished() != null).toList();
		for (LibraryBook book : read) {
			finished++;
			if (isFresh(book)) {
				fresh++;
			}
		}
		return fresh / finished;
	}

	/** Books that come to the list and wait there, in an average month. */
	public double arrivalsPerMonth() {
		return shape / rate * meanClump() * WEEKS_PER_MONTH;
	}

	/** The same reader with fewer new books a month. */
	public ListHabits withFewer(double perMonth) {
		double present = arrivalsPerMonth();
		double kept = present <= 0 ? 0 : Math.max(0, present - perMonth) / present;
		return kept == 0 ? new ListHabits(0, 1, clumps, lengths, outside, abandons, abandonedShare, drift)
				: new ListHabits(shape, rate / kept, clumps, lengths, outside, abandons, abandonedShare, drift);
	}

	/** Returns true if no book arrives and none is given up. */
	public boolean isStill() {
		return shape == 0 && outside == 0 && abandons == 0;
	}

	/** Books a week that came to the list in the whole past, bulk days and all. */
	static double meanArrivals(Library library, LocalDate origin) {
		List<LibraryBook> books = library.asOf(origin).books();
		double weeks = books.isEmpty() ? 1
				: Math.max(1, (origin.toEpochDay() - books.getFirst().added().toEpochDay()) / DAYS_PER_WEEK);
		return books.stream().filter(book -> !isFresh(book)).count() / weeks;
	}

	/** Pages of an average book of this reader. */
	public double meanPages() {
		return lengths.stream().mapToDouble(Double::doubleValue).average().orElse(USUAL_PAGES);
	}

	private double meanClump() {
		return clumps.stream().mapToInt(Integer::intValue).average().orElse(1);
	}

}
