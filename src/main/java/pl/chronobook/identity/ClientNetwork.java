package pl.chronobook.identity;

import java.net.InetAddress;
import java.util.HexFormat;

/**
 * Derives the network of a client's address, for limits that count by network.
 */
public final class ClientNetwork {

	private ClientNetwork() {
	}

	/**
	 * Returns the /64 of an IPv6 address, because one client usually has all of it, and
	 * an IPv4 address as it is.
	 */
	public static String of(String address) {
		if (!address.contains(":")) {
			return address;
		}
		String unscoped = address.replaceFirst("%.*", "");
		byte[] bytes = InetAddress.ofLiteral(unscoped).getAddress();
		return HexFormat.ofDelimiter(":").formatHex(bytes, 0, bytes.length / 2);
	}

	/**
	 * Returns the /64 of an IPv6 address and the /24 of an IPv4 address: who has one
	 * address often has those beside it. For what anybody may have without an account.
	 */
	public static String neighbourhood(String address) {
		return address.contains(":") ? of(address) : address.replaceFirst("\\.[^.]*$", "");
	}

}
