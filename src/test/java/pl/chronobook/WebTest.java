package pl.chronobook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * A test of the whole application behind MockMvc, at one moment: noon of
 * {@link WebTest.Now#NOON 14 March 2027} in UTC. Providers of books cannot be reached,
 * and servers that readers name may be on this machine only. All such tests share one
 * context.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = { "spring.http.serviceclient.google-books.base-url=http://127.0.0.1:9",
		"spring.http.serviceclient.open-library.base-url=http://127.0.0.1:9",
		"spring.http.serviceclient.biblioteka-narodowa.base-url=http://127.0.0.1:9",
		"chronobook.outbound.allowed-networks=127.0.0.0/8",
		// These tests change rows directly, which a cache of pages would not notice
		"chronobook.pages.cache-size=0" })
@AutoConfigureMockMvc
@Import({ WebTest.Now.class, StatementCounter.class })
public @interface WebTest {

	@TestConfiguration(proxyBeanMethods = false)
	class Now {

		public static final Instant NOON = Instant.parse("2027-03-14T12:00:00Z");

		@Bean
		@Primary
		Clock fixedClock() {
			return Clock.fixed(NOON, ZoneOffset.UTC);
		}

	}

}
