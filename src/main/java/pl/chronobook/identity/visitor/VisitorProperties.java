package pl.chronobook.identity.visitor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of one instance for visitors, who are not signed in. A network is an IPv4
 * /24 or an IPv6 /64.
 *
 * @param sessionsPerNetwork sessions that the visitors of one network may open within an
 * hour
 * @param passwordChecksPerNetwork checks of a password's strength, made while it is
 * typed, that one network may request within a minute
 */
@ConfigurationProperties("chronobook.visitors")
record VisitorProperties(@DefaultValue("300") int sessionsPerNetwork,
		@DefaultValue("120") int passwordChecksPerNetwork) {
}
