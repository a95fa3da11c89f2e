package pl.chronobook.identity;

/**
 * Records events of other modules that concern the security of an account. An event of
 * which the reader is notified is recorded while the request that caused it is handled.
 */
public interface SecurityJournal {

	/**
	 * Records that a reader created an access token; the reader is notified, on other
	 * devices too.
	 */
	void tokenCreated(ReaderId reader);

	/** Records that a reader revoked an access token. */
	void tokenRevoked(ReaderId reader);

	/**
	 * Records that a reader added a webhook; the reader is notified, on other devices
	 * too.
	 */
	void webhookAdded(ReaderId reader);

	/** Records that a program changed data with an access token. */
	void tokenUsed(ReaderId reader);

}
