package pl.chronobook.identity;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Records events of other modules that concern the security of an account.
 */
public interface SecurityJournal {

	/**
	 * Records that a reader created an access token; the reader is notified, on other
	 * devices too.
	 */
	void tokenCreated(ReaderId reader, HttpServletRequest request);

	/** Records that a reader revoked an access token. */
	void tokenRevoked(ReaderId reader, HttpServletRequest request);

	/**
	 * Records that a reader added a webhook; the reader is notified, on other devices
	 * too.
	 */
	void webhookAdded(ReaderId reader, HttpServletRequest request);

	/** Records that a program changed data with an access token. */
	void tokenUsed(ReaderId reader, HttpServletRequest request);

}
