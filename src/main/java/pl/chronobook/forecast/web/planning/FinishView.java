package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * A finish day with its range, as pages show it.
 *
 * @param day most probably
 * @param early the day before which it is done with a probability of 10 %
 * @param late the day before which it is done with a probability of 90 %
 * @param beyondReach whether even the most probable day lies too far away to name it
 */
public record FinishView(LocalDate day, LocalDate early, LocalDate late, boolean beyondReach) {

	/** Twenty years: a date further away says no more than "not in this way". */
	public static final double REACH = 20 * 365.25;

	public static FinishView of(LocalDate origin, Quantiles days) {
		return new FinishView(Quantiles.date(origin, days.p50()), Quantiles.date(origin, days.p10()),
				Quantiles.date(origin, days.p90()), days.p50() > REACH);
	}

}
