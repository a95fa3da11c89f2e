package pl.chronobook.reading;

/**
 * The status of a book on a reader's list.
 */
public enum ReadingStatus {

	/** To be read. */
	TBR,
	/** Being read. */
	READING,
	/** Read to the end. */
	FINISHED,
	/** Given up. */
	ABANDONED;

	/** Returns whether the book is waiting or being read. */
	public boolean isOpen() {
		return this == TBR || this == READING;
	}

}
