package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import pl.chronobook.forecast.model.distribution.Normal;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.finish.MixedFinishTime;
import pl.chronobook.forecast.model.finish.SessionPace;
import pl.chronobook.forecast.model.history.DailyPages;
import pl.chronobook.forecast.model.history.DayCalendar;
import pl.chronobook.forecast.model.history.Session;
import pl.chronobook.forecast.model.history.WeeklyPattern;
import pl.chronobook.forecast.model.pace.ReaderKinds;

/**
 * Fits the constants of {@link ReaderKinds#SESSIONS} to the forecasts of real readers'
 * pasts, and measures them leave-one-reader-out: each reader is scored with constants
 * that were fitted to all the others.
 *
 * <p>
 * The fit minimises the mean of the readers' integrated Brier scores, the squared
 * distance of their mean coverage from 80 %, and the squared distance of the constants
 * from a guess, by a coordinate search on a lattice. All fits share the scores of lattice
 * points that they have in common. Forecasts are those of {@code PACE}.
 */
public final class PriorFit {

	private static final int[] HORIZONS = { 3, 7, 14, 30, 60, 90, 180, 365 };

	/** Constants of the uneven kind, of the even kind, and of the mixture. */
	private static final String[] NAMES = { "slowSd", "fastSd", "fastDays", "burst", "overshoot", "pause.chance",
			"pause.length", "even.slowSd", "even.fastSd", "even.fastDays", "even.burst", "even.overshoot",
			"even.pause.chance", "even.pause.length", "even.weight", "width", "trust", "evidence.week",
			"evidence.month", "range.trust" };

	/** The guess towards which the constants are shrunk. */
	private static final double[] START = { 0.45, 1.0, 35, 100, 1, 0.6, 1.1, 0.25, 0.45, 25, 50, 0.7, 0.4, 1.1, 0.6, 1,
			3.4, 0.5, 2, 16 };

	private static final double UNIT = 0.15;

	/** The step of the width, on which the coverage depends above all. */
	private static final double WIDTH_UNIT = 0.04;

	private static final int[] STRIDES = { 4, 2, 1 };

	/** Strides from the fit to all readers to one that leaves a reader out. */
	private static final int[] NEAR = { 2, 1 };

	private static final int MAX_SWEEPS = 12;

	private static final double GOAL = 0.8;

	private static final double COVERAGE_WEIGHT = 1;

	/** The penalty of a constant that differs from the guess by a factor of e. */
	private static final double SHRINKAGE = 1e-3;

	private static final double MAX_CHANCE = 0.9;

	private final List<BenchmarkReader> readers;

	private final int every;

	private final Map<List<Integer>, List<Score>> scores = new HashMap<>();

	/**
	 * @param readers at least two
	 * @param every the fit looks at each {@code every}-th origin of a reader; the table
	 * always at all
	 */
	public PriorFit(List<BenchmarkReader> readers, int every) {
		this.readers = List.copyOf(readers);
		this.every = every;
	}

