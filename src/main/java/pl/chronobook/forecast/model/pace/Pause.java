package pl.chronobook.forecast.model.pace;

/**
 * The pauses of readers. After some days without reading the next page may be close or a
 * long way off: with a probability that grows with those days the reader is in a pause,
 * and what is left of it is of the same order of magnitude as what has passed of it.
 *
 * <p>
 * The rest of a pause has a Pareto distribution of the second kind with tail index 1
 * (Lomax 1954), so its hazard falls with the time since the last reading.
 *
 * @param chance probability of a pause after many days without reading
 * @param onset days without reading after which the probability is 63 % of that
 * @param length median rest of a pause, as a multiple of the days that have passed of it
 */
public record Pause(double chance, double onset, double length) {

	/**
	 * The days that are added to the days without reading: a pause begins before it
	 * shows, because readers do not read every day anyway.
	 */
	private static final double UNSEEN_DAYS = 3;

	private static final int POINTS = 6;

	/** Probability that a reader who has not read for some days is in a pause. */
	public double probability(int quietDays) {
		return chance * -Math.expm1(-quietDays / onset);
	}

	/** Returns equally likely rests of a pause, in days. */
	public double[] rests(int quietDays) {
		double[] rests = new double[POINTS];
		for (int i = 0; i < POINTS; i++) {
			double level = (i + 0.5) / POINTS;
			rests[i] = length * (quietDays + UNSEEN_DAYS) * level / (1 - level);
		}
		return rests;
	}

}
