package pl.chronobook.forecast.model.learning;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * A forecast and its outcome.
 *
 * @param size pages or books that were forecast
 * @param days until they were read, or until the history ends
 * @param censored whether the history ended first
 */
record JudgedForecast(double size, Quantiles forecast, int days, boolean censored) {

	/**
	 * Returns the probability that the forecast gave to an outcome no later than this.
	 */
	double probability() {
		return forecast.probabilityWithin(days - 0.5);
	}

}
