package pl.chronobook.forecast.model;

/** A reason why a forecast is less precise than it could be. */
public enum Limitation {

	/** There is no history, only the reader's guess. */
	ASSUMED_PACE,

	/** No session was recorded, so days without reading cannot be told from slow ones. */
	NO_SESSIONS,

	/** Less than four weeks are known: the range rests mostly on other readers. */
	SHORT_HISTORY,

	/** Nothing was read in the last four weeks. */
	LONG_PAUSE,

	/**
	 * The last four weeks hold twice as much, or half as much, as the twelve before them.
	 */
	PACE_CHANGED,

	/** Reading has lately been uneven, which widens the range. */
	UNEVEN_READING,

	/**
	 * Reading has lately taken longer than forecast, which widens the range towards late
	 * days.
	 */
	LATER_THAN_FORECAST,

	/** Too few sessions to tell weekends from weekdays. */
	NO_WEEKLY_PATTERN

}
