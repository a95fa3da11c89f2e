package pl.chronobook.identity;

/**
 * The readers, as the other modules see them.
 */
public interface Readers {

	/**
	 * Finds a reader.
	 * @throws AccountGoneException if the account is gone
	 */
	Reader get(ReaderId id);

	/**
	 * Returns the settings of the reader's account.
	 * @throws AccountGoneException if the account is gone
	 */
	ReaderSettings settings(ReaderId id);

	/** Applies the settings to the reader's account. */
	void change(ReaderId id, ReaderSettings settings);

	/**
	 * Locks the reader's account until the end of the present transaction. A module calls
	 * it before it counts and adds something that each reader may have only a limited
	 * number of, so that concurrent additions cannot exceed the limit.
	 * @throws AccountGoneException if the account is gone
	 */
	void lock(ReaderId id);

}
