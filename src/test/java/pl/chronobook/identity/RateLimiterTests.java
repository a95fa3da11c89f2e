package pl.chronobook.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import pl.chronobook.identity.RateLimiter.Allowance;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimiterTests {

	private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

	/** Three at once, then two a minute. */
	private final RateLimiter<String> limiter = new RateLimiter<>(3, 2, Duration.ofMinutes(1), this.clock);

	@Test
	void saysWhenARefusedRequestMayBeRepeated() {
		assertThat(this.limiter.take("a")).isEqualTo(new Allowance(true, 2, 30, 1));
		assertThat(this.limiter.take("a")).isEqualTo(new Allowance(true, 1, 60, 1));
		assertThat(this.limiter.take("a")).isEqualTo(new Allowance(true, 0, 90, 1));
		assertThat(this.limiter.take("a")).isEqualTo(new Allowance(false, 0, 90, 30));
		this.clock.add(Duration.ofSeconds(29));
		assertThat(this.limiter.take("a").granted()).isFalse();
		this.clock.add(Duration.ofSeconds(1));
		assertThat(this.limiter.take("a").granted()).isTrue();
	}

	@Test
	void countsEachKeyApart() {
		for (int i = 0; i < 4; i++) {
			this.limiter.take("a");
		}
		assertThat(this.limiter.isUsedUp("a")).isTrue();
		assertThat(this.limiter.isUsedUp("b")).isFalse();
		assertThat(this.limiter.take("b").granted()).isTrue();
	}

}
