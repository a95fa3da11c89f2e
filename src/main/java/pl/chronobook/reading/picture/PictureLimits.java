package pl.chronobook.reading.picture;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ClockTimeMeter;
import pl.chronobook.identity.ReaderId;

/**
 * Limits the pictures of each reader. Each instance counts in its own memory: the limit
 * is no quota, it keeps one reader from taking the processor from the others.
 */
@Component
public class PictureLimits {

	/** As many as the statistics and the cards of six years have. */
	private static final int AT_ONCE = 60;

	private static final int A_MINUTE = 20;

	private final Cache<ReaderId, Bucket> buckets = Caffeine.newBuilder()
		.expireAfterAccess(Duration.ofMinutes(10))
		.maximumSize(50_000)
		.build();

	private final ClockTimeMeter time;

	PictureLimits(Clock clock) {
		this.time = new ClockTimeMeter(clock);
	}

	/**
	 * Counts a picture before it is drawn.
	 * @throws TooManyPicturesException if the reader has had too many
	 */
	public void take(ReaderId reader) {
		ConsumptionProbe probe = this.buckets
			.get(reader,
					missing -> Bucket.builder()
						.addLimit(limit -> limit.capacity(AT_ONCE).refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
						.withCustomTimePrecision(this.time)
						.build())
			.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw new TooManyPicturesException(
					Math.max(1, Math.ceilDiv(probe.getNanosToWaitForRefill(), TimeUnit.SECONDS.toNanos(1))));
		}
	}

}
