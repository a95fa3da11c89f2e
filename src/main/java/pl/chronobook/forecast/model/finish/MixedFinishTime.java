package pl.chronobook.forecast.model.finish;

import java.util.List;
import java.util.function.DoubleFunction;

import pl.chronobook.forecast.model.correction.Correction;
import pl.chronobook.forecast.model.distribution.Normal;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.pace.KindPace;
import pl.chronobook.forecast.model.pace.LevelFilter;
import pl.chronobook.forecast.model.pace.Noise;

/**
 * The distribution of the days it takes to read a number of pages, as a mixture of kinds
 * of readers, each with a log-normal level of the pace, gamma noise, and the rest of a
 * pause in front. It is computed on a grid of the log of the days.
 */
public final class MixedFinishTime implements FinishDistribution {

	private static final double FIRST = Math.log(0.05);

	private static final double STEP = 0.05;

	private static final int SIZE = 1 + (int) Math.ceil((Math.log(2 * Quantiles.MAX_DAYS) - FIRST) / STEP);

	private static final double[] DAYS = new double[SIZE];

	static {
		for (int i = 0; i < SIZE; i++) {
			DAYS[i] = Math.exp(FIRST + STEP * i);
		}
	}

	/**
	 * Points of the grid with a smaller probability are skipped, also for the later
	 * books.
	 */
	private static final double NEGLIGIBLE = 1e-5;

	/**
	 * The share of the dispersion that is added to pages before scoring, so that the log
	 * of 0 pages is finite.
	 */
	private static final double UNSEEN = 0.25;

	private static final double MAX_SCORE = 3;

	private static final int MEDIAN = 3;

	private final Part[] parts;

	private final double width;

	private final PastRanges ranges;

	private final double addedPages;

	private final DoubleFunction<Correction> corrections;

	private final double[] probabilities = new double[SIZE];

	private int start;

	private int known;

	/**
	 * @param weightedKinds kinds of readers with their weights
	 * @param width factor on the normal scores of the quantiles
	 * @param ranges the further factor that this reader needs
	 * @param quietDays days since the last reading
	 * @param addedPages pages a day on top of the level, which vary as it does
	 * @param corrections by the horizon, days until the uncorrected median
	 */
	MixedFinishTime(List<SessionPace.WeightedKind> weightedKinds, double width, PastRanges ranges, int quietDays,
			double addedPages, DoubleFunction<Correction> corrections) {
		this.width = width;
		this.ranges = ranges;
		this.addedPages = addedPages;
		this.corrections = corrections;
		parts = weightedKinds.stream().map(weighted -> new Part(weighted, quietDays)).toArray(Part[]::new);
	}

	@Override
	public void raiseTo(double pages, double[] days) {
		for (Part part : parts) {
			part.prepare(pages, part.overshoot());
		}
		known = start;
		while (start < SIZE - 1 && probability(start) < NEGLIGIBLE) {
			start++;
		}
		double median = quantile(Normal.level(MEDIAN));
		Correction correction = corrections.apply(median);
		double floor = 0;
		for (int i = 0; i < days.length; i++) {
			double score = correction.width() * Normal.scoreOfLevel(i) - correction.shift();
			double own = width * ranges.width(score, median) * score;
			days[i] = Math.max(Math.max(days[i], floor), quantile(Normal.probability(own)));
			floor = days[i];
		}
	}

	/**
	 * Returns the normal score of the pages read in {@code days}: that at which these
	 * days are the quantile for these pages, with the opposite sign, clamped to 3
	 * standard deviations.
	 */
	public double score(double days, double pages) {
		double usual = scoreAsUsual(days, pages);
		return Math.clamp(usual / ranges.width(-usual, days), -MAX_SCORE, MAX_SCORE);
	}

	/** The same for a range as wide as readers in general need. */
	double scoreAsUsual(double days, double pages) {
		double probability = 0;
		for (Part part : parts) {
			part.prepare(pages, UNSEEN * part.dispersion);
			probability += part.probabilityWithin(days);
		}
		return Math.clamp(-Normal.score(probability) / width, -MAX_SCORE, MAX_SCORE);
	}

	private double quantile(double level) {
		int index = start;
		while (index < SIZE - 1 && probability(index) < level) {
			index++;
		}
		if (index == 0) {
			return DAYS[0];
		}
		double low = probability(index - 1);
		double high = probability(index);
		if (high <= level) {
			return Math.min(Quantiles.MAX_DAYS, DAYS[index]);
		}
		return Math.min(Quantiles.MAX_DAYS,
				Math.exp(FIRST + STEP * (index - 1 + Math.clamp((level - low) / (high - low), 0, 1))));
	}

