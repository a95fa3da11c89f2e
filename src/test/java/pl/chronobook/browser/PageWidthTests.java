package pl.chronobook.browser;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No page is wider than the phone that shows it, whatever the titles are; no text is cut,
 * nothing is too small for a finger, and the main actions need no pointer.
 */
class PageWidthTests extends BrowserTest {

	private static final String LONG_WORD = "Konstantynopolitańczykowianeczkowiczówna".repeat(6);

	private static final int MOST_TABS = 80;

	/**
	 * Lists texts that are cut, except those that end in an ellipsis on purpose or lie in
	 * a box that scrolls.
	 */
	private static final String CUT_TEXTS = """
			() => {
			  const cut = [];
			  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
			    const holder = text.parentElement;
			    if (!text.data.trim() || holder.closest('svg, script, .visually-hidden, .skip-link, select, textarea')) continue;
			    const range = document.createRange();
			    range.selectNodeContents(text);
			    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
			    if (!rects.length) continue;
			    const right = Math.max(...rects.map((rect) => rect.right));
			    const left = Math.min(...rects.map((rect) => rect.left));
			    let box = holder;
			    let excused = false;
			    let clipped = right > innerWidth + 1 || left < -1;
			    for (; box && box !== document.body; box = box.parentElement) {
			      const style = getComputedStyle(box);
			      if (/auto|scroll/.test(style.overflowX) || style.textOverflow === 'ellipsis') excused = true;
			      if (/hidden|clip/.test(style.overflowX) && right > box.getBoundingClientRect().right + 1) clipped = true;
			    }
			    if (clipped && !excused) cut.push(text.data.trim().slice(0, 60));
			  }
			  return cut;
			}""";

