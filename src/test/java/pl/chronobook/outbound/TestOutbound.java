package pl.chronobook.outbound;

import java.time.Duration;
import java.util.List;

import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Calls the networks that a test names, besides the internet.
 */
public final class TestOutbound {

	private TestOutbound() {
	}

	public static OutboundHttp to(String... networks) {
		return new OutboundHttp(new OutboundProperties(List.of(networks)), SystemDefaultDnsResolver.INSTANCE,
				Duration.ofSeconds(10));
	}

}
