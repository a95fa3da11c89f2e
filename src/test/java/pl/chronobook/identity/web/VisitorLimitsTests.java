package pl.chronobook.identity.web;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Anonymous visitors of one network cannot fill the table of sessions, keep the processor
 * busy with password checks, or use up all demos.
 */
@IdentityIntegrationTest
class VisitorLimitsTests {

	private static final int SESSIONS = 30;

	private static final int PASSWORD_CHECKS = 10;

	private static final int DEMOS = 3;

	private static final AtomicInteger NETWORKS = new AtomicInteger();

	@Autowired
	Environment environment;

	@Autowired
	MutableClock clock;

	private final String network = "203.0.%d.".formatted(NETWORKS.incrementAndGet());

	@Test
	void visitorSessionsOfANetworkAreLimited() {
		for (int i = 0; i < SESSIONS; i++) {
			Browser visitor = visitor(i);
			assertThat(visitor.open("/reading-list").location()).isEqualTo("/login");
			assertThat(visitor.cookie("chronobook")).as("visitor %s", i).isPresent();
			// A visitor with a session opens no second one
			assertThat(visitor.open("/statistics").location()).isEqualTo("/login");
		}
		Browser late = visitor(200);
		assertThat(late.open("/reading-list").location()).isEqualTo("/login");
		assertThat(late.open("/oauth2/authorization/test").location()).isEqualTo("/login?provider=wait");
		assertThat(late.open("/login?provider=wait").text()).contains("Za dużo");
		Page login = late.open("/login");
		Page options = late.submit(login, "/login/passkey/options");
		assertThat(options.status()).isEqualTo(429);
		assertThat(options.header("Retry-After")).isNotBlank();
		assertThat(late.submit(late.open("/register"), "/register/providers/test").status()).isEqualTo(429);
		assertThat(expiredForm(late).location()).isEqualTo("/login?expired");
		assertThat(late.cookie("chronobook")).isEmpty();

		assertThat(late.register(UUID.randomUUID() + "@example.org", "lubię stare mapy i herbatę").location())
			.isEqualTo("/");
		assertThat(late.signedIn()).isTrue();
		Browser elsewhere = new Browser(this.environment);
		elsewhere.open("/reading-list");
		assertThat(elsewhere.cookie("chronobook")).isPresent();

		this.clock.add(Duration.ofHours(1));
		Browser later = visitor(201);
		later.open("/reading-list");
		assertThat(later.cookie("chronobook")).isPresent();
	}

	@Test
	void passwordChecksOfANetworkAreLimited() {
		Browser visitor = visitor(1);
		Page form = visitor.open("/register");
		for (int i = 0; i < PASSWORD_CHECKS; i++) {
			assertThat(checkStrength(visitor, form).status()).isEqualTo(200);
		}
		assertThat(checkStrength(visitor, form).status()).isEqualTo(429);
		Browser neighbour = visitor(2);
		assertThat(checkStrength(neighbour, neighbour.open("/register")).status()).isEqualTo(429);
		Browser elsewhere = new Browser(this.environment);
		assertThat(checkStrength(elsewhere, elsewhere.open("/register")).status()).isEqualTo(200);

		this.clock.add(Duration.ofMinutes(1));
		assertThat(checkStrength(visitor, form).status()).isEqualTo(200);
	}

	@Test
	void demosOfANetworkAreLimitedWithoutAffectingOthers() {
		for (int i = 0; i < DEMOS; i++) {
			assertThat(startDemo(visitor(i))).as("demo %s", i).isEqualTo(302);
		}
		assertThat(startDemo(visitor(DEMOS))).isEqualTo(429);
		// The client can forge every address before the one that the proxy added
		assertThat(startDemo(new Browser(this.environment, "192.0.2.1, " + this.network + "77"))).isEqualTo(429);
		assertThat(startDemo(new Browser(this.environment))).isEqualTo(302);

		this.clock.add(Duration.ofHours(1).dividedBy(DEMOS));
		assertThat(startDemo(visitor(100))).isEqualTo(302);
		assertThat(startDemo(visitor(101))).isEqualTo(429);

		this.clock.add(Duration.ofHours(1));
		for (int i = 0; i < DEMOS; i++) {
			assertThat(startDemo(visitor(110 + i))).as("demo %s of the next hour", i).isEqualTo(302);
		}
	}

	private static int startDemo(Browser browser) {
		return browser.submit(browser.open("/"), "/demo").status();
	}

	private Browser visitor(int host) {
		return new Browser(this.environment, this.network + (host + 1));
	}

	private static Page checkStrength(Browser browser, Page form) {
		return browser.submit(form, "/register/strength", "password", "Krakow2024!Krakow");
	}

	private static Page expiredForm(Browser browser) {
		return browser.send("/reading-list/entries",
				(request) -> request.header("Referer", "http://127.0.0.1/reading-list")
					.POST(HttpRequest.BodyPublishers.noBody()));
	}

}
