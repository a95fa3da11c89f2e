package pl.chronobook.identity.web;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions, second factors, recovery codes, confirmation and notices, in the browser of a
 * reader.
 */
@IdentityIntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class AccountSecurityTests {

	private static final String PASSWORD = "lubię stare mapy i herbatę";

	private static final String OTHER_PASSWORD = "zupełnie inne słowa tutaj";

	private static final Pattern CODE = Pattern.compile("<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>");

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	MeterRegistry meters;

	@Autowired
	MutableClock clock;

	private final String email = UUID.randomUUID() + "@example.org";

	private Browser browser;

	@BeforeEach
	void register() {
		this.browser = new Browser(this.environment);
		assertThat(this.browser.register(this.email, PASSWORD).status()).isEqualTo(302);
	}

	@Test
	void signInSessionsAreListedAndOneCanBeEnded() {
		Browser phone = new Browser(this.environment);
		phone.post("/login", phone.open("/login").csrf(), List.of("User-Agent",
				"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"),
				"email", this.email, "password", PASSWORD);
		Page page = this.browser.open("/account/security");
		assertThat(page.text()).contains("Safari, iPhone", "to urządzenie", "Nieznana przeglądarka");
		Matcher end = Pattern.compile("action=\"(/account/security/sessions/[0-9a-f-]+/end)\"").matcher(page.text());
		assertThat(end.find()).isTrue();
		assertThat(this.browser.submit(page, end.group(1)).location()).isEqualTo("/account/security");
		assertThat(phone.signedIn()).isFalse();
		assertThat(this.browser.signedIn()).isTrue();
		assertThat(this.browser.submit(page, end.group(1)).status()).isEqualTo(404);
	}

	@Test
	void aSessionOfAnotherReaderCannotBeEnded() {
		Browser other = new Browser(this.environment);
		other.register(UUID.randomUUID() + "@example.org", PASSWORD);
		new Browser(this.environment).logIn(this.email, PASSWORD);
		Page page = this.browser.open("/account/security");
		Matcher end = Pattern.compile("action=\"(/account/security/sessions/[0-9a-f-]+/end)\"").matcher(page.text());
		assertThat(end.find()).isTrue();
		assertThat(other.submit(other.open("/account/security"), end.group(1)).status()).isEqualTo(404);
	}

	@Test
	void getRequestForAFormsAddressRedirectsToItsPage() {
		for (String form : List.of("/app", "/app/confirm", "/recovery-codes", "/notices")) {
			assertThat(this.browser.open("/account/security" + form).location()).isEqualTo("/account/security");
		}
	}

	@Test
	void sensitivePageRequiresAConfirmationTenMinutesAfterTheSignIn() {
		assertThat(this.browser.open("/transfer/export.zip").status()).isEqualTo(200);
		this.clock.add(Duration.ofMinutes(11));
		Page refused = this.browser.open("/transfer/export.zip");
		assertThat(refused.location()).isEqualTo("/account/confirm?next=%2Ftransfer%2Fexport.zip");
		Page form = this.browser.open(refused.location());
		assertThat(this.browser.submit(form, "/account/confirm", "next", "/transfer/export.zip", "password", "nie to")
			.status()).isEqualTo(422);
		assertThat(this.browser.submit(form, "/account/confirm", "next", "/transfer/export.zip", "password", PASSWORD)
			.location()).isEqualTo("/transfer/export.zip");
		assertThat(this.browser.open("/transfer/export.zip").status()).isEqualTo(200);
	}

	@Test
	void confirmationRedirectsOnlyToOwnPages() {
		Page form = this.browser.open("/account/confirm?next=//evil.example");
		for (String next : List.of("//evil.example", "https://evil.example", "/\\evil.example",
				"javascript:alert(1)")) {
			assertThat(this.browser.submit(form, "/account/confirm", "next", next, "password", PASSWORD).location())
				.isEqualTo("/account");
			form = this.browser.open("/account/confirm");
		}
	}

	@Test
	void htmxRequestIsRedirectedToTheConfirmation() {
		Page form = this.browser.open("/account/security");
		this.clock.add(Duration.ofMinutes(11));
		Page refused = this.browser.post("/account/security/recovery-codes", form.csrf(),
				List.of("HX-Request", "true"));
		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.header("HX-Redirect")).isEqualTo("/account/confirm?next=%2Faccount%2Fsecurity");
		assertThat(codesLeft()).isZero();
	}

	@Test
	void secondFactorIsRequiredAfterThePasswordAndEachCodeWorksOnce() {
		byte[] secret = turnOnApp();
		Browser other = new Browser(this.environment);
		assertThat(other.logIn(this.email, PASSWORD).location()).isEqualTo("/login/code");
		assertThat(other.signedIn()).isFalse();
		Page form = other.open("/login/code");
		assertThat(other.submit(form, "/login/code", "code", wrongCode(secret, 0)).status()).isEqualTo(422);
		this.clock.add(Duration.ofSeconds(30));
		String code = code(secret, this.clock.instant());
		other.submit(form, "/login/code", "code", code);
		assertThat(other.signedIn()).isTrue();

		Browser eavesdropper = new Browser(this.environment);
		eavesdropper.logIn(this.email, PASSWORD);
		assertThat(eavesdropper.submit(eavesdropper.open("/login/code"), "/login/code", "code", code).status())
			.isEqualTo(422);
		assertThat(eavesdropper.signedIn()).isFalse();
	}

	@Test
	void attemptsToGuessCodesAreLimited() {
		byte[] secret = turnOnApp();
		Browser other = new Browser(this.environment);
		int status = 0;
		for (int attempt = 0; attempt < 12 && status != 429; attempt++) {
			Page answer = other.logIn(this.email, PASSWORD);
			status = (answer.status() == 302)
					? other.submit(other.open("/login/code"), "/login/code", "code", wrongCode(secret, attempt))
						.status()
					: answer.status();
		}
		assertThat(status).isEqualTo(429);
	}

	@Test
	void recoveryCodeReplacesTheAppsCodeOnce() {
		String code = recoveryCode();
		turnOnApp();
		Browser other = new Browser(this.environment);
		other.logIn(this.email, PASSWORD);
		assertThat(other.submit(other.open("/login/code"), "/login/code", "code", code.toLowerCase(Locale.ROOT))
			.location()).isEqualTo("/");
		other = new Browser(this.environment);
		other.logIn(this.email, PASSWORD);
		assertThat(other.submit(other.open("/login/code"), "/login/code", "code", code).status()).isEqualTo(422);
	}

	@Test
	void aRecoveryCodeResetsAForgottenPasswordAndEndsAllSessions() {
		String code = recoveryCode();
		assertThat(this.jdbc
			.sql("SELECT count(*) FROM recovery_codes WHERE encode(code_hash, 'escape') LIKE '%' || ? || '%'")
			.param(code)
			.query(Long.class)
			.single()).isZero();
		Browser other = new Browser(this.environment);
		Page form = other.open("/login/recover");
		Page refused = other.submit(form, "/login/recover", "email", this.email, "code", "AAAA-AAAA-AAAA-AAAA",
				"password", OTHER_PASSWORD);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.text())
			.contains("value=\"" + this.email + "\"", "value=\"AAAA-AAAA-AAAA-AAAA\"", "id=\"code-error\"",
					"aria-describedby=\"code-error\"")
			.doesNotContain(OTHER_PASSWORD);
		assertThat(
				other.submit(form, "/login/recover", "email", this.email, "code", code, "password", "krótkie").status())
			.isEqualTo(422);
		assertThat(other.submit(form, "/login/recover", "email", this.email, "code", code, "password", OTHER_PASSWORD)
			.location()).isEqualTo("/login?recovered");
		assertThat(this.browser.signedIn()).isFalse();
		assertThat(other.logIn(this.email, OTHER_PASSWORD).location()).isEqualTo("/");
		assertThat(other.open("/").text()).contains("Ustawiono nowe hasło kodem ratunkowym.");
		Browser again = new Browser(this.environment);
		assertThat(again
			.submit(again.open("/login/recover"), "/login/recover", "email", this.email, "code", code, "password",
					PASSWORD)
			.status()).isEqualTo(422);
	}

	@Test
	void signInFromANewBrowserIsNotifiedToOtherSessionsAndCannotBeConfirmedByItself() {
		assertThat(this.browser.open("/").text()).doesNotContain("Na Twoim koncie");
		Browser intruder = new Browser(this.environment);
		intruder.logIn(this.email, PASSWORD);
		assertThat(intruder.open("/").text()).doesNotContain("nowej przeglądarce");
		intruder.submit(intruder.open("/account/security"), "/account/security/notices");
		Page page = this.browser.open("/");
		assertThat(page.text()).contains("Zalogowano się w nowej przeglądarce.");
		this.browser.submit(page, "/account/security/notices");
		assertThat(this.browser.open("/").text()).doesNotContain("nowej przeglądarce");
	}

	@Test
	void signInFromAKnownBrowserMakesNoNotice() {
		this.browser.submit(this.browser.open("/account"), "/logout");
		this.browser.logIn(this.email, PASSWORD);
		assertThat(this.browser.open("/").text()).doesNotContain("nowej przeglądarce");
	}

	@Test
	void logoutClearsTheBrowsersStorage() {
		Page page = this.browser.post("/logout", this.browser.open("/account").csrf(), List.of("X-Forwarded-Proto",
				"https", "Cookie", "__Host-chronobook=" + this.browser.cookie("chronobook").orElseThrow().getValue()));
		assertThat(page.header("Clear-Site-Data")).contains("\"cache\"", "\"storage\"");
	}

	@Test
	void securityLogContainsEventsButNoAddresses(CapturedOutput output) {
		double failed = count("sign_in_failed");
		new Browser(this.environment).logIn(this.email, "nie to hasło");
		new Browser(this.environment).logIn(this.email, PASSWORD);
		assertThat(count("sign_in_failed")).isEqualTo(failed + 1);
		assertThat(output).contains("Security event").doesNotContain(this.email, "nie to hasło");
	}

	private double count(String event) {
		return this.meters.get("chronobook.security.events").tag("event", event).counter().count();
	}

	private int codesLeft() {
		return this.jdbc.sql("SELECT count(*) FROM recovery_codes JOIN users USING (user_id) WHERE email = ?")
			.param(this.email)
			.query(Integer.class)
			.single();
	}

	private String recoveryCode() {
		Page page = this.browser.submit(this.browser.open("/account/security"), "/account/security/recovery-codes");
		Matcher code = CODE.matcher(page.text());
		assertThat(code.find()).isTrue();
		assertThat(codesLeft()).isEqualTo(10);
		return code.group(1);
	}

	@Test
	void registeringAgainDoesNotBypassTheSecondFactor() {
		turnOnApp();
		Browser thief = new Browser(this.environment);
		assertThat(thief.register(this.email, PASSWORD).location()).isEqualTo("/login/code");
		assertThat(thief.signedIn()).isFalse();
	}

	@Test
	void rightPasswordDoesNotResetTheLimitOfCodes() {
		byte[] secret = turnOnApp();
		int refused = 0;
		for (int attempt = 0; attempt < 25; attempt++) {
			this.clock.add(Duration.ofMinutes(3));
			Browser thief = new Browser(this.environment);
			thief.register(this.email, PASSWORD);
			Page answer = thief.submit(thief.open("/login/code"), "/login/code", "code", wrongCode(secret, attempt));
			refused += (answer.status() == 429) ? 1 : 0;
		}
		assertThat(refused).isPositive();
	}

	@Test
	void wrongCodeAfterTheRightPasswordMakesANotice() {
		byte[] secret = turnOnApp();
		Browser thief = new Browser(this.environment);
		thief.logIn(this.email, PASSWORD);
		thief.submit(thief.open("/login/code"), "/login/code", "code", wrongCode(secret, 0));
		assertThat(this.browser.open("/").text()).contains("Ktoś podał Twoje hasło, ale zły kod");
	}

	@Test
	void secretOfAnUnconfirmedAppIsShownOnlyAfterARecentSignIn() {
		this.browser.submit(this.browser.open("/account/security"), "/account/security/app");
		assertThat(this.browser.open("/account/security").text()).contains("otpauth://");
		this.clock.add(Duration.ofMinutes(11));
		assertThat(this.browser.open("/account/security").text()).doesNotContain("otpauth://");
	}

	@Test
	void aRecoveryCodeUsedTwiceAtOnceWorksOnce() throws Exception {
		turnOnApp();
		String code = recoveryCode();
		List<Browser> thieves = List.of(new Browser(this.environment), new Browser(this.environment),
				new Browser(this.environment));
		List<Callable<Integer>> attempts = new ArrayList<>();
		for (Browser thief : thieves) {
			thief.logIn(this.email, PASSWORD);
			Page form = thief.open("/login/code");
			attempts.add(() -> thief.submit(form, "/login/code", "code", code).status());
		}
		try (ExecutorService parallel = Executors.newFixedThreadPool(attempts.size())) {
			for (Future<Integer> answer : parallel.invokeAll(attempts)) {
				answer.get();
			}
		}
		assertThat(thieves.stream().filter(Browser::signedIn)).hasSize(1);
	}

	private byte[] turnOnApp() {
		this.browser.submit(this.browser.open("/account/security"), "/account/security/app");
		byte[] secret = this.jdbc
			.sql("SELECT secret FROM authenticator_apps JOIN users USING (user_id) WHERE email = ?")
			.param(this.email)
			.query(byte[].class)
			.single();
		Page page = this.browser.open("/account/security");
		assertThat(this.browser.submit(page, "/account/security/app/confirm", "code", wrongCode(secret, 0)).status())
			.isEqualTo(422);
		assertThat(
				this.browser.submit(page, "/account/security/app/confirm", "code", code(secret, this.clock.instant()))
					.location())
			.isEqualTo("/account/security");
		return secret;
	}

	/** One of the codes that an authenticator app shows neither now nor soon. */
	private String wrongCode(byte[] secret, int number) {
		Set<String> right = IntStream.rangeClosed(-3, 3)
			.mapToObj((step) -> code(secret, this.clock.instant().plusSeconds(30L * step)))
			.collect(Collectors.toSet());
		return IntStream.range(0, 1_000)
			.mapToObj("%06d"::formatted)
			.filter((code) -> !right.contains(code))
			.skip(number)
			.findFirst()
			.orElseThrow();
	}

	/** Computes the code of an authenticator app, independently of the application. */
	private static String code(byte[] secret, Instant moment) {
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(secret, "HmacSHA1"));
			byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(moment.getEpochSecond() / 30).array());
			int offset = hash[19] & 0xf;
			return "%06d".formatted((ByteBuffer.wrap(hash, offset, 4).getInt() & Integer.MAX_VALUE) % 1_000_000);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
