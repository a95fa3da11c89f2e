package pl.chronobook.identity.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

@IdentityIntegrationTest
class LoginTests {

	private static final String PASSWORD = "lubię stare mapy i herbatę";

	private static final String NEUTRAL = "Ten adres i to hasło do siebie nie pasują.";

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	MutableClock clock;

	private final String email = UUID.randomUUID() + "@example.org";

	@Test
	void theRightPasswordOpensASessionWhateverTheCaseOfTheAddress() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		assertThat(browser.logIn(" " + this.email.toUpperCase(Locale.ROOT), PASSWORD).location()).isEqualTo("/");
		assertThat(browser.signedIn()).isTrue();
	}

	@Test
	void signInReturnsToTheRequestedPage() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		Page refused = browser.open("/catalog/search?q=%C5%82%C4%85ka&page=2");
		assertThat(refused.location()).isEqualTo("/login");
		assertThat(browser.logIn(this.email, PASSWORD).location()).isEqualTo("/catalog/search?q=%C5%82%C4%85ka&page=2");
	}

	@Test
	void forgedProxyHeaderCausesNoOpenRedirect() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		browser.open("/account", "X-Forwarded-Host", "evil.example");
		assertThat(browser.logIn(this.email, PASSWORD).header("Location")).doesNotContain("evil");
	}

	@Test
	void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		Page wrong = browser.logIn(this.email, "nie to hasło");
		Page unknown = browser.logIn("nikt-" + this.email, "nie to hasło");
		Page noAddress = browser.logIn("nikt", "nie to hasło");
		assertThat(List.of(wrong, unknown, noAddress)).allSatisfy((page) -> {
			assertThat(page.status()).isEqualTo(422);
			assertThat(page.text()).contains(NEUTRAL);
		});
		assertThat(wrong.text())
			.contains("value=\"" + this.email + "\"", "id=\"password-error\"",
					"aria-invalid=\"true\" aria-describedby=\"password-error\"")
			.doesNotContain("nie to hasło");
		assertThat(browser.signedIn()).isFalse();
	}

	@Test
	void emptyAndOverlongFieldsGetTheUsualRefusal() {
		Browser browser = new Browser(this.environment);
		assertThat(browser.logIn("", "").status()).isEqualTo(422);
		assertThat(browser.logIn(this.email, "x".repeat(100_000)).status()).isEqualTo(422);
		assertThat(browser.logIn("a\u0000b@example.org", "x\u0000y").status()).isEqualTo(422);
	}

	@Test
	void unknownAddressComputesAHashLikeAKnownOne() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		Page form = browser.open("/login");
		Duration known = Duration.ofDays(1);
		Duration unknown = Duration.ofDays(1);
		// In turns, so that a busy moment of the machine delays both; the fastest count
		for (int i = 0; i < 6; i++) {
			known = fastest(known, () -> browser.submit(form, "/login", "email", this.email, "password", "nie to"));
			unknown = fastest(unknown,
					() -> browser.submit(form, "/login", "email", "nikt-" + this.email, "password", "nie to"));
		}
		assertThat(unknown).isGreaterThan(known.dividedBy(3));
	}

	@Test
	void olderHashIsReplacedAtSignIn() {
		this.jdbc.sql("INSERT INTO users (email, hashed_password) VALUES (:email, :password)")
			.param("email", this.email)
			.param("password", "{bcrypt}" + new BCryptPasswordEncoder(4).encode("stary klucz do piwnicy"))
			.update();
		assertThat(new Browser(this.environment).logIn(this.email, "stary klucz do piwnicy").status()).isEqualTo(302);
		assertThat(this.jdbc.sql("SELECT hashed_password FROM users WHERE email = :email")
			.param("email", this.email)
			.query(String.class)
			.single()).startsWith("{argon2id}");
		assertThat(new Browser(this.environment).logIn(this.email, "stary klucz do piwnicy").status()).isEqualTo(302);
	}

	@Test
	void composedAndDecomposedLettersAreTheSamePassword() {
		account("żółta łódź na jeziorze");
		String decomposed = "z\u0307o\u0301łta ło\u0301dz\u0301 na jeziorze";
		assertThat(new Browser(this.environment).logIn(this.email, decomposed).status()).isEqualTo(302);
	}

	@Test
	void tenWrongPasswordsFromOneAddressAreThrottled() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		Page form = browser.open("/login");
		for (int i = 0; i < 10; i++) {
			assertThat(browser.submit(form, "/login", "email", this.email, "password", "nie " + i).status())
				.isEqualTo(422);
		}
		Page page = browser.submit(form, "/login", "email", " " + this.email.toUpperCase(Locale.ROOT), "password",
				PASSWORD);
		assertThat(page.status()).isEqualTo(429);
		assertThat(Integer.parseInt(page.header("Retry-After"))).isBetween(60, 90);
		assertThat(page.text()).contains("Za dużo prób. Spróbuj ponownie za 2 minuty.",
				this.email.toUpperCase(Locale.ROOT));
		assertThat(new Browser(this.environment).logIn(this.email, PASSWORD).status())
			.as("the reader at another address is not locked out")
			.isEqualTo(302);
	}

	@Test
	void attemptsAreRefilledOverTime() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		Page form = browser.open("/login");
		for (int i = 0; i < 11; i++) {
			browser.submit(form, "/login", "email", this.email, "password", "nie " + i);
		}
		this.clock.add(Duration.ofSeconds(91));
		assertThat(browser.submit(form, "/login", "email", this.email, "password", PASSWORD).status()).isEqualTo(302);
	}

	@Test
	void successfulSignInResetsTheFailures() {
		account(PASSWORD);
		String address = "203.0.113.77";
		for (int round = 0; round < 2; round++) {
			Browser browser = new Browser(this.environment, address);
			Page form = browser.open("/login");
			for (int i = 0; i < 9; i++) {
				assertThat(browser.submit(form, "/login", "email", this.email, "password", "nie " + i).status())
					.isEqualTo(422);
			}
			assertThat(browser.submit(form, "/login", "email", this.email, "password", PASSWORD).status())
				.isEqualTo(302);
		}
	}

	@Test
	void accountIsThrottledAcrossManyAddresses() {
		account(PASSWORD);
		for (int i = 0; i < 15; i++) {
			assertThat(new Browser(this.environment).logIn(this.email, "nie " + i).status()).isEqualTo(422);
		}
		assertThat(new Browser(this.environment).logIn(this.email, PASSWORD).status()).isEqualTo(429);
	}

	@Test
	void addressThatTriesManyAccountsIsThrottledWithoutThrottlingThem() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		Page form = browser.open("/login");
		for (int i = 0; i < 20; i++) {
			assertThat(
					browser.submit(form, "/login", "email", "konto" + i + "-" + this.email, "password", "zaq12wsxcde3")
						.status())
				.isEqualTo(422);
		}
		for (int i = 0; i < 20; i++) {
			assertThat(browser.submit(form, "/login", "email", this.email, "password", "zaq12wsxcde3").status())
				.isEqualTo(429);
		}
		assertThat(new Browser(this.environment).logIn(this.email, PASSWORD).status()).isEqualTo(302);
	}

	@Test
	void attemptsAtTheSameTimeAreAllCounted() throws InterruptedException {
		account(PASSWORD);
		String address = "203.0.113.78";
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Integer>> attempts = IntStream.range(0, 18).mapToObj((i) -> (Callable<Integer>) () -> {
				Browser browser = new Browser(this.environment, address);
				return browser.logIn(this.email, "nie " + i).status();
			}).toList();
			List<Integer> statuses = executor.invokeAll(attempts).stream().map(Future::resultNow).toList();
			assertThat(statuses).filteredOn((status) -> status == 422).hasSize(10);
			assertThat(statuses).filteredOn((status) -> status == 429).hasSize(8);
		}
	}

	@Test
	void formWithoutACsrfTokenIsRefused() {
		account(PASSWORD);
		Browser browser = new Browser(this.environment);
		browser.open("/login");
		Page page = browser.post("/login", "forged", "email", this.email, "password", PASSWORD);
		assertThat(page.location()).isEqualTo("/login?expired");
		assertThat(browser.open("/login?expired").text()).contains("Ta strona była otwarta zbyt długo.");
		assertThat(browser.signedIn()).isFalse();
	}

	private void account(String password) {
		Page page = new Browser(this.environment).register(this.email, password);
		assertThat(page.status()).isEqualTo(302);
	}

	private static Duration fastest(Duration best, Runnable act) {
		long start = System.nanoTime();
		act.run();
		return Duration.ofNanos(Math.min(best.toNanos(), System.nanoTime() - start));
	}

}
