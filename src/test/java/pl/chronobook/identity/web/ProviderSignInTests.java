package pl.chronobook.identity.web;

import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;
import pl.chronobook.identity.OpenIdProvider;
import pl.chronobook.identity.domain.MutableRegistration;
import pl.chronobook.identity.domain.RegistrationMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers sign in, register, link accounts and confirm their identity through a running
 * OpenID provider.
 */
@IdentityIntegrationTest
class ProviderSignInTests {

	private static final String PASSWORD = "lubię stare mapy i herbatę";

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	MutableClock clock;

	@Autowired
	MutableRegistration registration;

	private final String subject = UUID.randomUUID().toString();

	private final String email = this.subject + "@example.org";

	@AfterEach
	void openRegistration() {
		this.registration.setMode(RegistrationMode.OPEN);
	}

	@Test
	void firstSignInByAProviderCreatesAnAccountAndTheNextOneOpensIt() {
		OpenIdProvider.says(this.subject, Map.of("email", this.email, "email_verified", true));
		Browser browser = new Browser(this.environment);
		assertThat(browser.open("/login").text()).contains("Zaloguj się przez: Biblioteka Miejska");
		assertThat(signIn(browser).location()).isEqualTo("/");
		assertThat(browser.open("/account").text()).contains(this.email).doesNotContain("Zmień hasło");

		Browser other = new Browser(this.environment);
		assertThat(other.open("/reading-list").location()).isEqualTo("/login");
		assertThat(signIn(other).location()).isEqualTo("/reading-list");
		assertThat(linkedAccounts()).isEqualTo(1);
		assertThat(browser.open("/account").text()).contains("Zalogowano się w nowej przeglądarce");
	}

