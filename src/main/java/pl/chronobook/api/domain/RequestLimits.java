package pl.chronobook.api.domain;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import pl.chronobook.api.TokenId;
import pl.chronobook.identity.RateLimiter;
import pl.chronobook.identity.RateLimiter.Allowance;

/**
 * Limits the requests of each token, so that one program does not slow others down.
 */
@Component
@EnableConfigurationProperties(ApiProperties.class)
public class RequestLimits {

	private final int perMinute;

	private final RateLimiter<TokenId> limiter;

	RequestLimits(ApiProperties properties, Clock clock) {
		this.perMinute = properties.requestsPerMinute();
		this.limiter = new RateLimiter<>(this.perMinute, this.perMinute, Duration.ofMinutes(1), clock);
	}

	public int perMinute() {
		return this.perMinute;
	}

	/** Counts a request of a token and returns whether it is allowed. */
	public Allowance take(TokenId token) {
		return this.limiter.take(token);
	}

}
