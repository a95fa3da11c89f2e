package pl.chronobook.identity.domain;

import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;

/**
 * Records security events: one line of the logger {@code chronobook.security} each, with
 * the event and the reader's id as fields, and the counter
 * {@code chronobook.security.events}. The id means nothing outside the database; e-mail
 * addresses, client addresses and what was typed are never recorded.
 */
@Component
public class SecurityLog {

	private static final Logger log = LoggerFactory.getLogger("chronobook.security");

	private final MeterRegistry meters;

	SecurityLog(MeterRegistry meters) {
		this.meters = meters;
		for (SecurityEvent event : SecurityEvent.values()) {
			count(event, 0);
		}
	}

	/**
	 * Records an event.
	 * @param reader the owner of the account; null if unknown
	 */
	public void record(SecurityEvent event, @Nullable ReaderId reader) {
		LoggingEventBuilder line = log.atInfo().addKeyValue("event", name(event));
		if (reader != null) {
			line = line.addKeyValue("reader", reader.value());
		}
		line.log("Security event");
		count(event, 1);
	}

	private void count(SecurityEvent event, int number) {
		this.meters.counter("chronobook.security.events", "event", name(event)).increment(number);
	}

	private static String name(SecurityEvent event) {
		return event.name().toLowerCase(Locale.ROOT);
	}

}