	/** The constants and the table of the scores, plain and leave-one-reader-out. */
	public String table() {
		List<Integer> all = fit(Collections.nCopies(NAMES.length, 0), STRIDES, -1);
		StringBuilder table = new StringBuilder();
		double[] values = values(all);
		for (int i = 0; i < NAMES.length; i++) {
			table.append(String.format(Locale.ROOT, "%s %.3f%n", NAMES[i], values[i]));
		}
		table.append(String.format(Locale.ROOT, "%nreader,ibs,cov80,ibs left out,cov80 left out%n"));
		List<Score> plain = new ArrayList<>();
		List<Score> leftOut = new ArrayList<>();
		List<JudgedForecast> forecasts = new ArrayList<>();
		for (int i = 0; i < readers.size(); i++) {
			plain.add(Score.of(forecasts(readers.get(i), kinds(all), 1)));
			List<JudgedForecast> out = forecasts(readers.get(i), kinds(fit(all, NEAR, i)), 1);
			forecasts.addAll(out);
			leftOut.add(Score.of(out));
			table.append(line(readers.get(i).name(), plain.get(i), leftOut.get(i)));
		}
		table.append(line("all", Score.mean(plain, -1), Score.mean(leftOut, -1)));
		forecasts.stream().map(JudgedForecast::pages).distinct().sorted().forEach(pages -> {
			Score score = Score.of(forecasts.stream().filter(judged -> judged.pages() == pages).toList());
			table.append(String.format(Locale.ROOT, "%.0f pages,,,%.4f,%.3f%n", pages, score.ibs(), score.coverage()));
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
				for (int i = 0; i < NAMES.length; i++) {
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
		List<Score> here = scores.computeIfAbsent(List.copyOf(point),
				key -> readers.stream().map(reader -> Score.of(forecasts(reader, kinds(key), every))).toList());
		Score mean = Score.mean(here, leftOut);
		double distance = 0;
		for (int i = 0; i < point.size(); i++) {
			distance += unit(i) * unit(i) * point.get(i) * point.get(i);
		}
		return mean.ibs() + COVERAGE_WEIGHT * (mean.coverage() - GOAL) * (mean.coverage() - GOAL)
				+ SHRINKAGE * distance;
	}

	private static double unit(int constant) {
		return NAMES[constant].equals("width") ? WIDTH_UNIT : UNIT;
	}

	private static double[] values(List<Integer> point) {
		double[] values = START.clone();
		for (int i = 0; i < values.length; i++) {
			values[i] *= Math.exp(unit(i) * point.get(i));
			if (NAMES[i].endsWith("chance")) {
				values[i] = Math.min(MAX_CHANCE, values[i]);
			}
		}
		return values;
	}

	private static ReaderKinds kinds(List<Integer> point) {
		return ReaderKinds.of(values(point));
	}

	private static List<JudgedForecast> forecasts(BenchmarkReader reader, ReaderKinds kinds, int every) {
		List<Session> sessions = reader.history().sessions();
		LocalDate first = sessions.getFirst().start().toLocalDate();
		LocalDate end = sessions.getLast().end().toLocalDate().plusDays(1);
		double[] read = new double[(int) (end.toEpochDay() - first.toEpochDay())];
		for (Session session : sessions) {
			read[(int) (session.end().toLocalDate().toEpochDay() - first.toEpochDay())] += session.pages();
		}
		List<JudgedForecast> forecasts = new ArrayList<>();
		LocalDate last = reader.tasks().lastKey();
		List<Session> known = reader.history().sessionsBefore(last);
		if (known.isEmpty()) {
			return forecasts;
		}
		DailyPages daily = DailyPages.of(known, List.of(), last);
		DayCalendar calendar = new DayCalendar(last, WeeklyPattern.FLAT, List.of());
		Map<Long, List<Double>> asked = new HashMap<>();
		int count = 0;
		for (Map.Entry<LocalDate, List<Double>> task : reader.tasks().entrySet()) {
			if (count++ % every == 0) {
				asked.put(task.getKey().toEpochDay(), task.getValue());
			}
		}
		SessionPace.DayObserver ask = (day, pace) -> {
			List<Double> queue = asked.getOrDefault(daily.firstDay() + day, List.of());
			MixedFinishTime forecast = pace.finishes(0);
			double[] days = new double[Normal.COUNT];
			for (double pages : queue) {
				forecast.raiseTo(pages, days);
				forecasts.add(JudgedForecast.of(pages, Quantiles.of(days), read,
						(int) (daily.firstDay() - first.toEpochDay() + day)));
			}
		};
		ask.stand(daily.days(), SessionPace.follow(daily, List.of(), calendar, kinds, ask));
		return forecasts;
	}

	/**
	 * A forecast and its outcome.
	 *
	 * @param days until the pages were read, or until the history ends
	 * @param censored whether the history ended first
	 */
	private record JudgedForecast(double pages, Quantiles forecast, int days, boolean censored) {

		static JudgedForecast of(double pages, Quantiles forecast, double[] daily, int origin) {
			double read = 0;
			for (int day = origin; day < daily.length; day++) {
				read += daily[day];
				if (read >= pages) {
					return new JudgedForecast(pages, forecast, day - origin + 1, false);
				}
			}
			return new JudgedForecast(pages, forecast, Math.max(0, daily.length - origin), true);
		}

		double probability() {
			return forecast.probabilityWithin(days - 0.5);
		}

	}

	/**
	 * Scores of a set of forecasts.
	 *
	 * @param ibs mean Brier score of "read by day h" over the horizons
	 * @param coverage share of the outcomes within the 80 % range, by Kaplan and Meier
	 */
	private record Score(double ibs, double coverage) {

		static Score of(List<JudgedForecast> forecasts) {
			double sum = 0;
			int count = 0;
			for (JudgedForecast judged : forecasts) {
				for (int horizon : HORIZONS) {
					if (!judged.censored() || judged.days() >= horizon) {
						double hit = !judged.censored() && judged.days() <= horizon ? 1 : 0;
						double miss = judged.forecast().probabilityWithin(horizon) - hit;
						sum += miss * miss;
						count++;
					}
				}
			}
			return new Score(sum / Math.max(1, count), coverage(forecasts));
		}

		private static double coverage(List<JudgedForecast> forecasts) {
			List<JudgedForecast> sorted = forecasts.stream()
				.sorted(Comparator.comparingDouble(JudgedForecast::probability).thenComparing(JudgedForecast::censored))
				.toList();
			double survival = 1;
			double within = 0;
			for (int i = 0; i < sorted.size(); i++) {
				JudgedForecast judged = sorted.get(i);
				double before = survival;
				if (!judged.censored()) {
					survival *= 1 - 1.0 / (sorted.size() - i);
				}
				if (judged.probability() >= 0.1 && judged.probability() <= 0.9) {
					within += before - survival;
				}
			}
			return within;
		}

		static Score mean(List<Score> scores, int leftOut) {
			double ibs = 0;
			double coverage = 0;
			int count = 0;
			for (int i = 0; i < scores.size(); i++) {
				if (i != leftOut) {
					ibs += scores.get(i).ibs();
					coverage += scores.get(i).coverage();
					count++;
				}
			}
			return new Score(ibs / count, coverage / count);
		}

	}

}
