package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * A finish day with its range, prepared for pages.
 *
 * @param day the median day
 * @param early the 10 % quantile
 * @param late the 90 % quantile
 * @param beyondReach whether the median lies further away than {@link #REACH}
 */
public record FinishView(LocalDate day, LocalDate early, LocalDate late, boolean beyondReach) {

	/**
	 * Twenty years in days. Pages name no date beyond it, because such a date tells a
	 * reader only that the list will not be finished at this pace.
	 */
	public static final double REACH = 20 * 365.25;

	public static FinishView of(LocalDate origin, Quantiles days) {
		return new FinishView(Quantiles.date(origin, days.p50()), Quantiles.date(origin, days.p10()),
				Quantiles.date(origin, days.p90()), days.p50() > REACH);
	}

}
