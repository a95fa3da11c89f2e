package pl.chronobook.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

import pl.chronobook.identity.domain.MutableRegistration;

/**
 * The application on real ports, behind a proxy that says where requests come from, and
 * with a clock that tests may move on. All such tests share one context: each takes
 * readers and client addresses of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "server.forward-headers-strategy=native",
				"chronobook.demo.enabled=true", "chronobook.demo.accounts-per-network=3",
				"chronobook.visitors.sessions-per-network=30", "chronobook.visitors.password-checks-per-network=10",
				"chronobook.login.attempts-per-account=15", "chronobook.login.attempts-per-address=20" })
@Import({ TestClock.class, OpenIdProvider.Client.class, MutableRegistration.Config.class })
public @interface IdentityIntegrationTest {

}
