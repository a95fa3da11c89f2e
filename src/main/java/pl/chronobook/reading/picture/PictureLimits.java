package pl.chronobook.reading.picture;

import java.time.Clock;
import java.time.Duration;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.RateLimiter;
import pl.chronobook.identity.RateLimiter.Allowance;
import pl.chronobook.identity.ReaderId;

/**
 * Limits the pictures of each reader, so that one reader does not take the processor from
 * the others.
 */
@Component
public class PictureLimits {

	/** The number of pictures that the statistics and the cards of six years have. */
	private static final int AT_ONCE = 60;

	private static final int A_MINUTE = 20;

	private final RateLimiter<ReaderId> limiter;

	PictureLimits(Clock clock) {
		this.limiter = new RateLimiter<>(AT_ONCE, A_MINUTE, Duration.ofMinutes(1), clock);
	}

	/**
	 * Counts a picture before it is drawn.
	 * @throws TooManyPicturesException if the reader has had too many
	 */
	public void take(ReaderId reader) {
		Allowance allowance = this.limiter.take(reader);
		if (!allowance.granted()) {
			throw new TooManyPicturesException(allowance.retrySeconds());
		}
	}

}
