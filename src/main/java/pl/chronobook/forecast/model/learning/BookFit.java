package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import pl.chronobook.forecast.model.distribution.Normal;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.finish.FinishDistribution;
import pl.chronobook.forecast.model.finish.PaceEstimate;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.pace.Prior;

/**
 * Fits the constants of {@link Prior#FINISHES} to the forecasts of real readers' pasts of
 * whom only finish dates are known, and measures them leave-one-reader-out, as
 * {@link LatticeFit} describes. Forecasts are those of {@code SIMPLE}.
 */
public final class BookFit {

	private static final double UNIT = 0.15;

	/** The constants in the order of {@link Prior#ofBooks}, with their guess. */
	private static final List<LatticeFit.Constant> CONSTANTS = List.of(new LatticeFit.Constant("level", 2.8, 0.05),
			new LatticeFit.Constant("levelSd", 0.3, UNIT), new LatticeFit.Constant("slowSd", 0.55, UNIT),
			new LatticeFit.Constant("slowDays", 365, UNIT), new LatticeFit.Constant("fastSd", 0.3, UNIT),
			new LatticeFit.Constant("dispersion", 0.8, UNIT), new LatticeFit.Constant("elasticity", 0.45, UNIT, 1),
			new LatticeFit.Constant("width", 1, 0.04), new LatticeFit.Constant("patience", 5, UNIT),
			new LatticeFit.Constant("ownShare", 0.2, UNIT, 1));

	private final List<Reader> readers;

	private final int every;

	/**
	 * @param readers at least two
	 * @param every the fit looks at each {@code every}-th origin of a reader; the table
	 * always at all
	 */
	public BookFit(List<Reader> readers, int every) {
		this.readers = List.copyOf(readers);
		this.every = every;
	}

	/** The constants and the table of the scores, plain and leave-one-reader-out. */
	public String table() {
		return new LatticeFit(CONSTANTS, readers.stream().map(Reader::name).toList(), "books", every,
				(reader, values, stride) -> forecasts(readers.get(reader), Prior.ofBooks(values), stride))
			.table();
	}

	private static List<JudgedForecast> forecasts(Reader reader, Prior prior, int every) {
		List<JudgedForecast> forecasts = new ArrayList<>();
		int count = 0;
		for (Map.Entry<LocalDate, List<Task>> asked : reader.tasks().entrySet()) {
			LocalDate origin = asked.getKey();
			List<FinishedBook> known = reader.history().booksBefore(origin);
			if (count++ % every == 0 && !known.isEmpty()) {
				PaceEstimate pace = PaceEstimate.ofBooks(known, origin, prior);
				for (Task task : asked.getValue()) {
					FinishDistribution finishes = pace.finishes(0);
					double[] days = new double[Normal.COUNT];
					finishes.raiseTo(task.books() * pace.effort(task.pages() / task.books()), days);
					forecasts.add(judge(task.books(), Quantiles.of(days), reader.history(), known.size(), origin));
				}
			}
		}
		return forecasts;
	}

	private static JudgedForecast judge(int books, Quantiles forecast, ReaderHistory history, int known,
			LocalDate origin) {
		List<FinishedBook> all = history.books();
		boolean censored = known + books > all.size();
		LocalDate last = all.get(censored ? all.size() - 1 : known + books - 1).finished();
		int days = (int) Math.max(0, last.toEpochDay() - origin.toEpochDay() + 1);
		return new JudgedForecast(books, forecast, days, censored);
	}

	/**
	 * A reader of a benchmark of finish dates.
	 *
	 * @param name the name of the reader in the table of results
	 * @param history all finished books of the reader
	 * @param tasks the tasks by the day at whose start the forecast is made
	 */
	public record Reader(String name, ReaderHistory history, SortedMap<LocalDate, List<Task>> tasks) {
	}

	/**
	 * A question to the forecast: when will the next books be finished?
	 *
	 * @param books their number, above 0
	 * @param pages of all of them
	 */
	public record Task(int books, double pages) {
	}

}
