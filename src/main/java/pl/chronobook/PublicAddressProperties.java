package pl.chronobook;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The address under which readers reach this installation.
 *
 * @param publicAddress scheme, host and port, such as {@code https://books.example.org};
 * complete addresses, such as that of the calendar feed, begin with it. By default they
 * begin with what the request names
 * @param allowedHosts host names, without port, that a request may name; a request for
 * another host is refused. By default any host will do
 */
@ConfigurationProperties("chronobook")
record PublicAddressProperties(@Nullable URI publicAddress, @DefaultValue List<String> allowedHosts) {

	PublicAddressProperties {
		if (publicAddress != null && (publicAddress.getHost() == null
				|| !List.of("http", "https").contains(String.valueOf(publicAddress.getScheme())))) {
			throw new IllegalArgumentException("chronobook.public-address must look like https://books.example.org");
		}
		allowedHosts = allowedHosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
	}

	boolean allows(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return this.allowedHosts.isEmpty() || this.allowedHosts.contains(name)
				|| (this.publicAddress != null && name.equals(this.publicAddress.getHost()));
	}

}
