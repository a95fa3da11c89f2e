package pl.chronobook.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotCaret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import pl.chronobook.catalog.FakeGoogleBooks;
import pl.chronobook.identity.OpenIdProvider;
import pl.chronobook.identity.domain.MutableRegistration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives the running application in a real Chromium, on a phone's screen. Without a
 * Chromium the tests are skipped with a message, but not in CI. The browser is looked for
 * at {@code CHROMIUM} and at its usual places.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "chronobook.demo.enabled=true",
				"chronobook.outbound.allowed-networks=127.0.0.1", "chronobook.demo.accounts-per-network=1000",
				"chronobook.catalog.search.cool-down=0s", "chronobook.catalog.search.rest=0s",
				"chronobook.catalog.search.budget=30s", "spring.http.serviceclient.google-books.read-timeout=30s",
				"spring.http.serviceclient.open-library.read-timeout=30s",
				"spring.http.serviceclient.biblioteka-narodowa.read-timeout=30s" })
@Import({ OpenIdProvider.Client.class, MutableRegistration.Config.class })
abstract class BrowserTest {

	static final FakeGoogleBooks googleBooks = FakeGoogleBooks.start();

	/** Milliseconds; much more than any step takes, because the machine may be busy. */
	private static final double PATIENCE = 120_000;

	protected static final String PASSWORD = "zielony parasol 42";

	/**
	 * Axe copies imported stylesheets into style elements, which the security policy
	 * reports.
	 */
	private static volatile boolean axeRuns;

	private static final List<String> GUIDELINES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice");

	/** The rules of axe, among these guidelines, that ask about colours. */
	private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");

	@LocalServerPort
	private int port;

	/** One driver and one browser for all classes; they end with this JVM. */
	private static Playwright playwright;

	private static Browser browser;

	/** A browser that one test has for itself. */
	private Browser ownBrowser;

	/** Closed after the test, because their pages go on polling. */
	private final List<BrowserContext> contexts = new ArrayList<>();

	protected Page page;

	@DynamicPropertySource
	static void providers(DynamicPropertyRegistry registry) {
		googleBooks.properties().forEach((name, value) -> registry.add(name, () -> value));
	}

	@BeforeAll
	static void launch() {
		if (browser != null) {
			return;
		}
		Path chromium = chromium("/usr/bin/chromium-headless-shell");
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
		playwright = Playwright.create();
		browser = launch(chromium, List.of());
	}

