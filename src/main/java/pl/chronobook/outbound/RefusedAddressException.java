package pl.chronobook.outbound;

import java.net.UnknownHostException;

/**
 * Thrown for an address that must not be called: not an https address, or one in a
 * private network that the installation does not allow. It is thrown before anything is
 * sent. It extends {@link java.net.UnknownHostException} because the client's resolver
 * throws it while connecting.
 */
public final class RefusedAddressException extends UnknownHostException {

	private static final long serialVersionUID = 1;

	RefusedAddressException(String address) {
		super("Must not be called: " + address);
	}

}
