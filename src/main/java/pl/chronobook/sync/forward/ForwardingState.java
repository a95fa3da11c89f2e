package pl.chronobook.sync.forward;

/**
 * The result of the newest attempt to forward a step of progress.
 */
public enum ForwardingState {

	/** The server accepted the step. */
	DELIVERED,
	/** The server does not accept the user name or the password. */
	UNAUTHORIZED,
	/** The server refused the step. */
	REFUSED,
	/** The server did not answer, or failed; the newest step will be sent again later. */
	UNREACHABLE,
	/** The application does not call this address, for example an internal one. */
	NOT_ALLOWED,
	/** The key that encrypts the stored credentials has changed. */
	KEY_LOST

}
