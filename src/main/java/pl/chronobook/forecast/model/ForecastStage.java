package pl.chronobook.forecast.model;

/**
 * The method of a forecast, from the one that needs the least history to the one that
 * needs the most.
 */
public enum ForecastStage {

	/** Finished books with dates only, or the mean pages a day. */
	SIMPLE,

	/**
	 * At least one reading session: speed and habit by the day, days without reading
	 * counted.
	 */
	PACE,

	/** Enough sessions to tell weekends from weekdays. */
	CONTEXT,

	/**
	 * A trained model of the reader; without one the engine falls back to
	 * {@link #CONTEXT}.
	 */
	MODEL

}
