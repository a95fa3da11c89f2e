package pl.chronobook.forecast.model.correction;

import pl.chronobook.forecast.model.distribution.Normal;

/**
 * A shift and a scale that correct a forecast. Where the engine expects the log of the
 * pages read to be a normal variable, this expects it {@code shift} of its standard
 * deviations higher and {@code width} times as spread.
 */
public record Correction(double shift, double width) {

	/** Leaves the forecast as it is. */
	public static final Correction NONE = new Correction(0, 1);

	private static final double MAX_SHIFT = 1.5;

	private static final double MIN_WIDTH = 0.6;

	private static final double MAX_WIDTH = 1.6;

	/**
	 * @throws IllegalArgumentException if a value is not finite
	 */
	public Correction {
		if (!Double.isFinite(shift) || !Double.isFinite(width)) {
			throw new IllegalArgumentException("a correction is finite: " + shift + ", " + width);
		}
		shift = Math.clamp(shift, -MAX_SHIFT, MAX_SHIFT);
		width = Math.clamp(width, MIN_WIDTH, MAX_WIDTH);
	}

	/**
	 * Returns the continuous ranked probability score of the corrected distribution, a
	 * normal one with the mean {@code shift} and the standard deviation {@code width};
	 * lower is better (Gneiting and Raftery, Strictly Proper Scoring Rules, 2007).
	 * @param score the outcome, in standard deviations
	 */
	public double error(double score) {
		double x = (score - shift) / width;
		double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
		return width * (x * (2 * Normal.probability(x) - 1) + 2 * density - 1 / Math.sqrt(Math.PI));
	}

}
