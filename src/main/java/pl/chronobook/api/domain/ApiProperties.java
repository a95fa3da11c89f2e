package pl.chronobook.api.domain;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the API.
 *
 * @param requestsPerMinute requests a minute that one access token may send to one
 * instance
 */
@ConfigurationProperties("chronobook.api")
public record ApiProperties(@DefaultValue("120") int requestsPerMinute) {
}
