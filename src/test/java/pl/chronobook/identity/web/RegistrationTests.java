package pl.chronobook.identity.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

@IdentityIntegrationTest
class RegistrationTests {

	private static final String PASSWORD = "lubię stare mapy i herbatę";

	private static final String NEUTRAL = "Nie udało się założyć konta na ten adres.";

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	private final String email = UUID.randomUUID() + "@example.org";

	@Test
	void aNewReaderIsSignedInStraightAway() {
		Browser browser = new Browser(this.environment);
		Page page = browser.register("  " + this.email.toUpperCase(Locale.ROOT) + " ", PASSWORD);
		assertThat(page.status()).isEqualTo(302);
		assertThat(page.location()).isEqualTo("/");
		assertThat(browser.open("/account").text()).contains(this.email);
	}

	@Test
	void thePasswordIsStoredAsArgon2idOnly() {
		new Browser(this.environment).register(this.email, PASSWORD);
		assertThat(storedPasswords()).singleElement().asString().startsWith("{argon2id}$argon2id$");
	}

	@Test
	void theZoneOfTheBrowserIsKept() {
		Browser browser = new Browser(this.environment);
		browser.submit(browser.open("/register"), "/register", "email", this.email, "password", PASSWORD, "zone",
				"America/Chicago");
		assertThat(storedZone()).isEqualTo("America/Chicago");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Mars/Olympus", "UTC", "" })
	void unusableBrowserZoneDefaultsToWarsaw(String zone) {
		Browser browser = new Browser(this.environment);
		browser.submit(browser.open("/register"), "/register", "email", this.email, "password", PASSWORD, "zone", zone);
		assertThat(storedZone()).isEqualTo("Europe/Warsaw");
	}

	@Test
	void refusedRegistrationShowsTheReasonAtItsFieldAndKeepsTheTypedAddress() {
		Browser browser = new Browser(this.environment);
		Page badAddress = browser.register("ania.example.org", PASSWORD);
		assertThat(badAddress.status()).isEqualTo(422);
		assertThat(badAddress.text()).contains("To nie wygląda na adres e-mail.", "value=\"ania.example.org\"",
				"aria-describedby=\"email-error\"");
		Page badPassword = browser.register(this.email, "polska123456");
		assertThat(badPassword.status()).isEqualTo(422);
		assertThat(badPassword.text()).contains("To hasło łatwo odgadnąć", this.email, "id=\"password-error\"")
			.doesNotContain("polska123456");
		assertThat(storedPasswords()).isEmpty();
	}

	@Test
	void typedTextIsEscaped() {
		Page page = new Browser(this.environment).register("\"><script>alert(1)</script>", PASSWORD);
		assertThat(page.text()).doesNotContain("<script>alert").contains("&lt;script&gt;");
	}

	@Test
	void aTakenAddressWithTheRightPasswordIsSignedIn() {
		new Browser(this.environment).register(this.email, PASSWORD);
		Browser again = new Browser(this.environment);
		assertThat(again.register(this.email, PASSWORD).location()).isEqualTo("/");
		assertThat(again.signedIn()).isTrue();
		assertThat(storedPasswords()).hasSize(1);
	}

	@Test
	void aTakenAddressWithAnotherPasswordGetsTheNeutralAnswer() {
		new Browser(this.environment).register(this.email, PASSWORD);
		List<String> before = storedPasswords();
		Browser stranger = new Browser(this.environment);
		Page page = stranger.register(this.email, "zupełnie inne słowa tutaj");
		assertThat(page.status()).isEqualTo(422);
		assertThat(page.text()).contains(NEUTRAL);
		assertThat(stranger.signedIn()).isFalse();
		assertThat(storedPasswords()).isEqualTo(before);
	}

	@Test
	void guessingPasswordsByRegisteringIsThrottledLikeSigningIn() {
		new Browser(this.environment).register(this.email, PASSWORD);
		Browser stranger = new Browser(this.environment);
		Page form = stranger.open("/register");
		for (int i = 0; i < 10; i++) {
			assertThat(stranger.submit(form, "/register", "email", this.email, "password", "las mgła kubek rower " + i)
				.status()).isEqualTo(422);
		}
		Page page = stranger.submit(form, "/register", "email", this.email, "password", PASSWORD);
		assertThat(page.status()).isEqualTo(429);
		assertThat(page.text()).contains("Za dużo prób. Spróbuj ponownie za 2 minuty.", this.email);
		assertThat(stranger.logIn(this.email, PASSWORD).status()).isEqualTo(429);
	}

	@Test
	void registrationsAtTheSameTimeEndInOneAccountAndNoError() throws Exception {
		List<Page> pages = atOnce(6, (browser) -> browser.register(this.email, PASSWORD));
		assertThat(pages).extracting(Page::status).containsOnly(302);
		assertThat(storedPasswords()).hasSize(1);
	}

	@Test
	void registrationsAtTheSameTimeWithDifferentPasswordsHaveOneWinner() throws Exception {
		List<Page> pages = atOnce(4, (browser) -> browser.register(this.email, "las mgła kubek " + UUID.randomUUID()));
		assertThat(pages).extracting(Page::status).containsOnly(302, 422);
		assertThat(pages).filteredOn((page) -> page.status() == 302).hasSize(1);
		assertThat(storedPasswords()).hasSize(1);
	}

	@Test
	void formSentTwiceSignsInOnce() {
		Browser browser = new Browser(this.environment);
		Page form = browser.open("/register");
		browser.submit(form, "/register", "email", this.email, "password", PASSWORD);
		Page second = browser.submit(form, "/register", "email", this.email, "password", PASSWORD);
		assertThat(second.location()).isEqualTo("/");
		assertThat(browser.signedIn()).isTrue();
		assertThat(storedPasswords()).hasSize(1);
	}

	@Test
	void formSentTwiceConcurrentlySignsInOnce() throws Exception {
		Browser browser = new Browser(this.environment);
		Page form = browser.open("/register");
		Callable<Page> send = () -> browser.submit(form, "/register", "email", this.email, "password", PASSWORD);
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			assertThat(executor.invokeAll(List.of(send, send, send)).stream().map(Future::resultNow))
				.extracting(Page::location)
				.containsOnly("/");
		}
		assertThat(browser.signedIn()).isTrue();
		assertThat(storedPasswords()).hasSize(1);
	}

