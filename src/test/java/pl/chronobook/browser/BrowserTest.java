package pl.chronobook.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import pl.chronobook.catalog.FakeGoogleBooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives the running application in a real Chromium, on a phone's screen. Without a
 * Chromium the tests are skipped with a word, but not in CI. The browser is found at
 * {@code CHROMIUM} or at its usual places.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "chronobook.demo.enabled=true",
				"chronobook.catalog.search.cool-down=0s", "chronobook.catalog.search.rest=0s",
				"chronobook.catalog.search.budget=1s" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

	static final FakeGoogleBooks googleBooks = FakeGoogleBooks.start();

	private static final String PASSWORD = "zielony parasol 42";

	@LocalServerPort
	private int port;

	private Playwright playwright;

	private Browser browser;

	protected Page page;

	@DynamicPropertySource
	static void providers(DynamicPropertyRegistry registry) {
		googleBooks.properties().forEach((name, value) -> registry.add(name, () -> value));
	}

	@BeforeAll
	void launch() {
		Optional<Path> chromium = Stream
			.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"), "/usr/bin/chromium-browser",
					"/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
			.map(Path::of)
			.filter(Files::isExecutable)
			.findFirst();
		if (chromium.isEmpty()) {
			if ("true".equals(System.getenv("CI"))) {
				throw new IllegalStateException("CI needs a Chromium for the browser tests");
			}
			System.err.println("SKIPPED browser tests: no Chromium found; set CHROMIUM to its path");
			Assumptions.abort("no Chromium");
		}
		PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
		this.playwright = Playwright.create();
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium.get())
				.setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-quic",
						"--no-first-run")));
	}

	@AfterAll
	void close() {
		if (this.playwright != null) {
			this.playwright.close();
		}
	}

	@BeforeEach
	void openPage() {
		googleBooks.be(FakeGoogleBooks.Mood.UP);
		this.page = newPage(ColorScheme.LIGHT, true);
	}

	@AfterEach
	void closePage() {
		this.page.context().close();
	}

	/**
	 * A page in a browser of its own. A script that fails, or that the security policy
	 * forbids, fails the test.
	 */
	protected Page newPage(ColorScheme scheme, boolean javaScript) {
		return newPage(scheme, javaScript, this.port);
	}

	/** The port on which the application listens. */
	protected int port() {
		return this.port;
	}

	/**
	 * A page in a browser of its own, which reaches the application through a port of the
	 * test's choice.
	 */
	protected Page newPage(ColorScheme scheme, boolean javaScript, int port) {
		BrowserContext context = this.browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844)
			.setLocale("pl-PL")
			.setTimezoneId("Europe/Warsaw")
			.setColorScheme(scheme)
			.setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
			.setJavaScriptEnabled(javaScript)
			.setBaseURL("http://localhost:" + port));
		Page fresh = context.newPage();
		fresh.onPageError(error -> {
			throw new AssertionError("A script failed: " + error);
		});
		fresh.onConsoleMessage(message -> {
			if (message.text().contains("Content Security Policy")) {
				throw new AssertionError(message.text());
			}
		});
		return fresh;
	}

	/** Signs up and in as a reader nobody else is. */
	protected static String register(Page page) {
		String email = "czytelnik-" + java.util.UUID.randomUUID() + "@example.org";
		page.navigate("/register");
		page.fill("[name=email]", email);
		page.fill("[name=password]", PASSWORD);
		page.click("main form button[type=submit]:not(.link)");
		page.waitForURL("**/");
		return email;
	}

	protected static void logIn(Page page, String email) {
		page.navigate("/login");
		page.fill("[name=email]", email);
		page.fill("[name=password]", PASSWORD);
		page.click("main form button[type=submit]:not(.link)");
		page.waitForURL("**/");
	}

	/** Looks around in the demo. */
	protected static void openDemo(Page page) {
		page.navigate("/");
		page.getByText("Zobacz demo").click();
		PlaywrightAssertions.assertThat(page.locator("#tbr-finish")).isVisible();
	}

	/** Types a book in. */
	protected static void typeIn(Page page, String title, String pages) {
		page.navigate("/catalog/books/new");
		page.fill("[name=title]", title);
		page.fill("[name=author]", "Autor");
		page.locator("main form input[inputmode=numeric]").first().fill(pages);
		page.locator("main form button[type=submit]").click();
		page.waitForURL("**/reading-list");
	}

	/**
	 * With {@code -Ddocs.images=write} the pictures of the documentation are taken anew.
	 */
	protected static void screenshots(Page page, ColorScheme scheme, String name, String path) {
		page.navigate(path);
		if (!"write".equals(System.getProperty("docs.images"))) {
			return;
		}
		String suffix = (scheme == ColorScheme.DARK) ? "-dark" : "";
		page.screenshot(
				new Page.ScreenshotOptions().setPath(Path.of("docs/images/%s-phone%s.png".formatted(name, suffix))));
		page.setViewportSize(1280, 800);
		page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs/images/%s%s.png".formatted(name, suffix))));
		page.setViewportSize(390, 844);
	}

	/** Nothing that axe knows of keeps anybody from using the page (WCAG 2.2 AA). */
	protected static void assertAccessible(Page page) {
		List<Rule> violations = new AxeBuilder(page)
			.withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
			.analyze()
			.getViolations();
		assertThat(violations).as(page.url())
			.extracting(rule -> rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList())
			.isEmpty();
	}

	/** Nothing has to be moved sideways to be read. */
	protected static void assertFits(Page page) {
		assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth")).as(page.url())
			.isLessThanOrEqualTo(page.viewportSize().width);
	}

}
