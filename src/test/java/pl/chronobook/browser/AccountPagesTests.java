package pl.chronobook.browser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.domain.MutableRegistration;
import pl.chronobook.identity.domain.RegistrationMode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Everybody can use the pages of identity: in light, dark and forced colours, on a phone
 * and on a desktop.
 */
class AccountPagesTests extends BrowserTest {

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MutableRegistration registration;

	@Test
	void everyPageIsAccessibleAndFits() {
		Page page = this.page;
		for (String path : List.of("/login", "/register", "/login/recover")) {
			page.navigate(path);
			check(page);
		}
		String email = register(page);
		page.navigate("/account/security");
		page.getByText("Włącz kody z aplikacji").click();
		page.locator("svg.qr").waitFor();
		check(page);
		page.getByText("Utwórz kody").click();
		page.locator(".codes").waitFor();
		check(page);
		for (String path : List.of("/account", "/account/confirm", "/account/delete")) {
			page.navigate(path);
			check(page);
		}
		pagesOfProviders(page);
		pagesOfInvitations(page);
		page.navigate("/account");
		page.getByText("Zmień hasło").first().click();
		page.fill("#current", "nie to hasło, wcale");
		page.fill("#password", "zupełnie inne słowa tutaj");
		page.locator("form[action='/account/password'] button[type=submit]").click();
		page.locator("#current-error").waitFor();
		check(page);
		pageOfTheSecondFactor(page, email);
		page.context().close();
		pageOfWaiting();
	}

	/** The links of the account, and the page that leads to a provider. */
	private static void pagesOfProviders(Page page) {
		page.navigate("/account/security?provider=taken");
		assertThat(page.locator("main")).containsText("Połącz: Biblioteka Miejska");
		check(page);
		page.route("**/account/security/providers/*", AccountPagesTests::stay);
		page.getByText("Połącz: Biblioteka Miejska").click();
		assertThat(page.locator("h1")).containsText("Przechodzisz do");
		check(page);
		page.unroute("**/account/security/providers/*");
	}

	/** Removes the header by which the page would redirect at once. */
	private static void stay(Route route) {
		APIResponse answer = route.fetch();
		Map<String, String> headers = new HashMap<>(answer.headers());
		headers.remove("refresh");
		route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
	}

	private void pagesOfInvitations(Page page) {
		this.registration.setMode(RegistrationMode.CLOSED);
		try {
			page.navigate("/account/invitations");
			check(page);
			page.getByText("Utwórz zaproszenie").click();
			page.locator("#invitation").waitFor();
			check(page);
		}
		finally {
			this.registration.setMode(RegistrationMode.OPEN);
		}
	}

	private void pageOfTheSecondFactor(Page page, String email) {
		this.jdbc.sql("""
				UPDATE authenticator_apps SET confirmed_at = now()
				WHERE user_id = (SELECT user_id FROM users WHERE email = ?)""").param(email).update();
		page.context().clearCookies();
		page.navigate("/login");
		page.fill("[name=email]", email);
		page.fill("[name=password]", PASSWORD);
		page.click("main form button[type=submit]:not(.link)");
		page.waitForURL("**/login/code");
		check(page);
		page.fill("#code", "000000");
		page.locator("main form button[type=submit]").click();
		page.locator("#code-error").waitFor();
		check(page);
	}

	/** Uses a network of its own, so that the rate limit hits no other test. */
	private void pageOfWaiting() {
		Page page = newPage(ColorScheme.LIGHT, true);
		try {
			page.navigate("http://[::1]:" + port() + "/register");
		}
		catch (PlaywrightException ex) {
			// This machine has no IPv6
			page.context().close();
			return;
		}
		page.route("**/register/strength", AccountPagesTests::askUntilRefused);
		page.evaluate("""
				() => {
				  const form = document.querySelector('form[action="/register"]');
				  form.noValidate = true;
				  form.action = '/register/strength';
				  form.submit();
				}""");
		assertThat(page.locator("h1")).containsText("Chwila przerwy");
		check(page);
		page.context().close();
	}

	/** Repeats the request until the rate limit of this network refuses it. */
	private static void askUntilRefused(Route route) {
		for (int request = 0; request < 1_000; request++) {
			APIResponse answer = route.fetch();
			if (answer.status() == 429) {
				route.fulfill(new Route.FulfillOptions().setResponse(answer));
				return;
			}
		}
		throw new AssertionError("A network may ask as often as it likes");
	}

	private static void check(Page page) {
		assertAccessible(page);
		assertAccessibleInForcedColours(page);
		assertFits(page);
		page.setViewportSize(1280, 800);
		assertFits(page);
		page.setViewportSize(390, 844);
	}

}
