package pl.chronobook.forecast.model.distribution;

/**
 * Derivatives of the log of the gamma function, by recurrence and asymptotic series
 * (Abramowitz and Stegun, 6.4). ADR 34 says why no library computes them.
 */
public final class Gamma {

	private static final double ASYMPTOTIC = 6;

	private static final int MAX_STEPS = 50;

	private Gamma() {
	}

	public static double digamma(double x) {
		double sum = 0;
		double y = x;
		for (; y < ASYMPTOTIC; y++) {
			sum -= 1 / y;
		}
		double f = 1 / (y * y);
		return sum + Math.log(y) - 0.5 / y - f * (1.0 / 12 - f * (1.0 / 120 - f / 252));
	}

	public static double trigamma(double x) {
		double sum = 0;
		double y = x;
		for (; y < ASYMPTOTIC; y++) {
			sum += 1 / (y * y);
		}
		double f = 1 / (y * y);
		return sum + 1 / y + f / 2 + f / y * (1.0 / 6 - f * (1.0 / 30 - f / 42));
	}

	public static double tetragamma(double x) {
		double sum = 0;
		double y = x;
		for (; y < ASYMPTOTIC; y++) {
			sum -= 2 / (y * y * y);
		}
		double f = 1 / (y * y);
		return sum - f - f / y - f * f * (0.5 - f * (1.0 / 6 - f / 6));
	}

	/**
	 * The x above 0 whose trigamma is {@code value}: Newton on its reciprocal, which is
	 * nearly straight.
	 */
	public static double inverseTrigamma(double value) {
		double x = 0.5 + 1 / value;
		for (int i = 0; i < MAX_STEPS; i++) {
			double trigamma = trigamma(x);
			double step = trigamma * (1 - trigamma / value) / tetragamma(x);
			x += step;
			if (Math.abs(step) < 1e-9 * x) {
				break;
			}
		}
		return x;
	}

}