	/**
	 * Lists what is pressed and is lower than a finger needs: 44 px, the target size of
	 * WCAG 2.5.5. Every link, button, field, list of choices and summary counts, a box to
	 * tick with its label. Excepted is, as there, a link in running text: one that shares
	 * its paragraph with words outside of links, so that its lines set its height.
	 */
	private static final String SMALL_TARGETS = """
			() => {
			  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
			  const isInText = (link) => {
			    let block = link;
			    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
			    if (block === link) return false;
			    const around = block.cloneNode(true);
			    around.querySelectorAll(targets).forEach((target) => target.remove());
			    return /\\p{L}/u.test(around.textContent);
			  };
			  return [...document.querySelectorAll(targets)]
			    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
			    .filter((one) => !one.closest('.visually-hidden, .skip-link') && !isInText(one))
			    .map((one) => [one, one.matches('[type=checkbox], [type=radio]') && one.labels[0] || one])
			    .map(([one, target]) => [one, target.getBoundingClientRect().height])
			    .filter(([, height]) => height < 43.5)
			    .map(([one, height]) => `${height} px: ${one.outerHTML.slice(0, 120)}`);
			}""";

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@ValueSource(ints = { 320, 390 })
	void veryLongWordDoesNotWidenThePages(int width) {
		Page phone = this.page;
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

	/**
	 * The main pages of the demo on the narrowest phone, and with texts twice as large in
	 * the width that a zoom of 200 % leaves of a desktop.
	 */
	@ParameterizedTest
	@CsvSource({ "320, 100%", "640, 200%" })
	void nothingIsCutOnNarrowScreensOrWithLargeTexts(int width, String fontSize) {
		this.page.setViewportSize(width, 800);
		this.page.navigate("/");
		this.page.evaluate("size => { document.documentElement.style.fontSize = size; }", fontSize);
		assertFits(this.page, width);
		openDemo(this.page);
		String book = this.page.locator(".row-title, .book-list a").first().getAttribute("href");
		int year = LocalDate.now(ZoneOffset.UTC).getYear() - 1;
		for (String path : List.of("/", "/reading-list", book, "/sessions", "/statistics", "/statistics/" + year,
				"/statistics/" + year + "/cards", "/statistics/compare", "/forecast/why", "/forecast/accuracy",
				"/forecast/what-if", "/forecast/deadline", "/catalog/search", "/import", "/account")) {
			this.page.navigate(path);
			this.page.waitForLoadState(LoadState.NETWORKIDLE);
			this.page.evaluate("size => { document.documentElement.style.fontSize = size; }", fontSize);
			assertFits(this.page, width);
			assertThat((List<?>) this.page.evaluate(CUT_TEXTS)).as(path).isEmpty();
			assertThat((List<?>) this.page.evaluate(SMALL_TARGETS)).as(path).isEmpty();
		}
	}

	/**
	 * A part that was laid out on a wide screen does not keep the page wide after a turn.
	 */
	@Test
	void turnedPhoneShowsPagesThatFit() {
		openDemo(this.page);
		for (String path : List.of("/", "/reading-list", "/forecast/what-if", "/statistics")) {
			this.page.setViewportSize(844, 3000);
			this.page.navigate(path);
			this.page.waitForLoadState(LoadState.NETWORKIDLE);
			this.page.setViewportSize(390, 844);
			assertFits(this.page, 390);
		}
	}

	/** A long message has its links in lines of their own, not squeezed beside it. */
	@Test
	void toastKeepsItsLinksWhole() {
		this.page.setViewportSize(320, 800);
		openDemo(this.page);
		this.page.navigate("/reading-list");
		this.page.locator("button[id^=finish-]").first().click();
		Locator link = this.page.locator(".toast a").first();
		link.waitFor();
		PlaywrightAssertions.assertThat(this.page.locator("#new-finish")).not().isEmpty();
		assertThat(link.boundingBox().height).isLessThan(60);
		assertThat(link.boundingBox().width).isGreaterThan(24);
	}

	/**
	 * Search, list, timer, dashboard and holidays can be used with Tab and Enter alone.
	 */
	@Test
	void mainActionsNeedOnlyTheKeyboard() {
		register(this.page);
		typeIn(this.page, "Lalka", "680");
		typeIn(this.page, "Faraon", "700");
		press("[id^=down-]:not([disabled])");
		PlaywrightAssertions.assertThat(this.page.locator("#waiting .row-title").first()).hasText("Faraon");
		press("[id^=start-]");
		PlaywrightAssertions.assertThat(this.page.locator(".with-timer .row-title")).hasText("Faraon");
		type("[id^=page-]", "35");
		PlaywrightAssertions.assertThat(this.page.locator("[id^=page-]")).hasValue("35");
		addASearchedBook();
		readWithTheTimer();
		this.page.context().clearCookies();
		openDemo(this.page);
		String next = String.valueOf(Integer.parseInt(this.page.locator("#now-page").inputValue()) + 1);
		type("#now-page", next);
		PlaywrightAssertions.assertThat(this.page.locator("#toast"))
			.containsText("Zapisano: strona %s.".formatted(next));
		PlaywrightAssertions.assertThat(this.page.locator("#now-page")).hasValue(next);
		addAHoliday();
	}

	private void addASearchedBook() {
		this.page.navigate("/catalog/search");
		type("[name=q]", "Solaris");
		press("[aria-label='Dodaj: Solaris']");
		PlaywrightAssertions.assertThat(this.page.locator("#found")).hasText("Dodano „Solaris”.");
	}

	private void readWithTheTimer() {
		this.page.navigate("/sessions");
		press("[data-step=start] button");
		this.page.locator("[data-step=stop]").waitFor();
		this.jdbc.sql("UPDATE timed_sessions SET started_at = started_at - interval '10 minutes'").update();
		press("[data-step=stop] button");
		type("[data-stopped] [name=to]", "50");
		PlaywrightAssertions.assertThat(this.page.locator("[data-session]")).containsText("s. 35–50");
	}

	/**
	 * The day and the month are the same number, because their order depends on the
	 * browser.
	 */
	private void addAHoliday() {
		this.page.navigate("/forecast/exceptions");
		int year = LocalDate.now(ZoneOffset.UTC).getYear() + 1;
		focus("[name=from]");
		this.page.keyboard().type("0606" + year);
		focus("[name=to]");
		this.page.keyboard().type("0707" + year);
		press("[action='/forecast/exceptions'] button");
		PlaywrightAssertions.assertThat(this.page.locator(".period [name=from][value='%d-06-06']".formatted(year)))
			.hasCount(1);
	}

	/** Presses Tab until an element has the focus, and then Enter. */
	private void press(String selector) {
		focus(selector);
		this.page.keyboard().press("Enter");
	}

	private void type(String selector, String text) {
		focus(selector);
		this.page.keyboard().press("Control+A");
		this.page.keyboard().type(text);
		this.page.keyboard().press("Enter");
	}

	private void focus(String selector) {
		this.page.locator(selector).first().waitFor();
		for (int i = 0; i < MOST_TABS; i++) {
			this.page.keyboard().press("Tab");
			if ((Boolean) this.page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
				return;
			}
		}
		throw new AssertionError("Tab does not lead to " + selector + " on " + this.page.url());
	}

	private static void assertFits(Page phone, int width) {
		assertThat(((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue()).as(phone.url())
			.isLessThanOrEqualTo(width);
	}

}