	/**
	 * The probability of having read the pages within the days of a point of the grid.
	 */
	private double probability(int index) {
		if (index < start) {
			return 0;
		}
		while (known <= index) {
			double sum = 0;
			for (Part part : parts) {
				sum += part.probability(known);
			}
			probabilities[known] = known > start ? Math.max(sum, probabilities[known - 1]) : sum;
			known++;
		}
		return probabilities[index];
	}

	/** The distribution of one kind. */
	private final class Part {

		private final double share;

		private final KindPace pace;

		private final double dispersion;

		private final double paused;

		private final double[] rests;

		private final Noise noise = new Noise();

		private final LevelFilter.Outlook outlook = new LevelFilter.Outlook();

		/** The log of the pages a day at each point of the grid; its variance follows. */
		private double[] logPace = {};

		private double[] variance = {};

		/** The place of each point on the grid when a pause is over, by its rest. */
		private double[][] resumed = {};

		/** The distribution without a pause, at each point of the grid. */
		private final double[] reading = new double[SIZE];

		Part(SessionPace.WeightedKind weighted, int quietDays) {
			share = weighted.share();
			pace = weighted.pace();
			dispersion = pace.dispersion();
			paused = pace.kind().pause().probability(quietDays);
			rests = pace.kind().pause().rests(quietDays);
		}

		double overshoot() {
			return pace.kind().prior().overshoot() * dispersion;
		}

		void prepare(double pages, double beyond) {
			noise.prepare(pages, pages + beyond, dispersion);
		}

		double probabilityWithin(double days) {
			double probability = (1 - paused) * withoutPause(days);
			if (paused > 0) {
				for (double rest : rests) {
					probability += paused / rests.length * withoutPause(days - rest);
				}
			}
			return share * probability;
		}

		private double withoutPause(double days) {
			if (days <= 0) {
				return 0;
			}
			pace.filter().lookAhead(days, outlook);
			return withoutPause(Math.log(days), withAdded(outlook.logPace), outlook.variance);
		}

		private double withoutPause(double logDays, double logPace, double levelVariance) {
			double spread = levelVariance + noise.variance();
			double deviation = Math.sqrt(spread);
			double score = (logDays + logPace - noise.logPages()) / (pace.width() * deviation);
			// Cornish and Fisher's expansion, to the first order and where it is monotone
			double skewness = noise.thirdMoment() / (spread * deviation);
			double bounded = Math.clamp(score, -2, 2);
			return Normal.probability(score - skewness * (bounded * bounded - 1) / 6);
		}

		double probability(int index) {
			if (logPace.length == 0) {
				lookAhead();
			}
			reading[index] = withoutPause(FIRST + STEP * index, logPace[index], variance[index]);
			double probability = (1 - paused) * reading[index];
			if (paused > 0) {
				double after = 0;
				for (double[] position : resumed) {
					after += resumed(position[index]);
				}
				probability += paused * after / rests.length;
			}
			return share * probability;
		}

		private double resumed(double position) {
			int below = (int) position;
			if (position < 0 || below < start) {
				return 0;
			}
			double part = position - below;
			return part == 0 ? reading[below] : reading[below] + part * (reading[below + 1] - reading[below]);
		}

		private void lookAhead() {
			logPace = new double[SIZE];
			variance = new double[SIZE];
			for (int i = 0; i < SIZE; i++) {
				pace.filter().lookAhead(DAYS[i], outlook);
				logPace[i] = withAdded(outlook.logPace);
				variance[i] = outlook.variance;
			}
			if (paused > 0) {
				resumed = new double[rests.length][SIZE];
				for (int j = 0; j < rests.length; j++) {
					for (int i = 0; i < SIZE; i++) {
						double left = DAYS[i] - rests[j];
						resumed[j][i] = left <= DAYS[0] ? -1 : (Math.log(left) - FIRST) / STEP;
					}
				}
			}
		}

		/**
		 * Added pages move the mean of the log of the pace and leave its variance
		 * unchanged, because additional reading is taken to be as uneven as the rest.
		 */
		private double withAdded(double logPace) {
			return addedPages == 0 ? logPace : Math.log(Math.exp(logPace) + addedPages);
		}

	}

}
