package pl.chronobook.identity.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

@IdentityIntegrationTest
class SessionTests {

	private static final String PASSWORD = "lubię stare mapy i herbatę";

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	private final String email = UUID.randomUUID() + "@example.org";

	private Browser browser;

	@BeforeEach
	void register() {
		this.browser = new Browser(this.environment);
		assertThat(this.browser.register(this.email, PASSWORD).status()).isEqualTo(302);
	}

	@Test
	void sessionCookieIsSameSiteAndHttpOnly() {
		Page page = new Browser(this.environment).logIn(this.email, PASSWORD);
		assertThat(page.headers("Set-Cookie")).filteredOn((cookie) -> cookie.startsWith("chronobook="))
			.singleElement()
			.asString()
			.contains("HttpOnly", "SameSite=Lax", "Path=/")
			.doesNotContain("Max-Age", "Secure");
	}

	@Test
	void theCookiesAreSecureWhenTheRequestCameOverHttps() {
		Browser other = new Browser(this.environment);
		Page form = other.open("/login", "X-Forwarded-Proto", "https");
		Page page = other.post("/login", form.csrf(),
				List.of("X-Forwarded-Proto", "https", "Cookie",
						form.headers("Set-Cookie").getFirst().replaceFirst(";.*", "")),
				"email", this.email, "password", PASSWORD);
		assertThat(form.headers("Set-Cookie")).singleElement()
			.asString()
			.startsWith("__Host-chronobook-csrf=")
			.contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax");
		assertThat(page.headers("Set-Cookie")).filteredOn((cookie) -> cookie.startsWith("__Host-chronobook="))
			.singleElement()
			.asString()
			.contains("Secure", "Path=/", "HttpOnly")
			.doesNotContain("Domain");
	}

	@Test
	void aVisitorHasNoSession() {
		long before = sessions();
		Browser visitor = new Browser(this.environment);
		visitor.open("/");
		visitor.open("/login");
		visitor.open("/register");
		visitor.submit(visitor.open("/login"), "/login", "email", this.email, "password", "nie to");
		assertThat(visitor.cookie("chronobook")).isEmpty();
		assertThat(sessions()).isEqualTo(before);
	}

	@Test
	void signingInGivesANewSession() {
		Browser other = new Browser(this.environment);
		other.open("/account");
		String planted = other.cookie("chronobook").orElseThrow().getValue();
		other.logIn(this.email, PASSWORD);
		assertThat(other.signedIn()).isTrue();
		assertThat(other.cookie("chronobook").orElseThrow().getValue()).isNotEqualTo(planted);
		assertThat(new Browser(this.environment).open("/account", "Cookie", "chronobook=" + planted).status())
			.isEqualTo(302);
	}

	@Test
	void theSessionKnowsTheReaderButNoPasswordAndNoAddress() {
		assertThat(this.jdbc.sql("""
				SELECT count(*) FROM spring_session s JOIN users u ON s.principal_name = u.user_id::text
				WHERE u.email = :email""").param("email", this.email).query(Long.class).single()).isEqualTo(1);
		List<byte[]> attributes = this.jdbc.sql("""
				SELECT a.attribute_bytes FROM spring_session_attributes a
				JOIN spring_session s ON s.primary_id = a.session_primary_id
				JOIN users u ON s.principal_name = u.user_id::text WHERE u.email = :email""")
			.param("email", this.email)
			.query(byte[].class)
			.list();
		assertThat(attributes).isNotEmpty().allSatisfy((bytes) -> {
			String text = new String(bytes, StandardCharsets.ISO_8859_1);
			assertThat(text).doesNotContain("argon2", "{argon2id}", "lubi", this.email);
		});
	}

	@Test
	void withoutRememberMeTheSessionEndsWithTheBrowser() {
		Browser other = new Browser(this.environment);
		other.logIn(this.email, PASSWORD);
		other.restart();
		assertThat(other.signedIn()).isFalse();
	}

	@Test
	void aRememberedReaderIsSignedInAfterTheBrowserWasClosed() {
		Browser other = remembered();
		other.restart();
		assertThat(other.signedIn()).isTrue();
		assertThat(this.jdbc.sql("""
				SELECT max(max_inactive_interval) FROM spring_session s
				JOIN users u ON s.principal_name = u.user_id::text WHERE u.email = :email""")
			.param("email", this.email)
			.query(Integer.class)
			.single()).isEqualTo((int) Duration.ofDays(30).toSeconds());
	}

	@Test
	void theCookieOfARememberedReaderLastsThirtyDays() {
		Browser other = new Browser(this.environment);
		Page page = other.submit(other.open("/login"), "/login", "email", this.email, "password", PASSWORD,
				"remember-me", "true");
		assertThat(page.headers("Set-Cookie")).filteredOn((cookie) -> cookie.startsWith("chronobook="))
			.singleElement()
			.asString()
			.contains("Max-Age=" + Duration.ofDays(30).toSeconds());
	}

