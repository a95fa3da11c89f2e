package pl.chronobook.forecast.model.distribution;

import java.time.LocalDate;

/**
 * Days from the origin until something is finished, as a distribution. Time runs from
 * midnight at the start of the origin, so everything up to 1 falls on the origin itself.
 * All are finite, from 0 to a hundred years, and do not decrease.
 */
public record Quantiles(double p05, double p10, double p25, double p50, double p75, double p90, double p95) {

	/** A hundred years: no forecast reaches further. */
	public static final double MAX_DAYS = 36_525;

	/** The distribution of what is finished already. */
	public static final Quantiles NOW = new Quantiles(0, 0, 0, 0, 0, 0, 0);

	private static final int COUNT = 7;

	private static final double MIN_DAYS = 1e-3;

	/**
	 * @throws IllegalArgumentException if the days decrease or leave the range from 0 to
	 * {@link #MAX_DAYS}
	 */
	public Quantiles {
		boolean ordered = 0 <= p05 && p05 <= p10 && p10 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p90 && p90 <= p95
				&& p95 <= MAX_DAYS;
		if (!ordered) {
			throw new IllegalArgumentException("quantiles do not decrease and stay within a hundred years: " + p05
					+ ", " + p10 + ", " + p25 + ", " + p50 + ", " + p75 + ", " + p90 + ", " + p95);
		}
	}

	public static Quantiles of(double[] days) {
		return new Quantiles(days[0], days[1], days[2], days[3], days[4], days[5], days[6]);
	}

	/**
	 * The day on which a number of days from the origin ends.
	 * @param days from 0 to {@link #MAX_DAYS}; the origin itself is day 1
	 */
	public static LocalDate date(LocalDate origin, double days) {
		return origin.plusDays(Math.max(0, (long) Math.ceil(days) - 1));
	}

	/**
	 * The probability of being finished within {@code days} days of the origin, from 0 to
	 * 1. Between and beyond the seven quantiles the logarithm of the days is taken as
	 * linear in the normal score.
	 */
	public double probabilityWithin(double days) {
		if (p95 <= MIN_DAYS) {
			return 1;
		}
		if (days <= 0) {
			return 0;
		}
		double x = Math.log(Math.max(days, MIN_DAYS));
		int upper = 1;
		while (upper < COUNT - 1 && x > logDays(upper)) {
			upper++;
		}
		double low = logDays(upper - 1);
		double width = logDays(upper) - low;
		if (width <= 0) {
			return days < quantile(upper) ? 0 : Normal.LEVELS[upper];
		}
		double score = Normal.SCORES[upper - 1] + (x - low) / width * (Normal.SCORES[upper] - Normal.SCORES[upper - 1]);
		return Normal.probability(score);
	}

	/**
	 * The probability of being finished by the end of {@code deadline}, from 0 to 1.
	 * @param origin the origin of the forecast
	 */
	public double probabilityBy(LocalDate origin, LocalDate deadline) {
		return probabilityWithin(deadline.toEpochDay() - origin.toEpochDay() + 1.0);
	}

	private double logDays(int index) {
		return Math.log(Math.max(quantile(index), MIN_DAYS));
	}

	private double quantile(int index) {
		return switch (index) {
			case 0 -> p05;
			case 1 -> p10;
			case 2 -> p25;
			case 3 -> p50;
			case 4 -> p75;
			case 5 -> p90;
			default -> p95;
		};
	}

}
