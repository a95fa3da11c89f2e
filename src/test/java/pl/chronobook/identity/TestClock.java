package pl.chronobook.identity;

import java.time.Instant;
import java.time.ZoneOffset;

import org.threeten.extra.MutableClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Replaces the system clock by one that stands still until a test moves it, so that rate
 * limits do not depend on the speed of the tests.
 */
@TestConfiguration(proxyBeanMethods = false)
class TestClock {

	@Bean
	@Primary
	MutableClock mutableClock() {
		return MutableClock.of(Instant.now(), ZoneOffset.UTC);
	}

}
