package pl.chronobook.identity.visitor;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ClientNetwork;
import pl.chronobook.identity.ClockTimeMeter;
import pl.chronobook.identity.domain.TooManyAttemptsException;

/**
 * Limits the resources that anonymous visitors of one network can use: rows for sessions,
 * and time for checking the strength of passwords. Each instance counts in its own
 * memory, so that a flood costs the database nothing.
 */
@Component
@EnableConfigurationProperties(VisitorProperties.class)
public class VisitorLimits {

	private static final Duration SESSIONS_PERIOD = Duration.ofHours(1);

	private static final Duration CHECKS_PERIOD = Duration.ofMinutes(1);

	private final Cache<String, Bucket> sessions;

	private final Cache<String, Bucket> passwordChecks;

	private final VisitorProperties properties;

	private final ClockTimeMeter time;

	VisitorLimits(VisitorProperties properties, Clock clock) {
		this.properties = properties;
		this.time = new ClockTimeMeter(clock);
		this.sessions = buckets(SESSIONS_PERIOD);
		this.passwordChecks = buckets(CHECKS_PERIOD);
	}

	/**
	 * Counts a session that a visitor opens.
	 * @param address the client's address
	 * @throws TooManyAttemptsException if the network has opened too many
	 */
	void openSession(String address) {
		consume(this.sessions, address, this.properties.sessionsPerNetwork(), SESSIONS_PERIOD);
	}

	/**
	 * Counts a check of a password's strength during registration.
	 * @param address the client's address
	 * @throws TooManyAttemptsException if the network has requested too many checks
	 */
	public void checkPassword(String address) {
		consume(this.passwordChecks, address, this.properties.passwordChecksPerNetwork(), CHECKS_PERIOD);
	}

	/**
	 * Creates a cache of buckets. A bucket that was idle for its period is full again, so
	 * it can be evicted.
	 */
	private static Cache<String, Bucket> buckets(Duration period) {
		return Caffeine.newBuilder().expireAfterAccess(period).maximumSize(50_000).build();
	}

	private void consume(Cache<String, Bucket> buckets, String address, int amount, Duration period) {
		ConsumptionProbe probe = buckets
			.get(ClientNetwork.neighbourhood(address),
					(network) -> Bucket.builder()
						.addLimit((limit) -> limit.capacity(amount).refillGreedy(amount, period))
						.withCustomTimePrecision(this.time)
						.build())
			.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

}
