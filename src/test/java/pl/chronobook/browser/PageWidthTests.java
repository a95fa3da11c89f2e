package pl.chronobook.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No page is wider than the phone that shows it, whatever the titles are.
 */
class PageWidthTests extends BrowserTest {

	private static final String LONG_WORD = "Konstantynopolitańczykowianeczkowiczówna".repeat(6);

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@ValueSource(ints = { 320, 390 })
	void veryLongWordDoesNotWidenThePages(int width) {
		try (Page phone = newPage(ColorScheme.LIGHT, true)) {
			phone.setViewportSize(width, 800);
			register(phone);
			typeIn(phone, LONG_WORD, "680");
			typeIn(phone, LONG_WORD + " Tom II", "700");
			assertFits(phone, width);
			phone.locator("[id^=start-]").first().click();
			Locator book = phone.locator(".with-timer .row-title");
			String path = book.getAttribute("href");
			for (String page : new String[] { "/reading-list", path, "/sessions", "/sessions/new", "/statistics" }) {
				phone.navigate(page);
				assertFits(phone, width);
			}
			phone.navigate("/sessions");
			phone.locator("[data-step=start] button").first().click();
			phone.locator("[data-step=stop]").waitFor();
			assertFits(phone, width);
			this.jdbc.sql("UPDATE timed_sessions SET started_at = started_at - interval '5 minutes'").update();
			phone.locator("[data-step=stop] button").click();
			phone.locator("[data-stopped]").waitFor();
			assertFits(phone, width);
		}
	}

	private static void assertFits(Page phone, int width) {
		assertThat(((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue()).as(phone.url())
			.isLessThanOrEqualTo(width);
	}

}
