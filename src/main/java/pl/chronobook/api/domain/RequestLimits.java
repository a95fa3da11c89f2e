package pl.chronobook.api.domain;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ClockTimeMeter;
import pl.chronobook.api.TokenId;

/**
 * Limits the requests of each token. Each instance counts in its own memory: the limit is
 * no quota, it keeps one program from slowing others down.
 */
@Component
@EnableConfigurationProperties(ApiProperties.class)
public class RequestLimits {

	private final Cache<TokenId, Bucket> buckets = Caffeine.newBuilder()
		.expireAfterAccess(Duration.ofMinutes(5))
		.maximumSize(100_000)
		.build();

	private final int perMinute;

	private final Clock clock;

	RequestLimits(ApiProperties properties, Clock clock) {
		this.perMinute = properties.requestsPerMinute();
		this.clock = clock;
	}

	/** Counts a request of a token and returns whether it is allowed. */
	public Allowance take(TokenId token) {
		Bucket bucket = this.buckets.get(token, id -> Bucket.builder()
			.addLimit(limit -> limit.capacity(this.perMinute).refillGreedy(this.perMinute, Duration.ofMinutes(1)))
			.withCustomTimePrecision(new ClockTimeMeter(this.clock))
			.build());
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		return new Allowance(probe.isConsumed(), this.perMinute, probe.getRemainingTokens(),
				seconds(probe.getNanosToWaitForReset()), Math.max(1, seconds(probe.getNanosToWaitForRefill())));
	}

	private static long seconds(long nanos) {
		return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
	}

	/**
	 * The allowance of a token after a request.
	 *
	 * @param granted whether the request is allowed
	 * @param limit requests a minute
	 * @param remaining requests left
	 * @param resetSeconds seconds until the limit is available in full
	 * @param retrySeconds seconds until a refused request may be repeated
	 */
	public record Allowance(boolean granted, long limit, long remaining, long resetSeconds, long retrySeconds) {
	}

}
