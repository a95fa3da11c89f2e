package pl.chronobook.forecast.model.learning;

/**
 * The errors of a reader's forecasts with and without a model, over the folds of a
 * backtest.
 *
 * @param without weighted sum of the errors of {@code CONTEXT}: continuous ranked
 * probability scores, in standard deviations of its forecast
 * @param with the same sum with the model
 * @param observations the sum of the weights, in independent observations
 */
public record BacktestResult(double without, double with, double observations) {

	/** The result of a backtest without a fold. */
	static final BacktestResult NONE = new BacktestResult(0, 0, 0);

	/** The error that the model saved; negative if it added to the error. */
	double gain() {
		return this.without - this.with;
	}

	/** The gain as a share of the error without the model; 0 without an error. */
	public double share() {
		return this.without > 0 ? gain() / this.without : 0;
	}

}
