package pl.chronobook.forecast.model.finish;

import java.util.function.DoubleUnaryOperator;

/**
 * Finds roots of increasing functions by the Illinois form of false position (Dowell and
 * Jarratt 1971, A modified regula falsi method for computing the root of an equation).
 */
final class FalsePosition {

	private static final double PRECISION = 1e-4;

	private static final int MAX_STEPS = 60;

	private FalsePosition() {
	}

	/**
	 * Returns a root between {@code low} and {@code high}, or the nearer of them if the
	 * function does not change its sign there.
	 * @param lowValue the function at {@code low}
	 * @param highValue the function at {@code high}
	 */
	static double root(DoubleUnaryOperator function, double low, double lowValue, double high, double highValue) {
		if (highValue <= 0) {
			return high;
		}
		if (lowValue >= 0) {
			return low;
		}
		double from = low;
		double fromValue = lowValue;
		double to = high;
		double toValue = highValue;
		for (int i = 0; i < MAX_STEPS; i++) {
			double middle = (from * toValue - to * fromValue) / (toValue - fromValue);
			double value = function.applyAsDouble(middle);
			if (Math.abs(value) < PRECISION || to - from < PRECISION) {
				return middle;
			}
			if (value > 0) {
				to = middle;
				toValue = value;
				fromValue /= 2;
			}
			else {
				from = middle;
				fromValue = value;
				toValue /= 2;
			}
		}
		return to;
	}

}