	@Test
	void logoutEndsTheSessionItselfNotOnlyTheCookie() {
		String session = this.browser.cookie("chronobook").orElseThrow().getValue();
		Page page = this.browser.submit(this.browser.open("/account"), "/logout");
		assertThat(page.location()).isEqualTo("/login?logout");
		assertThat(this.browser.open("/login?logout").text()).contains("Wylogowano Cię.");
		assertThat(this.browser.signedIn()).isFalse();
		assertThat(new Browser(this.environment).open("/account", "Cookie", "chronobook=" + session).status())
			.isEqualTo(302);
	}

	@Test
	void logoutByLinkOrWithoutATokenDoesNothing() {
		assertThat(this.browser.open("/logout").status()).isEqualTo(404);
		assertThat(this.browser.post("/logout", "forged").status()).isEqualTo(403);
		assertThat(this.browser.signedIn()).isTrue();
	}

	@Test
	void csrfTokenOfAVisitorIsInvalidAfterSignIn() {
		Browser other = new Browser(this.environment);
		Page form = other.open("/login");
		other.submit(form, "/login", "email", this.email, "password", PASSWORD);
		String visitors = new Browser(this.environment).open("/login").csrf();
		assertThat(other.post("/account/sessions/end-others", form.csrf()).status()).isEqualTo(403);
		assertThat(other.post("/account/sessions/end-others", visitors).status()).isEqualTo(403);
	}

	@Test
	void changingThePasswordEndsTheOtherSessionsIncludingRememberedOnes() {
		Browser other = remembered();
		String before = this.browser.cookie("chronobook").orElseThrow().getValue();
		Page page = this.browser.submit(this.browser.open("/account"), "/account/password", "current", PASSWORD,
				"password", "zupełnie inne słowa tutaj");
		assertThat(page.location()).isEqualTo("/account");
		assertThat(this.browser.open("/account").text()).contains("Zmieniono hasło.");
		assertThat(this.browser.cookie("chronobook").orElseThrow().getValue()).isNotEqualTo(before);
		assertThat(other.signedIn()).isFalse();
		assertThat(new Browser(this.environment).logIn(this.email, PASSWORD).status()).isEqualTo(422);
		assertThat(new Browser(this.environment).logIn(this.email, "zupełnie inne słowa tutaj").status())
			.isEqualTo(302);
	}

	@Test
	void otherDevicesCanBeSignedOut() {
		Browser other = remembered();
		this.browser.submit(this.browser.open("/account"), "/account/sessions/end-others");
		assertThat(other.signedIn()).isFalse();
		assertThat(this.browser.signedIn()).isTrue();
	}

	@Test
	void unreadableSessionRedirectsToTheLoginPage() {
		this.jdbc.sql("""
				UPDATE spring_session_attributes SET attribute_bytes = 'rubbish'::bytea
				WHERE session_primary_id IN (SELECT primary_id FROM spring_session s
				    JOIN users u ON s.principal_name = u.user_id::text WHERE u.email = :email)""")
			.param("email", this.email)
			.update();
		assertThat(this.browser.open("/account").location()).isEqualTo("/login");
		assertThat(this.browser.logIn(this.email, PASSWORD).location()).isEqualTo("/account");
	}

	@Test
	void formSentAfterTheSessionExpiredReturnsToItsPageAfterSignIn() {
		Browser browser = new Browser(this.environment);
		String referrer = "http://127.0.0.1:1/catalog/books/new?q=Lalka%20i%20inne";
		Page refused = browser.post("/catalog/books/new", "expired", List.of("Referer", referrer), "title", "Lalka");
		assertThat(refused.location()).isEqualTo("/login?expired");
		assertThat(browser.register(UUID.randomUUID() + "@example.org", PASSWORD).location())
			.isEqualTo("/catalog/books/new?q=Lalka%20i%20inne");
	}

	@Test
	void formOfAnotherSiteOpensNoSessionAndSetsNoReturnPath() {
		for (String referrer : List.of("https://evil.example/catalog/books/new", "http://127.0.0.1:1//evil.example",
				"http://127.0.0.1:1/{x}", "http://127.0.0.1:1/\\evil.example", "nonsense", "")) {
			Browser browser = new Browser(this.environment);
			Page refused = browser.post("/catalog/books/new", "expired", List.of("Referer", referrer));
			assertThat(refused.headers("Set-Cookie")).as(referrer)
				.noneMatch((cookie) -> cookie.startsWith("chronobook="));
			assertThat(browser.register(UUID.randomUUID() + "@example.org", PASSWORD).location()).isEqualTo("/");
		}
	}

	private Browser remembered() {
		Browser other = new Browser(this.environment);
		other.submit(other.open("/login"), "/login", "email", this.email, "password", PASSWORD, "remember-me", "true");
		assertThat(other.signedIn()).isTrue();
		return other;
	}

	private long sessions() {
		return this.jdbc.sql("SELECT count(*) FROM spring_session").query(Long.class).single();
	}

}
