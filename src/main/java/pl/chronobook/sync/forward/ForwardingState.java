package pl.chronobook.sync.forward;

/**
 * The result of the newest attempt to forward a progress report.
 */
public enum ForwardingState {

	/** The server accepted the report. */
	DELIVERED,
	/** The server does not accept the user name or the password. */
	UNAUTHORIZED,
	/** The server refused the report. */
	REFUSED,
	/**
	 * The server did not answer, or failed; the newest report will be sent again later.
	 */
	UNREACHABLE,
	/** The application does not call this address, for example an internal one. */
	NOT_ALLOWED,
	/** The key that encrypts the stored credentials has changed. */
	KEY_LOST

}
