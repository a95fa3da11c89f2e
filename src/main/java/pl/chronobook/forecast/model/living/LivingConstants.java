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
	 * @param halfLifeWeeks weeks after which the weight of a day has halved
	 * @param priorDays weight of the population's rate, in adding days
	 * @param drift standard deviation of the log of the rate after half a year
	 * @param bulk the number of books added on one day from which the day is left out
	 * @param firstDays the number of days at the beginning of a list that are left out
	 */
	public record Arrivals(double halfLifeWeeks, double priorDays, double drift, int bulk, int firstDays) {
	}

}
