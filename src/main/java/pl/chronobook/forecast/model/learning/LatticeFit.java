package pl.chronobook.forecast.model.learning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Fits constants to the forecasts of real readers' pasts, and measures them
 * leave-one-reader-out: each reader is scored with constants that were fitted to all the
 * others.
 *
 * <p>
 * The fit minimises the mean of the readers' integrated Brier scores, the squared
 * distance of their mean coverage from 80 %, and the squared distance of the constants
 * from a guess, by a coordinate search on a lattice. All fits share the scores of lattice
 * points that they have in common.
 */
final class LatticeFit {

	private static final int[] STRIDES = { 4, 2, 1 };

	/**
	 * Strides of the fit that leaves a reader out; it starts at the fit to all readers.
	 */
	private static final int[] NEAR = { 2, 1 };

	private static final int MAX_SWEEPS = 12;

	private static final double GOAL = 0.8;

	private static final double COVERAGE_WEIGHT = 1;

	/** The penalty of a constant that differs from the guess by a factor of e. */
	private static final double SHRINKAGE = 1e-3;

	private final List<Constant> constants;

	private final List<String> readers;

	private final String unit;

	private final int every;

	private final Forecaster forecaster;

	private final Map<List<Integer>, List<Score>> scores = new HashMap<>();

	/**
	 * Creates a fit.
	 * @param readers their names, at least two
	 * @param unit the unit of the forecast sizes, for the table
	 * @param every the fit looks at each {@code every}-th origin of a reader; the table
	 * always at all
	 */
	LatticeFit(List<Constant> constants, List<String> readers, String unit, int every, Forecaster forecaster) {
		this.constants = List.copyOf(constants);
		this.readers = List.copyOf(readers);
		this.unit = unit;
		this.every = every;
		this.forecaster = forecaster;
	}

	/** The constants and the table of the scores, plain and leave-one-reader-out. */
	String table() {
		List<Integer> all = fit(Collections.nCopies(constants.size(), 0), STRIDES, -1);
		StringBuilder table = new StringBuilder();
		double[] values = values(all);
		for (int i = 0; i < values.length; i++) {
			table.append(String.format(Locale.ROOT, "%s %.3f%n", constants.get(i).name(), values[i]));
		}
		table.append(String.format(Locale.ROOT, "%nreader,ibs,cov80,ibs left out,cov80 left out%n"));
		List<Score> plain = new ArrayList<>();
		List<Score> leftOut = new ArrayList<>();
		List<JudgedForecast> forecasts = new ArrayList<>();
		for (int i = 0; i < readers.size(); i++) {
			plain.add(Score.of(forecaster.forecasts(i, values, 1)));
			List<JudgedForecast> out = forecaster.forecasts(i, values(fit(all, NEAR, i)), 1);
			forecasts.addAll(out);
			leftOut.add(Score.of(out));
			table.append(line(readers.get(i), plain.get(i), leftOut.get(i)));
		}
		table.append(line("all", Score.mean(plain, -1), Score.mean(leftOut, -1)));
		forecasts.stream().map(JudgedForecast::size).distinct().sorted().forEach(size -> {
			Score score = Score.of(forecasts.stream().filter(judged -> judged.size() == size).toList());
			table
				.append(String.format(Locale.ROOT, "%.0f %s,,,%.4f,%.3f%n", size, unit, score.ibs(), score.coverage()));
		});
		return table.toString();
	}

	private static String line(String name, Score plain, Score leftOut) {
		return String.format(Locale.ROOT, "%s,%.4f,%.3f,%.4f,%.3f%n", name, plain.ibs(), plain.coverage(),
				leftOut.ibs(), leftOut.coverage());
	}

	/** The best lattice point for all readers but one, or for all of them with -1. */
	private List<Integer> fit(List<Integer> start, int[] strides, int leftOut) {
		List<Integer> best = start;
		double lowest = loss(best, leftOut);
		for (int stride : strides) {
			boolean moved = true;
			for (int sweep = 0; sweep < MAX_SWEEPS && moved; sweep++) {
				moved = false;
				for (int i = 0; i < constants.size(); i++) {
					for (int step : new int[] { stride, -stride }) {
						List<Integer> next = new ArrayList<>(best);
						next.set(i, best.get(i) + step);
						double loss = loss(next, leftOut);
						if (loss < lowest) {
							lowest = loss;
							best = next;
							moved = true;
							break;
						}
					}
				}
			}
		}
		return best;
	}

	private double loss(List<Integer> point, int leftOut) {
		List<Score> here = scores.computeIfAbsent(List.copyOf(point), key -> {
			double[] values = values(key);
			return IntStream.range(0, readers.size())
				.mapToObj(reader -> Score.of(forecaster.forecasts(reader, values, every)))
				.toList();
		});
		Score mean = Score.mean(here, leftOut);
		double distance = 0;
		for (int i = 0; i < point.size(); i++) {
			double unitLength = constants.get(i).step();
			distance += unitLength * unitLength * point.get(i) * point.get(i);
		}
		return mean.ibs() + COVERAGE_WEIGHT * (mean.coverage() - GOAL) * (mean.coverage() - GOAL)
				+ SHRINKAGE * distance;
	}

	private double[] values(List<Integer> point) {
		double[] values = new double[point.size()];
		for (int i = 0; i < values.length; i++) {
			Constant constant = constants.get(i);
			values[i] = Math.min(constant.most(), constant.guess() * Math.exp(constant.step() * point.get(i)));
		}
		return values;
	}

	/**
	 * A constant that is fitted.
	 *
	 * @param guess the value towards which it is shrunk, above 0
	 * @param step the length of a step on the lattice, in the log of the constant
	 * @param most the greatest value
	 */
	record Constant(String name, double guess, double step, double most) {

		Constant(String name, double guess, double step) {
			this(name, guess, step, Double.POSITIVE_INFINITY);
		}

	}

	/** Makes and judges the forecasts of a reader. */
	@FunctionalInterface
	interface Forecaster {

		/**
		 * Returns the forecasts of each {@code every}-th origin.
		 * @param reader from 0
		 * @param constants in their order
		 */
		List<JudgedForecast> forecasts(int reader, double[] constants, int every);

	}

}
