package pl.chronobook.forecast.model;

/** What holds a forecast back, hence what would make it better. */
public enum Limitation {

	/** There is no history, only the reader's guess. */
	ASSUMED_PACE,

	/** No session was recorded, so days without reading cannot be told from slow ones. */
	NO_SESSIONS,

	/** Less than four weeks are known: the range rests mostly on other readers. */
	SHORT_HISTORY,

	/** Nothing was read in the last four weeks. */
	LONG_PAUSE,

	/** Too few sessions to tell weekends from weekdays. */
	NO_WEEKLY_PATTERN

}
