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

	/** Where in the forecast the outcome fell. */
	double probability() {
		return forecast.probabilityWithin(days - 0.5);
	}

}
