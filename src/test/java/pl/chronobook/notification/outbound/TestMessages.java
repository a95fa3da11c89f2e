package pl.chronobook.notification.outbound;

import pl.chronobook.outbound.TestOutbound;

/**
 * Sends messages to the networks that a test names, besides the internet.
 */
public final class TestMessages {

	private TestMessages() {
	}

	public static OutboundMessages to(String... networks) {
		return new OutboundMessages(TestOutbound.to(networks));
	}

	public static NotificationProperties withoutSettings() {
		return new NotificationProperties(null, null, null);
	}

}
