package pl.chronobook.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.ScreenshotCaret;
import com.microsoft.playwright.options.SelectOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import pl.chronobook.sync.domain.Credential;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader adds a device, it reports progress as KOReader does, the reader says which
 * book it is, and the list, the statistics and the date follow.
 */
class DeviceJourneyTests extends BrowserTest {

	private static final String DOCUMENT = "0b229176d4e8db7f6d2b5a4952368d7a";

	@Test
	void progressOfADeviceBecomesASessionAndMovesTheDate() {
		Page page = this.page;
		register(page);
		typeIn(page, "Lalka", "600");
		logYesterday(page);
		page.navigate("/");
		String before = page.locator("#tbr-finish").getAttribute("datetime");

		page.navigate("/account");
		page.locator("a[href='/account/devices']").click();
		page.waitForURL("**/account/devices");
		page.fill("#name", "Kobo w sypialni");
		page.selectOption("#kind", "KOBO");
		look(page, "devices-empty");
		page.getByText("Dodaj czytnik", new Page.GetByTextOptions().setExact(true)).last().click();
		String login = page.locator("#device-login").innerText();
		String key = Credential.keyOf(page.locator("#device-password").innerText());
		page.locator("main details summary").click();
		look(page, "devices-added");

		assertThat(put(page, login, key, 0.11)).isOK();
		page.navigate("/account/devices");
		assertThat(page.locator("[data-device]")).containsText("11%");
		look(page, "devices");
		assertThat(page.getByText("Przekazuj też na własny serwer").boundingBox().height).isGreaterThanOrEqualTo(44);
		page.getByText("Powiedz, które książki").click();
		page.waitForURL("**/account/devices/books**");
		look(page, "pairing");
		page.selectOption("#entry-0", new SelectOption().setLabel("Lalka, Autor"));
		page.getByText("Zapamiętaj", new Page.GetByTextOptions().setExact(true)).click();
		page.getByText("Zapamiętane.").waitFor();

		page.navigate("/reading-list");
		reloadUntil(page, "main [name=page][value='66']");
		assertThat(page.locator("[data-entry]")).containsText("11%");
		look(page, "list");
		page.navigate("/statistics");
		assertThat(page.locator("main")).containsText("66");
		page.navigate("/");
		reloadUntil(page, "#tbr-finish[datetime]:not([datetime='%s'])".formatted(before));
		assertThat(page.locator("#tbr-finish").getAttribute("datetime")).isLessThan(before);
		look(page, "date");

		page.navigate("/account/devices");
		page.getByText("Przekazuj też na własny serwer").click();
		page.fill("#server", "ftp://sync.example.org");
		page.fill("#login", "anna");
		page.fill("#password", "tajne");
		page.getByText("Sprawdź i przekazuj").click();
		assertThat(page.locator("#server-error")).containsText("https://");
		assertThat(page.locator("#login")).hasValue("anna");
		assertThat(page.locator("#password")).hasValue("");
		look(page, "forwarding");
		page.navigate("/account/tokens");
		look(page, "tokens");
	}

	private static void logYesterday(Page page) {
		page.navigate("/sessions/new");
		page.fill("[name=day]", LocalDate.now(ZoneId.of("Europe/Warsaw")).minusDays(1).toString());
		page.fill("[name=start]", "20:00");
		page.fill("[name=end]", "21:00");
		page.fill("[name=to]", "10");
		page.locator("main form button[type=submit]").last().click();
		page.waitForURL("**/sessions");
	}

	/** Sends a progress report with the headers of KOReader. */
	private static APIResponse put(Page page, String login, String key, double percentage) {
		return page.request()
			.put("/sync/koreader/syncs/progress", RequestOptions.create()
				.setHeader("x-auth-user", login)
				.setHeader("x-auth-key", key)
				.setHeader("accept", "application/vnd.koreader.v1+json")
				.setHeader("content-type", "application/json")
				.setData(
						"{\"document\":\"%s\",\"progress\":\"/body/p[3]\",\"percentage\":%s,\"device\":\"Kobo\",\"device_id\":\"1\"}"
							.formatted(DOCUMENT, percentage)));
	}

	/** The page follows an event, so it is loaded again until it has. */
	private static void reloadUntil(Page page, String selector) {
		Awaitility.await()
			.pollInSameThread()
			.pollInterval(Duration.ofMillis(500))
			.atMost(Duration.ofMinutes(3))
			.until(() -> {
				page.reload();
				return page.locator(selector).count() > 0;
			});
	}

	/** With {@code -Dlook=DIR} the pages are also kept as pictures. */
	private static void look(Page page, String name) {
		assertFits(page);
		assertAccessible(page);
		String folder = System.getProperty("look");
		for (int width : new int[] { 1280, 390 }) {
			page.setViewportSize(width, 844);
			assertFits(page);
			if (folder == null) {
				continue;
			}
			for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
				show(page, scheme);
				page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
					.setCaret(ScreenshotCaret.INITIAL)
					.setPath(Path.of(folder, "%s-%d-%s.png".formatted(name, width, scheme))));
			}
		}
	}

}
