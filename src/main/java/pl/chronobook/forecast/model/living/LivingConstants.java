package pl.chronobook.forecast.model.living;

import java.util.ArrayList;
import java.util.List;

/**
 * Constants of the arrivals, chosen by
 * {@code backtest --lists=FILE --out=FILE --fit=true}.
 */
public final class LivingConstants {

	/** The values in use. */
	public static final Arrivals FITTED = new Arrivals(26, 3, 1, 10, 14);

	/** The values among which they were chosen. */
	public static final List<Arrivals> CANDIDATES = candidates();

	private LivingConstants() {
	}

	private static List<Arrivals> candidates() {
		List<Arrivals> candidates = new ArrayList<>();
		for (double halfLife : new double[] { 13, 26 }) {
			for (double drift : new double[] { 0.5, 1, 1.5 }) {
				for (double prior : new double[] { 3, 6 }) {
					candidates.add(new Arrivals(halfLife, prior, drift, 10, 14));
				}
			}
		}
		return List.copyOf(candidates);
	}

	/**
	 * Constants of the arrivals.
	 *
	 * @param halfLifeWeeks weeks after which a day of the past counts half
	 * @param priorDays adding days that the population weighs as much as
	 * @param drift standard deviation of the log of the rate after half a year
	 * @param bulk books on one day from which on the day is no habit
	 * @param firstDays days of a new list that are no habit
	 */
	public record Arrivals(double halfLifeWeeks, double priorDays, double drift, int bulk, int firstDays) {
	}

}
