package pl.chronobook.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import org.apache.hc.client5.http.DnsResolver;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Resolves names to addresses that may be called. The client connects to exactly these
 * addresses and does not resolve the name again, which prevents DNS rebinding.
 */
final class CheckedAddresses implements DnsResolver {

	private final DnsResolver names;

	private final InetAddressFilter allowed;

	CheckedAddresses(DnsResolver names, InetAddressFilter allowed) {
		this.names = names;
		this.allowed = allowed;
	}

	/**
	 * @throws RefusedAddressException if none of the addresses may be called
	 */
	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] checked = Arrays.stream(this.names.resolve(host))
			.filter(this.allowed::matches)
			.toArray(InetAddress[]::new);
		if (checked.length == 0) {
			throw new RefusedAddressException(host);
		}
		return checked;
	}

	@Override
	public String resolveCanonicalHostname(String host) {
		return host;
	}

}