	@Test
	void theRequestHasPkceStateAndNonce() {
		assertThat(new Browser(this.environment).open("/oauth2/authorization/test").header("Location"))
			.contains("code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "scope=openid%20email")
			.doesNotContain("prompt=");
	}

	@Test
	void providersAnswerWorksOnceAndOnlyInTheBrowserThatRequestedIt() {
		String answer = OpenIdProvider.signIn(authorizationRequest(new Browser(this.environment)), this.subject);
		Browser thief = new Browser(this.environment);
		assertThat(thief.open(path(answer)).location()).isEqualTo("/login?provider=failed");
		assertThat(thief.signedIn()).isFalse();

		Browser browser = new Browser(this.environment);
		String own = path(OpenIdProvider.signIn(authorizationRequest(browser), this.subject));
		browser.open(own);
		assertThat(browser.open(own).location()).isEqualTo("/login?provider=failed");
	}

	@Test
	void anAccountIsNeverLinkedByItsAddress() {
		new Browser(this.environment).register(this.email, PASSWORD);
		OpenIdProvider.says(this.subject, Map.of("email", this.email, "email_verified", true));
		Browser browser = new Browser(this.environment);
		Page refused = signIn(browser);
		assertThat(refused.location()).isEqualTo("/login?provider=taken");
		assertThat(browser.signedIn()).isFalse();
		assertThat(browser.open(refused.location()).text()).contains("Zaloguj się do niego jak dotąd i połącz je");
	}

	@Test
	void unverifiedAddressIsNotCopiedIntoTheAccount() {
		OpenIdProvider.says(this.subject, Map.of("email", this.email, "email_verified", false));
		Browser browser = new Browser(this.environment);
		assertThat(signIn(browser).location()).isEqualTo("/");
		assertThat(browser.open("/account").text()).doesNotContain(this.email).doesNotContain(".invalid");
	}

	@Test
	void readerSignsInByALinkedProviderUntilItIsUnlinked() {
		Browser browser = new Browser(this.environment);
		browser.register(this.email, PASSWORD);
		assertThat(link(browser).location()).isEqualTo("/account/security?provider=linked");
		assertThat(browser.open("/account/security?provider=linked").text()).contains("Od teraz możesz się tak logować",
				"Odłącz: Biblioteka Miejska");

		Browser other = new Browser(this.environment);
		signIn(other);
		assertThat(other.open("/account").text()).contains(this.email, "Połączono konto z logowaniem przez dostawcę");

		assertThat(unlink(browser).location()).isEqualTo("/account/security");
		assertThat(browser.open("/account/security").text()).contains("Odłączono.")
			.doesNotContain("Odłącz: Biblioteka Miejska");
	}

	@Test
	void lastWayToSignInCannotBeRemoved() {
		Browser browser = new Browser(this.environment);
		signIn(browser);
		unlink(browser);
		assertThat(browser.open("/account/security").text()).contains("To Twoja jedyna droga do konta",
				"Odłącz: Biblioteka Miejska");
	}

	@Test
	void linkOfAnotherReaderCanBeNeitherRemovedNorTakenOver() {
		Browser owner = new Browser(this.environment);
		signIn(owner);
		Matcher remove = Pattern.compile("/account/security/links/[0-9a-f-]+/remove")
			.matcher(owner.open("/account/security").text());
		assertThat(remove.find()).isTrue();
		Browser other = new Browser(this.environment);
		other.register(UUID.randomUUID() + "@example.org", PASSWORD);
		assertThat(other.submit(other.open("/account/security"), remove.group()).status()).isEqualTo(404);
		assertThat(link(other).location()).isEqualTo("/account/security?provider=taken");
	}

	@Test
	void linkingRequiresAFreshSignInAtTheProvider() {
		Browser browser = new Browser(this.environment);
		browser.register(this.email, PASSWORD);
		browser.submit(browser.open("/account/security"), "/account/security/providers/test");
		assertThat(authorizationRequest(browser)).contains("prompt=login", "max_age=0");
	}

	@Test
	void answerToALinkIsIgnoredIfAnotherReaderHasSignedInMeanwhile() {
		Browser browser = new Browser(this.environment);
		browser.register(this.email, PASSWORD);
		browser.submit(browser.open("/account/security"), "/account/security/providers/test");
		String answer = path(OpenIdProvider.signIn(authorizationRequest(browser), this.subject));
		browser.submit(browser.open("/account"), "/logout");
		browser.register(UUID.randomUUID() + "@example.org", PASSWORD);
		browser.open(answer);
		assertThat(this.jdbc.sql("SELECT count(*) FROM provider_links WHERE subject = ?")
			.param(this.subject)
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void aReaderWithoutAPasswordConfirmsByTheProvider() {
		Browser browser = new Browser(this.environment);
		signIn(browser);
		this.clock.add(Duration.ofMinutes(11));
		Page refused = browser.open("/transfer/export.zip");
		Page form = browser.open(refused.location());
		assertThat(form.text()).contains("Potwierdź przez: Biblioteka Miejska").doesNotContain("Twoje hasło");

		authenticatedAgo(Duration.ofHours(1));
		assertThat(confirm(browser, form).location())
			.isEqualTo("/account/confirm?refused&next=%2Ftransfer%2Fexport.zip");
		assertThat(browser.open("/transfer/export.zip").status()).isEqualTo(302);

		authenticatedAgo(Duration.ofSeconds(5));
		assertThat(confirm(browser, browser.open(refused.location())).location()).isEqualTo("/transfer/export.zip");
		assertThat(browser.open("/transfer/export.zip").status()).isEqualTo(200);
	}

	@Test
	void aReaderWithoutAPasswordDeletesTheAccount() {
		Browser browser = new Browser(this.environment);
		signIn(browser);
		assertThat(browser.submit(browser.open("/account/delete"), "/account/delete").location())
			.isEqualTo("/?goodbye");
		assertThat(linkedAccounts()).isZero();
	}

	@Test
	void accountWithoutAPasswordRefusesEveryPassword() {
		OpenIdProvider.says(this.subject, Map.of("email", this.email, "email_verified", true));
		signIn(new Browser(this.environment));
		assertThat(new Browser(this.environment).logIn(this.email, PASSWORD).status()).isEqualTo(422);
		assertThat(new Browser(this.environment).register(this.email, PASSWORD).status()).isEqualTo(422);
	}

	@Test
	void unreachableProviderLeadsToTheLoginPageWithAMessage() {
		Browser browser = new Browser(this.environment);
		assertThat(browser.open("/oauth2/authorization/down").location()).isEqualTo("/login?provider=failed");
		assertThat(browser.open("/login?provider=failed").text()).contains("Logowanie u dostawcy się nie udało");
		assertThat(browser.open("/oauth2/authorization/unknown").status()).isEqualTo(404);
	}

	@Test
	void closedRegistrationRequiresAnInvitationThatWorksOnce() {
		Browser host = new Browser(this.environment);
		host.register(this.email, PASSWORD);
		this.registration.setMode(RegistrationMode.CLOSED);
		Browser stranger = new Browser(this.environment);
		assertThat(stranger.open("/register").text()).contains("Konta zakładają tu osoby z zaproszeniem")
			.doesNotContain("name=\"password\"");
		assertThat(stranger
			.post("/register", stranger.open("/login").csrf(), "email", "x@example.org", "password", PASSWORD)
			.status()).isEqualTo(403);
		assertThat(signIn(stranger).location()).isEqualTo("/login?provider=closed");

		String invitation = invite(host);
		String guest = UUID.randomUUID() + "@example.org";
		Page form = stranger.open("/register?invitation=" + invitation);
		assertThat(stranger.submit(form, "/register", "email", guest, "password", PASSWORD, "invitation", invitation)
			.location()).isEqualTo("/");
		Browser second = new Browser(this.environment);
		assertThat(second.open("/register?invitation=" + invitation).text()).doesNotContain("name=\"password\"");

		String other = invite(host);
		Page page = second.open("/register?invitation=" + other);
		second.submit(page, "/register/providers/test", "invitation", other);
		assertThat(answer(second).location()).isEqualTo("/");
		assertThat(host.open("/account/invitations").text()).contains("Nie masz otwartych zaproszeń");
	}

	@Test
	void invitationsExpireAreLimitedToFiveAndCanBeWithdrawn() {
		Browser host = new Browser(this.environment);
		host.register(this.email, PASSWORD);
		assertThat(host.open("/account/invitations").status()).isEqualTo(404);
		this.registration.setMode(RegistrationMode.CLOSED);
		String expired = invite(host);
		this.clock.add(Duration.ofDays(7).plusMinutes(1));
		assertThat(new Browser(this.environment).open("/register?invitation=" + expired).text())
			.doesNotContain("name=\"password\"");

		host = new Browser(this.environment);
		host.logIn(this.email, PASSWORD);
		String withdrawn = invite(host);
		for (int i = 0; i < 4; i++) {
			invite(host);
		}
		assertThat(host.submit(host.open("/account/invitations"), "/account/invitations").location())
			.isEqualTo("/account/invitations");
		assertThat(host.open("/account/invitations").text()).contains("Masz już pięć otwartych zaproszeń");
		host.submit(host.open("/account/invitations"), "/account/invitations/withdraw");
		assertThat(new Browser(this.environment).open("/register?invitation=" + withdrawn).text())
			.doesNotContain("name=\"password\"");
	}

	@Test
	void passwordRegistrationIsRefusedInOidcOnlyMode() {
		this.registration.setMode(RegistrationMode.OIDC_ONLY);
		Browser browser = new Browser(this.environment);
		Page page = browser.open("/register");
		assertThat(page.text()).contains("Załóż konto przez: Biblioteka Miejska").doesNotContain("name=\"password\"");
		assertThat(browser.submit(page, "/register", "email", this.email, "password", PASSWORD).status())
			.isEqualTo(403);
		assertThat(signIn(browser).location()).isEqualTo("/");
	}

	private String invite(Browser host) {
		Page page = host.submit(host.open("/account/invitations"), "/account/invitations");
		Matcher token = Pattern.compile("/register\\?invitation=([\\w-]{27})\"").matcher(page.text());
		assertThat(token.find()).isTrue();
		return token.group(1);
	}

	private Page link(Browser browser) {
		Page left = browser.submit(browser.open("/account/security"), "/account/security/providers/test");
		assertThat(left.header("Refresh")).isEqualTo("0;url=/oauth2/authorization/test");
		return answer(browser);
	}

	private Page unlink(Browser browser) {
		Page page = browser.open("/account/security");
		Matcher remove = Pattern.compile("/account/security/links/[0-9a-f-]+/remove").matcher(page.text());
		assertThat(remove.find()).isTrue();
		return browser.submit(page, remove.group());
	}

	private Page confirm(Browser browser, Page form) {
		browser.submit(form, "/account/confirm/providers/test", "next", "/transfer/export.zip");
		return answer(browser);
	}

	private Page signIn(Browser browser) {
		return answer(browser);
	}

	private Page answer(Browser browser) {
		return browser.open(path(OpenIdProvider.signIn(authorizationRequest(browser), this.subject)));
	}

	private void authenticatedAgo(Duration ago) {
		OpenIdProvider.says(this.subject, Map.of("auth_time", Date.from(this.clock.instant().minus(ago))));
	}

	private static String authorizationRequest(Browser browser) {
		return browser.open("/oauth2/authorization/test").header("Location");
	}

	private static String path(String address) {
		return address.replaceFirst("^http://127.0.0.1:\\d+", "");
	}

	private int linkedAccounts() {
		return this.jdbc.sql("SELECT count(*) FROM provider_links WHERE subject = ?")
			.param(this.subject)
			.query(Integer.class)
			.single();
	}

}