	@Test
	void signedInReaderIsRedirectedFromTheRegistration() {
		Browser browser = new Browser(this.environment);
		browser.register(this.email, PASSWORD);
		assertThat(browser.open("/register").location()).isEqualTo("/");
		assertThat(browser.open("/login").location()).isEqualTo("/");
	}

	private List<Page> atOnce(int times, Function<Browser, Page> act) throws Exception {
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Page>> all = IntStream.range(0, times)
				.mapToObj((i) -> (Callable<Page>) () -> act.apply(new Browser(this.environment)))
				.toList();
			return executor.invokeAll(all).stream().map(Future::resultNow).toList();
		}
	}

	private List<String> storedPasswords() {
		return this.jdbc.sql("SELECT hashed_password FROM users WHERE email = :email")
			.param("email", this.email)
			.query(String.class)
			.list();
	}

	private String storedZone() {
		return this.jdbc.sql("SELECT time_zone FROM users WHERE email = :email")
			.param("email", this.email)
			.query(String.class)
			.single();
	}

	@Test
	void weaknessOfAPasswordIsShownWhileItIsTyped() {
		Browser visitor = new Browser(this.environment);
		Page form = visitor.open("/register");
		assertThat(visitor.submit(form, "/register/strength", "password", "Krakow2024!Krakow").text())
			.startsWith("To hasło łatwo odgadnąć");
		assertThat(visitor.submit(form, "/register/strength", "password", "lubię stare mapy i herbatę").text())
			.isEmpty();
	}

}
