package pl.chronobook.outbound;

import java.net.UnknownHostException;

/**
 * An address that must not be called: no https address, or one inside a private network
 * that the installation does not allow. Thrown before anything is sent; its type is that
 * of a name without an address because the client throws it while connecting.
 */
public final class RefusedAddressException extends UnknownHostException {

	private static final long serialVersionUID = 1;

	RefusedAddressException(String address) {
		super("Must not be called: " + address);
	}

}
