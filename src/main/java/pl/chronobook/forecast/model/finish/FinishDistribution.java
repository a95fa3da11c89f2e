package pl.chronobook.forecast.model.finish;

/** The distribution of the days it takes to read a number of pages. */
public interface FinishDistribution {

	/**
	 * Sets each of {@code days} to its quantile for {@code pages}, but never below what
	 * it holds, so that the books of a queue stay in order.
	 */
	void raiseTo(double pages, double[] days);

}
