package pl.chronobook.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A reader adds a passkey, signs in with it and removes it, with Chromium's virtual
 * authenticator.
 */
class PasskeyJourneyTests extends BrowserTest {

	@Test
	void aReaderAddsAPasskeySignsInWithItAndRemovesIt() {
		plugInAuthenticator(this.page);
		register(this.page);
		this.page.navigate("/account/security");
		this.page.fill("#passkey-label", "Telefon Ani");
		this.page.getByText("Dodaj klucz dostępu").click();
		assertThat(this.page.locator("main")).containsText("Telefon Ani");

		this.page.context().clearCookies();
		this.page.navigate("/login");
		this.page.getByText("Zaloguj się kluczem dostępu").click();
		this.page.waitForURL("**/");
		this.page.navigate("/account/security");
		this.page.getByLabel("Usuń klucz: Telefon Ani").click();
		assertThat(this.page.locator("#toast")).containsText("Usunięto klucz dostępu.");
		assertThat(this.page.locator("main")).not().containsText("Telefon Ani");

		this.page.context().clearCookies();
		this.page.navigate("/login");
		this.page.getByText("Zaloguj się kluczem dostępu").click();
		assertThat(this.page.locator("[data-passkey] [role=alert]")).isVisible();
	}

	@Test
	void strengthOfANewPasswordIsShownWhileItIsTyped() {
		this.page.navigate("/register");
		this.page.locator("[name=password]").pressSequentially("Krakow2024!Krakow");
		assertThat(this.page.locator("[data-checks-password]")).containsText("To hasło łatwo odgadnąć");
		this.page.locator("[name=password]").fill("krzesło zachmurzone siedem wiosło");
		assertThat(this.page.locator("[data-checks-password]")).containsText("nikt łatwo nie odgadnie");
	}

	@Test
	void withoutScriptsThePageOfSecurityStillWorks() {
		Page plain = newPage(ColorScheme.DARK, false);
		register(plain);
		plain.navigate("/account/security");
		plain.getByText("Utwórz kody").click();
		assertThat(plain.locator(".codes li")).hasCount(10);
		assertThat(plain.locator("main")).containsText("Zapisz je teraz");
		plain.context().close();
	}

	private static void plugInAuthenticator(Page page) {
		CDPSession devTools = page.context().newCDPSession(page);
		devTools.send("WebAuthn.enable");
		JsonObject options = new JsonObject();
		options.addProperty("protocol", "ctap2");
		options.addProperty("transport", "internal");
		options.addProperty("hasResidentKey", true);
		options.addProperty("hasUserVerification", true);
		options.addProperty("isUserVerified", true);
		options.addProperty("automaticPresenceSimulation", true);
		JsonObject arguments = new JsonObject();
		arguments.add("options", options);
		devTools.send("WebAuthn.addVirtualAuthenticator", arguments);
	}

}
