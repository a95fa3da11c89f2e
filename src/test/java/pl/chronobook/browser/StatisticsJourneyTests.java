package pl.chronobook.browser;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader looks back at the reading of the past.
 */
class StatisticsJourneyTests extends BrowserTest {

	@Test
	void statisticsAreAccessibleOnPhoneAndDesktop() {
		Page demo = this.page;
		openDemo(demo);
		for (int width : new int[] { 390, 1280 }) {
			demo.setViewportSize(width, 844);
			demo.navigate("/statistics");
			assertThat(demo.locator("#pages-title")).containsText("Najlepszy tydzień");
			demo.locator("details.data summary").evaluateAll("all => all.forEach(one => one.click())");
			assertAccessible(demo);
			assertAccessibleInForcedColours(demo);
			assertFits(demo);
			demo.locator("main table a").first().click();
			assertThat(demo.locator("h1")).containsText("Twój rok");
			demo.locator("details.data summary").evaluateAll("all => all.forEach(one => one.click())");
			assertAccessible(demo);
			assertFits(demo);
			for (String page : new String[] { "/statistics/compare", "/statistics/compare?a=&b=",
					demo.url() + "/cards" }) {
				demo.navigate(page);
				assertAccessible(demo);
				assertFits(demo);
			}
		}
		demo.setViewportSize(390, 844);
		screenshots(demo, "statistics", "/statistics");
		screenshots(demo, "year",
				"/statistics/" + (java.time.Year.now(java.time.ZoneId.of("Europe/Warsaw")).getValue() - 1));
	}

	@Test
	void signOfTheReaderBeforeTheLoadOfThePageStartsHtmxAfterIt() {
		openDemo(this.page);
		AtomicBoolean loads = new AtomicBoolean();
		List<Route> held = new ArrayList<>();
		this.page.route("**/fonts/**", route -> {
			if (loads.get()) {
				route.resume();
			}
			else {
				held.add(route);
			}
		});
		this.page.navigate("/statistics", new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
		this.page.mouse().move(100, 300);
		assertThat(this.page.evaluate("document.readyState")).isEqualTo("interactive");
		this.page.evaluate("window.stays = true");
		loads.set(true);
		held.forEach(Route::resume);
		this.page.waitForFunction("() => Boolean(window.htmx)");
		this.page.locator("#by-day").click();
		assertThat(this.page.locator("#pages-title")).containsText("Najlepszy dzień");
		assertThat(this.page.evaluate("window.stays")).as("no other page was loaded").isEqualTo(true);
		this.page.goBack();
		assertThat(this.page.locator("#pages-title")).containsText("Najlepszy tydzień");
		this.page.locator("#track-record").scrollIntoViewIfNeeded();
		assertThat(this.page.locator("#track-record-title")).isAttached();
	}

	@Test
	void switchingAndPagingSwapTheChartsAndTheBackButtonReturns() {
		openDemo(this.page);
		this.page.navigate("/statistics");
		String weeks = this.page.locator("#pages-title").textContent();
		assertThat(this.page.evaluate("'htmx' in window")).as("loaded before the first click").isEqualTo(false);
		this.page.locator("#by-day").click();
		assertThat(this.page.locator("#pages-title")).containsText("Najlepszy dzień");
		assertThat(this.page.locator("#by-day")).hasAttribute("aria-current", "true");
		assertThat(this.page.locator("#by-day")).isFocused();
		assertThat(this.page).hasURL(Pattern.compile("by=day$"));
		Locator older = this.page.locator("#older");
		String days = this.page.locator("#activity").textContent();
		older.click();
		assertThat(this.page.locator("#newer")).isVisible();
		assertThat(this.page.locator("#activity")).not().hasText(days);
		this.page.reload();
		assertThat(this.page.locator("#newer")).isVisible();
		this.page.goBack();
		assertThat(this.page.locator("#newer")).isHidden();
		this.page.goBack();
		assertThat(this.page.locator("#pages-title")).hasText(weeks);
		assertThat(this.page.locator("h1")).hasText("Twoje czytanie");
	}

	@Test
	void aCardOfTheYearIsSavedInThreeTaps() throws IOException {
		openDemo(this.page);
		this.page.navigate("/statistics");
		Taps taps = new Taps();
		taps.tap(this.page.locator("main table a[href^='/statistics/2']").first());
		taps.tap(this.page.getByText("Karty do zapisania"));
		this.page.waitForURL("**/cards");
		Download card = this.page.waitForDownload(() -> taps.tap(this.page.locator(".cards a").first()));
		assertThat(taps.count()).isEqualTo(3);
		assertThat(card.suggestedFilename()).matches("chronobook-2\\d{3}-summary\\.png");
		try (InputStream picture = card.createReadStream()) {
			assertThat(ImageIO.read(picture).getHeight()).isEqualTo(1350);
		}
	}

	@Test
	void withoutJavaScriptEverythingIsALink() {
		try (Page plain = newPage(ColorScheme.LIGHT, false)) {
			openDemo(plain);
			plain.navigate("/statistics");
			plain.locator("#by-month").click();
			assertThat(plain.locator("#pages-title")).containsText("Najlepszy miesiąc");
			plain.locator(".data summary").first().click();
			assertThat(plain.locator(".data table").first()).isVisible();
		}
	}

	@Test
	void emptyStatisticsExplainThemselves() {
		register(this.page);
		this.page.locator("header a", new Page.LocatorOptions().setHasText("Statystyki")).click();
		assertThat(this.page.locator("main")).containsText("Tu zobaczysz, ile i kiedy czytasz.");
		assertAccessible(this.page);
	}

}
