package pl.chronobook.api.domain;

/**
 * The operations that an access token allows; each scope includes those before it.
 */
public enum TokenScope {

	/** Read the list, sessions, statistics and forecasts, and search for books. */
	READ,

	/** Log sessions, too. */
	LOG,

	/** Everything the API offers: change the list, import and export. */
	ALL;

	/** Returns whether this scope includes {@code needed}. */
	public boolean includes(TokenScope needed) {
		return compareTo(needed) >= 0;
	}

}
