package pl.chronobook.sync.domain;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ClientNetwork;
import pl.chronobook.identity.ClockTimeMeter;

/**
 * Limits the requests of each device and the wrong keys of each network. Each instance
 * counts in its own memory. Keys are too random to be guessed, so the limits only protect
 * other readers from the load of a flood.
 */
@Component
class DeviceThrottle {

	/**
	 * The size of a burst: a device that was offline for four weeks sends up to 200
	 * progress reports at once.
	 */
	private static final int REQUESTS = 300;

	/**
	 * The steady rate: an online device sends a progress report every 25 seconds and
	 * requests one for each book it opens.
	 */
	private static final int REQUESTS_PER_MINUTE = 30;

	private static final int WRONG_KEYS_OF_A_DEVICE = 10;

	/** Several readers may share a network, so its limit is higher than a device's. */
	private static final int WRONG_KEYS_OF_A_NETWORK = 200;

	private static final Duration PERIOD = Duration.ofMinutes(15);

	private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
		.expireAfterAccess(PERIOD)
		.maximumSize(50_000)
		.build();

	private final ClockTimeMeter time;

	DeviceThrottle(Clock clock) {
		this.time = new ClockTimeMeter(clock);
	}

	/**
	 * Counts a request of a device.
	 * @return whether it is within the limit
	 */
	boolean admits(String login, String address) {
		return bucket("requests " + login + " " + ClientNetwork.of(address), REQUESTS, REQUESTS_PER_MINUTE,
				Duration.ofMinutes(1))
			.tryConsume(1);
	}

	/** Returns whether keys are no longer checked, because too many were wrong. */
	boolean isLockedOut(String login, String address) {
		return wrongKeys(login, address).getAvailableTokens() == 0 || wrongKeys(address).getAvailableTokens() == 0;
	}

	/** Counts a wrong key. */
	void failed(String login, String address) {
		wrongKeys(login, address).tryConsume(1);
		wrongKeys(address).tryConsume(1);
	}

	private Bucket wrongKeys(String login, String address) {
		return bucket("keys " + login + " " + ClientNetwork.of(address), WRONG_KEYS_OF_A_DEVICE, WRONG_KEYS_OF_A_DEVICE,
				PERIOD);
	}

	private Bucket wrongKeys(String address) {
		return bucket("keys " + ClientNetwork.of(address), WRONG_KEYS_OF_A_NETWORK, WRONG_KEYS_OF_A_NETWORK, PERIOD);
	}

	private Bucket bucket(String key, int capacity, int refill, Duration period) {
		return this.buckets.get(key,
				missing -> Bucket.builder()
					.addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
					.withCustomTimePrecision(this.time)
					.build());
	}

}
