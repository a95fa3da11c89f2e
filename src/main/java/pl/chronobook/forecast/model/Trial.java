package pl.chronobook.forecast.model;

/**
 * How a reader's model would have done on the reader's own past, each time with what was
 * known then, against the forecast without it.
 *
 * @param without sum of the errors of {@link ForecastStage#CONTEXT}, by weight:
 * continuous ranked probability scores in standard deviations of its forecast
 * @param with the same with the model
 * @param observations independent observations that the sums are worth
 */
public record Trial(double without, double with, double observations) {

	/** Nothing to judge by. */
	static final Trial NONE = new Trial(0, 0, 0);

	/** How much smaller the error was. */
	double gain() {
		return this.without - this.with;
	}

	/** The share of the error that the model took away; negative if it added to it. */
	public double share() {
		return this.without > 0 ? gain() / this.without : 0;
	}

}
