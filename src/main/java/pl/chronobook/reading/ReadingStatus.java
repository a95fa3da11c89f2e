package pl.chronobook.reading;

/**
 * Where a book stands on a reader's list.
 */
public enum ReadingStatus {

	/** To be read. */
	TBR,
	/** Being read. */
	READING,
	/** Read to the end. */
	FINISHED,
	/** Given up. */
	ABANDONED

}
