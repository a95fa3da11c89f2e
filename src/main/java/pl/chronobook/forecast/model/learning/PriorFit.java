package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
 * pasts, and measures them leave-one-reader-out, as {@link LatticeFit} describes.
 * Forecasts are those of {@code PACE}.
 */
public final class PriorFit {

	/** Constants of the uneven kind, of the even kind, and of the mixture. */
	private static final String[] NAMES = { "slowSd", "fastSd", "fastDays", "dispersion", "overshoot", "pause.chance",
			"pause.length", "even.slowSd", "even.fastSd", "even.fastDays", "even.dispersion", "even.overshoot",
			"even.pause.chance", "even.pause.length", "even.weight", "width", "trust", "evidence.week",
			"evidence.month", "range.trust" };

	/** The guess towards which the constants are shrunk. */
	private static final double[] START = { 0.45, 1.0, 35, 100, 1, 0.6, 1.1, 0.25, 0.45, 25, 50, 0.7, 0.4, 1.1, 0.6, 1,
			3.4, 0.5, 2, 16 };

	private static final double UNIT = 0.15;

	/** The step of the width, on which the coverage depends above all. */
	private static final double WIDTH_UNIT = 0.04;

	private static final double MAX_CHANCE = 0.9;

	private final List<BenchmarkReader> readers;

	private final int every;

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
		List<LatticeFit.Constant> constants = new ArrayList<>();
		for (int i = 0; i < NAMES.length; i++) {
			constants.add(new LatticeFit.Constant(NAMES[i], START[i], NAMES[i].equals("width") ? WIDTH_UNIT : UNIT,
					NAMES[i].endsWith("chance") ? MAX_CHANCE : Double.POSITIVE_INFINITY));
		}
		return new LatticeFit(constants, readers.stream().map(BenchmarkReader::name).toList(), "pages", every,
				(reader, values, stride) -> forecasts(readers.get(reader), ReaderKinds.of(values), stride))
			.table();
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
				forecasts
					.add(judge(pages, Quantiles.of(days), read, (int) (daily.firstDay() - first.toEpochDay() + day)));
			}
		};
		ask.startDay(daily.days(), SessionPace.follow(daily, List.of(), calendar, kinds, ask));
		return forecasts;
	}

	private static JudgedForecast judge(double pages, Quantiles forecast, double[] daily, int origin) {
		double read = 0;
		for (int day = origin; day < daily.length; day++) {
			read += daily[day];
			if (read >= pages) {
				return new JudgedForecast(pages, forecast, day - origin + 1, false);
			}
		}
		return new JudgedForecast(pages, forecast, Math.max(0, daily.length - origin), true);
	}

}
