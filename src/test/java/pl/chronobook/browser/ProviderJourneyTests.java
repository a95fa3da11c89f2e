package pl.chronobook.browser;

import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

import pl.chronobook.identity.OpenIdProvider;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Readers sign up and link by a real OpenID provider, in a real browser, under the
 * security policy of the pages.
 */
class ProviderJourneyTests extends BrowserTest {

	private static final String PROVIDER = "Biblioteka Miejska";

	private final String subject = UUID.randomUUID().toString();

	@Test
	void aReaderSignsUpAndNobodyElseCanLinkTheirAccountOfTheProvider() {
		String email = this.subject + "@example.org";
		OpenIdProvider.says(this.subject, Map.of("email", email, "email_verified", true));
		Page reader = visitor(this.subject);
		open(reader, "/register");
		reader.getByText("Załóż konto przez: " + PROVIDER).click();
		reader.waitForURL("**/");
		open(reader, "/account");
		assertThat(reader.locator("main")).containsText(email);

		Page other = visitor(this.subject);
		signUp(other);
		link(other);
		assertThat(other.locator("main")).containsText("już połączone z innym kontem");
		assertThat(other.locator("main")).not().containsText("Odłącz");
		reader.context().close();
		other.context().close();
	}

	@Test
	void aReaderLinksAfterSigningInAndIsNotLinkedByTheirAddress() {
		Page reader = visitor(this.subject);
		String email = signUp(reader);
		OpenIdProvider.says(this.subject, Map.of("email", email, "email_verified", true));
		Page stranger = visitor(this.subject);
		open(stranger, "/login");
		stranger.getByText("Zaloguj się przez: " + PROVIDER).click();
		assertThat(stranger.locator("[role=alert]").first()).containsText("Na Twój adres e-mail jest już tu konto");

		link(reader);
		assertThat(reader.locator("main")).containsText("Od teraz możesz się tak logować");
		open(stranger, "/login");
		stranger.getByText("Zaloguj się przez: " + PROVIDER).click();
		stranger.waitForURL("**/");
		open(stranger, "/account");
		assertThat(stranger.locator("main")).containsText(email);
		reader.context().close();
		stranger.context().close();
	}

	/** A browser whose user is {@code subject} to the provider. */
	private Page visitor(String subject) {
		Page page = newPage(ColorScheme.LIGHT, true);
		page.context().setExtraHTTPHeaders(Map.of(OpenIdProvider.USER, subject));
		return page;
	}

	/** The provider knows the application by its loopback address. */
	private void open(Page page, String path) {
		page.navigate("http://127.0.0.1:" + port() + path);
	}

	private String signUp(Page page) {
		String email = UUID.randomUUID() + "@example.org";
		open(page, "/register");
		page.fill("[name=email]", email);
		page.fill("[name=password]", PASSWORD);
		page.click("form[action='/register'] button[type=submit]:not(.link)");
		page.waitForURL("**/");
		return email;
	}

	private void link(Page page) {
		open(page, "/account/security");
		page.getByText("Połącz: " + PROVIDER).click();
		page.waitForURL("**/account/security?provider=*");
	}

}
