package pl.chronobook.forecast.accuracy;

/**
 * The outcome of a recorded forecast whose range has ended.
 */
enum ForecastVerdict {

	/** The book was finished, inside the range or outside of it. */
	FINISHED,

	/** The range ended before the book was finished. */
	UNFINISHED,

	/**
	 * The reader changed the plan that the forecast was made for: neither hit nor miss.
	 */
	PLAN_CHANGED

}
