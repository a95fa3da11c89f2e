package pl.chronobook.transfer.format;

/**
 * The formats of files with histories; the name for the reader is
 * {@code transfer.format.NAME}.
 */
public enum Format {

	/** The data of an account besides its history. */
	ACCOUNT,

	BOOKMORY, BOOKWYRM, CHRONOBOOK, GOODREADS,

	/** Goodreads' data in JSON. */
	GOODREADS_DATA,

	HARDCOVER, JELU,

	/** Jelu's other export, with all days of a reading in one cell. */
	JELU_EXPORT,

	KINDLE_DEVICES, KINDLE_INSIGHTS, KOBO, KOREADER, LIBIB, LIBRARYTHING, LIBRARYTHING_JSON, LUBIMYCZYTAC,

	/** A table whose columns the reader has explained. */
	MAPPED,

	/** Openreads' export before it listed all readings. */
	OLD_OPENREADS,

	OPENREADS, OPEN_LIBRARY,

	/** A list of titles that the reader has pasted. */
	PASTED,

	/** A list of reading sessions. */
	SESSIONS,

	STORYGRAPH, YAMTRACK

}