	private static Browser launch(Path chromium, List<String> more) {
		List<String> arguments = Stream
			.concat(Stream.of("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
					"--no-first-run"), more.stream())
			.toList();
		return playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
				.setArgs(arguments)
				.setTimeout(PATIENCE));
	}

	/**
	 * Finds a Chromium.
	 * @param lighter one without a window that is preferred, if any
	 */
	private static Path chromium(String... lighter) {
		String named = System.getenv("CHROMIUM");
		Stream<String> usual = Stream.concat(Stream.of(lighter),
				Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
						"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
		Optional<Path> chromium = ((named != null) ? Stream.of(named) : usual).map(Path::of)
			.filter(Files::isExecutable)
			.findFirst();
		if (chromium.isEmpty()) {
			if ("true".equals(System.getenv("CI"))) {
				throw new IllegalStateException("CI needs a Chromium for the browser tests");
			}
			System.err.println("SKIPPED browser tests: no Chromium found; set CHROMIUM to its path");
			Assumptions.abort("no Chromium");
		}
		return chromium.get();
	}

	/** A page in a browser that shows notifications, as one without a window does not. */
	protected Page newPageWithNotifications() {
		this.ownBrowser = launch(chromium(), List.of());
		return newPage(this.ownBrowser, ColorScheme.LIGHT, true, this.port);
	}

	/**
	 * A page in a browser whose camera shows a film.
	 * @param film a Y4M file, which is repeated
	 */
	protected Page newPageWithCamera(Path film) {
		this.ownBrowser = launch(chromium(), List.of("--use-fake-ui-for-media-stream",
				"--use-fake-device-for-media-stream", "--use-file-for-fake-video-capture=" + film));
		return newPage(this.ownBrowser, ColorScheme.LIGHT, true, this.port);
	}

	@BeforeEach
	void openPage() {
		googleBooks.switchTo(FakeGoogleBooks.Mode.UP);
		this.page = newPage(ColorScheme.LIGHT, true);
	}

	@AfterEach
	void closePage() {
		this.contexts.forEach(BrowserContext::close);
		if (this.ownBrowser != null) {
			this.ownBrowser.close();
			this.ownBrowser = null;
		}
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
		return newPage(browser, scheme, javaScript, port);
	}

	private Page newPage(Browser browser, ColorScheme scheme, boolean javaScript, int port) {
		BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844)
			.setLocale("pl-PL")
			.setTimezoneId("Europe/Warsaw")
			.setColorScheme(scheme)
			.setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
			.setJavaScriptEnabled(javaScript)
			.setBaseURL("http://localhost:" + port));
		context.setDefaultTimeout(PATIENCE);
		this.contexts.add(context);
		Page fresh = context.newPage();
		fresh.onPageError(error -> {
			throw new AssertionError("A script failed: " + error);
		});
		fresh.onConsoleMessage(message -> {
			if (message.text().contains("Content Security Policy") && !axeRuns) {
				throw new AssertionError(message.text());
			}
		});
		return fresh;
	}

	/** Registers a new reader, who is then signed in. */
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

	/** Starts the demo. */
	protected static void openDemo(Page page) {
		page.navigate("/");
		page.getByText("Zobacz demo").click();
		PlaywrightAssertions.assertThat(page.locator("#tbr-finish")).isVisible();
		page.waitForLoadState();
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
	 * With {@code -Ddocs.images=write} the pictures of the documentation are taken anew,
	 * in light and in dark colours. Without it a page that no longer looks as in its
	 * pictures fails the test.
	 */
	protected static void screenshots(Page page, String name, String path) {
		page.navigate(path);
		page.waitForLoadState(LoadState.NETWORKIDLE);
		Path traits = Path.of("docs/images/%s.txt".formatted(name));
		if (!"write".equals(System.getProperty("docs.images"))) {
			PictureAge.assertFresh(page, traits);
			return;
		}
		PictureAge.keep(page, traits);
		for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
			show(page, scheme);
			String suffix = (scheme == ColorScheme.DARK) ? "-dark" : "";
			screenshot(page, "docs/images/%s-phone%s.png".formatted(name, suffix));
			if (name.equals("dashboard")) {
				screenshot(page, "src/main/resources/static/img/landing%s.png".formatted(suffix));
			}
			page.setViewportSize(1280, 800);
			screenshot(page, "docs/images/%s%s.png".formatted(name, suffix));
			page.setViewportSize(390, 844);
		}
	}

	/**
	 * Takes a picture without hiding the caret, because Playwright hides it by a style
	 * element, which the security policy forbids.
	 */
	private static void screenshot(Page page, String file) {
		page.waitForLoadState(LoadState.NETWORKIDLE);
		page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(file)).setCaret(ScreenshotCaret.INITIAL));
	}

	/**
	 * Asserts that axe finds no violation of WCAG 2.2 AA, in light and in dark colours.
	 * In dark colours only the rules about colours are checked, because the others give
	 * the same result.
	 */
	protected static void assertAccessible(Page page) {
		assertNoViolations(page, axe(page).withTags(GUIDELINES));
		show(page, ColorScheme.DARK);
		assertNoViolations(page, axe(page).withRules(COLOURS));
		show(page, ColorScheme.LIGHT);
	}

	/**
	 * The same in forced colours, whose contrast is that of the system; axe would measure
	 * our own.
	 */
	protected static void assertAccessibleInForcedColours(Page page) {
		page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
		assertNoViolations(page, axe(page).withTags(GUIDELINES).disableRules(COLOURS));
		page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
	}

	/** Returns when the page has changed its colours. */
	protected static void show(Page page, ColorScheme scheme) {
		page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
		page.evaluate("""
				async () => {
				  await new Promise(requestAnimationFrame);
				  const transitions = document.getAnimations().filter(one => one instanceof CSSTransition);
				  await Promise.allSettled(transitions.map(one => one.finished));
				}""");
	}

	/**
	 * Axe judges what it finds, so everything is laid out. What the browser skips because
	 * it is below the screen keeps its colours when those of the page change.
	 */
	private static AxeBuilder axe(Page page) {
		page.evaluate("""
				() => {
				  const everything = new CSSStyleSheet();
				  everything.replaceSync('* { content-visibility: visible !important; }');
				  document.adoptedStyleSheets = [everything];
				}""");
		AxeRunOptions violationsOnly = new AxeRunOptions();
		violationsOnly.setResultTypes(List.of("violations"));
		// The other mode opens a page to collect the results of frames
		return new AxeBuilder(page).options(violationsOnly).setLegacyMode(true);
	}

	private static void assertNoViolations(Page page, AxeBuilder axe) {
		List<Rule> violations;
		axeRuns = true;
		try {
			violations = axe.analyze().getViolations();
			// The browser's reports so far arrive before this answer
			page.evaluate("1");
		}
		finally {
			axeRuns = false;
		}
		assertThat(violations).as(page.url())
			.extracting(rule -> rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList())
			.isEmpty();
	}

	/** Asserts that nothing requires horizontal scrolling. */
	protected static void assertFits(Page page) {
		assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth")).as(page.url())
			.isLessThanOrEqualTo(page.viewportSize().width);
	}

}
