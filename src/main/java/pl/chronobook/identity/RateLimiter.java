package pl.chronobook.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/**
 * Limits the requests of each key, such as a reader or a network, with one token bucket
 * for each. Every instance counts in its own memory, so that a flood costs the database
 * nothing. Hence the limit is no exact quota; it protects others from the load.
 *
 * @param <K> the type of the keys
 */
public final class RateLimiter<K> {

	private static final int MOST_KEYS = 50_000;

	private final Cache<K, Bucket> buckets;

	private final Bandwidth limit;

	private final ClockTimeMeter time;

	/**
	 * Creates a limiter whose keys have not used up anything.
	 * @param capacity the requests that are allowed at once
	 * @param refill the requests that are allowed in each further {@code period}
	 */
	public RateLimiter(int capacity, int refill, Duration period, Clock clock) {
		this.limit = Bandwidth.builder().capacity(capacity).refillGreedy(refill, period).build();
		this.time = new ClockTimeMeter(clock);
		// A bucket that was idle for this long is full, so it can be evicted
		Duration refillTime = period.multipliedBy(Math.ceilDiv(capacity, refill));
		this.buckets = Caffeine.newBuilder().expireAfterAccess(refillTime).maximumSize(MOST_KEYS).build();
	}

	/** Counts a request and returns whether it is allowed. */
	public Allowance take(K key) {
		ConsumptionProbe probe = this.buckets
			.get(key, missing -> Bucket.builder().addLimit(this.limit).withCustomTimePrecision(this.time).build())
			.tryConsumeAndReturnRemaining(1);
		return new Allowance(probe.isConsumed(), probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset()),
				Math.max(1, seconds(probe.getNanosToWaitForRefill())));
	}

	/** Returns whether the next request would be refused, without counting one. */
	public boolean isUsedUp(K key) {
		Bucket bucket = this.buckets.getIfPresent(key);
		return bucket != null && bucket.getAvailableTokens() == 0;
	}

	private static long seconds(long nanos) {
		return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
	}

	/**
	 * The answer to a request.
	 *
	 * @param granted whether the request is allowed
	 * @param remaining requests left
	 * @param resetSeconds seconds until the limit is available in full
	 * @param retrySeconds seconds until a refused request may be repeated, at least 1
	 */
	public record Allowance(boolean granted, long remaining, long resetSeconds, long retrySeconds) {
	}

}
