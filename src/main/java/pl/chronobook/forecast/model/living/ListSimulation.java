package pl.chronobook.forecast.model.living;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import pl.chronobook.forecast.model.distribution.Normal;

/**
 * Possible futures of a list in weekly steps. The pace of each future is one score of the
 * engine's closed form, the scores evenly spread; all chance comes from a fixed seed, so
 * the same facts give the same answer.
 */
final class ListSimulation {

	private static final long SEED = 20_261_126L;

	private static final double DAYS_PER_WEEK = 7;

	private static final double HALF_YEAR = 26;

	private final ReadingOutlook outlook;

	private final ListHabits habits;

	private final double[] queue;

	/**
	 * @param queue pages left in each book that waits, in order
	 */
	ListSimulation(ReadingOutlook outlook, ListHabits habits, List<Double> queue) {
		this.outlook = outlook;
		this.habits = habits;
		this.queue = queue.stream().mapToDouble(Double::doubleValue).toArray();
	}

	/**
	 * @param futures the number of futures
	 * @param weeks the number of weeks in each
	 */
	List<Future> run(int futures, int weeks) {
		SplittableRandom random = new SplittableRandom(SEED);
		List<Future> all = new ArrayList<>(futures);
		for (int i = 0; i < futures; i++) {
			double score = score((i + 0.5) / futures);
			all.add(future(outlook.at(score), weeks, random.split()));
		}
		return all;
	}

	private Future future(ReadingOutlook.Path pace, int weeks, SplittableRandom random) {
		int[] pile = new int[weeks + 1];
		double[] read = new double[weeks + 1];
		double[] waiting = Arrays.copyOf(queue, queue.length + 64);
		int first = 0;
		int end = queue.length;
		pile[0] = end;
		int empty = end == 0 ? 0 : -1;
		double level = habits.shape() == 0 ? 0 : gamma(habits.shape(), random) / habits.rate();
		double logDrift = habits.drift() * random.nextGaussian();
		double carry = 0;
		double[] finished = new double[weeks + 1];
		double length = queue.length > 0 ? queue[0] : 0;
		double outside = 0;
		double outsideLeft = 0;
		double before = 0;
		for (int week = 1; week <= weeks; week++) {
			double after = pace.pages(week * DAYS_PER_WEEK);
			double newPages = after - before;
			double pages = newPages + carry;
			before = after;
			carry = 0;
			if (level > 0) {
				double drifting = Math.exp(logDrift * Math.sqrt(Math.min(1, week / HALF_YEAR))
						- habits.drift() * habits.drift() / 2 * Math.min(1, week / HALF_YEAR));
				for (int days = poisson(level * drifting, random); days > 0; days--) {
					int books = habits.clumps().get(random.nextInt(habits.clumps().size()));
					for (int book = 0; book < books; book++) {
						if (end == waiting.length) {
							waiting = Arrays.copyOf(waiting, 2 * waiting.length);
						}
						waiting[end++] = habits.lengths().get(random.nextInt(habits.lengths().size()));
					}
				}
			}
			finished[week] = finished[week - 1];
			while (pages > 0) {
				if (outsideLeft > 0) {
					double now = Math.min(pages, outsideLeft);
					outsideLeft -= now;
					pages -= now;
					if (outsideLeft <= 0) {
						finished[week] += outside;
						outside = 0;
						if (random.nextDouble() < habits.outside()) {
							outside = anyLength(random);
							outsideLeft = outside;
						}
					}
				}
				else if (first == end) {
					// With nothing to read the reader takes books from outside, or rests
					if (habits.outside() == 0) {
						break;
					}
					outside = anyLength(random);
					outsideLeft = outside;
				}
				else if (waiting[first] <= pages) {
					pages -= waiting[first++];
					finished[week] += Math.max(length, waiting[first - 1]);
					if (random.nextDouble() < habits.outside()) {
						outside = anyLength(random);
						outsideLeft = outside;
					}
					if (first < end && habits.abandons() > 0 && random.nextDouble() < habits.abandons()) {
						pages -= habits.abandonedShare() * waiting[first++];
					}
					length = first < end ? waiting[first] : 0;
				}
				else {
					length = Math.max(length, waiting[first]);
					waiting[first] -= pages;
					pages = 0;
				}
			}
			if (pages < 0) {
				carry = pages;
			}
			read[week] = read[week - 1] + newPages - Math.max(0, pages);
			pile[week] = end - first;
			if (empty < 0 && first == end) {
				empty = week;
			}
		}
		return new Future(pile, read, finished, empty);
	}

	private double anyLength(SplittableRandom random) {
		return habits.lengths().get(random.nextInt(habits.lengths().size()));
	}

	/** Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, 2000. */
	private static double gamma(double shape, SplittableRandom random) {
		if (shape < 1) {
			return gamma(shape + 1, random) * Math.pow(random.nextDouble(Double.MIN_NORMAL, 1), 1 / shape);
		}
		double d = shape - 1 / 3.0;
		double c = 1 / Math.sqrt(9 * d);
		while (true) {
			double x = random.nextGaussian();
			double v = Math.pow(1 + c * x, 3);
			if (v > 0 && Math.log(random.nextDouble(Double.MIN_NORMAL, 1)) < x * x / 2 + d - d * v + d * Math.log(v)) {
				return d * v;
			}
		}
	}

	/** Draws the count of a week by the product of uniform variables (Knuth). */
	private static int poisson(double mean, SplittableRandom random) {
		double limit = Math.exp(-Math.min(mean, 50));
		int count = 0;
		for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
			count++;
		}
		return count;
	}

	/**
	 * The normal score of a probability, by bisection, which is more exact than
	 * {@link Normal#score}.
	 */
	private static double score(double probability) {
		double low = -4;
		double high = 4;
		for (int i = 0; i < 40; i++) {
			double middle = (low + high) / 2;
			if (Normal.probability(middle) < probability) {
				low = middle;
			}
			else {
				high = middle;
			}
		}
		return (low + high) / 2;
	}

	/**
	 * A simulated future of the list, by the week.
	 */
	static final class Future {

		private final int[] pile;

		private final double[] read;

		private final double[] finished;

		private final int empty;

		private Future(int[] pile, double[] read, double[] finished, int empty) {
			this.pile = pile;
			this.read = read;
			this.finished = finished;
			this.empty = empty;
		}

		/** Books that wait after a week, 0 for the start. */
		int pile(int week) {
			return pile[week];
		}

		/** Pages read by then. */
		double read(int week) {
			return read[week];
		}

		/** Pages of the books finished by then. */
		double finished(int week) {
			return finished[week];
		}

		/** The first week at whose end nothing waits; -1 if there is none. */
		int empty() {
			return empty;
		}

	}

}
