package pl.chronobook.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A form that is sent after the session has expired is shown again with the typed text
 * once its reader has signed in.
 */
class ExpiredSessionJourneyTests extends BrowserTest {

	@Test
	void typedBookIsRestoredAfterSigningInAgain() {
		String email = register(this.page);
		sendBookWithoutSession();
		assertThat(this.page.locator("main")).containsText("Ta strona była otwarta zbyt długo");
		signInOnThisPage(email);
		this.page.waitForURL("**/catalog/books/new");
		assertThat(this.page.locator("[name=title]")).hasValue("Lalka");
		assertThat(this.page.locator("[name=author]")).hasValue("Bolesław Prus");
		assertThat(this.page.locator("#toast")).containsText("Tu jest to, co było wpisane");
		this.page.locator("main form button[type=submit]").click();
		this.page.waitForURL("**/reading-list");
		this.page.navigate("/catalog/books/new");
		assertThat(this.page.locator("[name=title]")).hasValue("");
	}

	@Test
	void keptFormIsHiddenFromAnotherReaderInTheSameTab() {
		Page other = newPage(ColorScheme.LIGHT, true);
		String email = register(other);
		other.context().close();
		register(this.page);
		sendBookWithoutSession();
		signInOnThisPage(email);
		this.page.waitForURL("**/catalog/books/new");
		assertThat(this.page.locator("[name=title]")).hasValue("");
		assertThat(this.page.locator("#toast")).isEmpty();
	}

	@Test
	void passwordsAreNotStored() {
		register(this.page);
		this.page.navigate("/account");
		this.page.getByText("Zmień hasło").first().click();
		this.page.fill("#current", "nie to hasło");
		this.page.fill("#password", "zupełnie inne słowa tutaj");
		this.page.context().clearCookies();
		this.page.locator("form[action='/account/password'] button[type=submit]").click();
		this.page.waitForURL("**/login?expired");
		org.assertj.core.api.Assertions.assertThat((String) this.page.evaluate("JSON.stringify(sessionStorage)"))
			.doesNotContain("inne", "nie to");
	}

	private void sendBookWithoutSession() {
		this.page.navigate("/catalog/books/new");
		this.page.fill("[name=title]", "Lalka");
		this.page.fill("[name=author]", "Bolesław Prus");
		this.page.fill("[name=pages]", "680");
		this.page.context().clearCookies();
		this.page.locator("main form button[type=submit]").click();
		this.page.waitForURL("**/login?expired");
	}

	private void signInOnThisPage(String email) {
		this.page.fill("[name=email]", email);
		this.page.fill("[name=password]", PASSWORD);
		this.page.click("main form button[type=submit]:not(.link)");
	}

}
