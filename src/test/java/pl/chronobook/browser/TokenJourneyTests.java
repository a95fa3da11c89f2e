package pl.chronobook.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader creates an access token, a program uses it, the reader revokes it.
 */
class TokenJourneyTests extends BrowserTest {

	@Test
	void aTokenOpensTheApiUntilItIsRevoked() {
		Page page = this.page;
		page.setViewportSize(390, 844);
		register(page);
		page.navigate("/account");
		page.getByText("Tokeny dostępu").click();
		page.fill("#name", "Home Assistant w salonie");
		page.locator("main form button").last().click();
		String token = page.locator("#token-value").inputValue();
		assertFits(page);
		assertAccessible(page);

		assertThat(forecast(page, token).status()).isEqualTo(200);
		page.locator("[data-token] button").click();
		page.getByText("Token unieważniony").waitFor();
		assertThat(forecast(page, token).status()).isEqualTo(401);
	}

	private static APIResponse forecast(Page page, String token) {
		return page.request()
			.get("/api/v1/forecast", RequestOptions.create().setHeader("Authorization", "Bearer " + token));
	}

}
