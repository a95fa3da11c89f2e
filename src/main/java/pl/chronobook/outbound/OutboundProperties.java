package pl.chronobook.outbound;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of requests to addresses that readers give.
 *
 * @param allowedNetworks private networks, such as 192.168.1.0/24, that webhooks and
 * readers' own sync servers may be in, over http too; none by default
 */
@ConfigurationProperties("chronobook.outbound")
public record OutboundProperties(@DefaultValue List<String> allowedNetworks) {

	public OutboundProperties {
		allowedNetworks = List.copyOf(allowedNetworks);
	}

}
