package pl.chronobook.sync.forward;

/**
 * How the newest attempt to pass a step on ended.
 */
public enum ForwardingState {

	/** The server took it. */
	DELIVERED,
	/** The server does not accept the user name or the password. */
	UNAUTHORIZED,
	/** The server answered that it does not take such a step. */
	REFUSED,
	/** The server did not answer, or failed; the newest step is sent again later. */
	UNREACHABLE,
	/** The address must not be called. */
	NOT_ALLOWED,
	/** The key that encrypts the stored credentials has changed. */
	KEY_LOST

}
