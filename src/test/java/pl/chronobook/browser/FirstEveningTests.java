package pl.chronobook.browser;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

import pl.chronobook.catalog.FakeGoogleBooks;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A newcomer's first evening: from the landing page to the first date.
 */
class FirstEveningTests extends BrowserTest {

	private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	/** The height of a waiting book on a phone, so that a long list stays short. */
	private static final double ROW_HEIGHT = 96;

	@Test
	void aReaderSignsUpAddsBooksLogsReadingAndSeesTheDate() {
		String email = register(this.page);
		this.page.context().clearCookies();
		logIn(this.page, email);

		for (String title : List.of("Lalka", "Solaris")) {
			addFromSearch(title);
			assertThat(this.page.locator("#found")).hasText("Dodano „%s”.".formatted(title));
		}
		this.page.navigate("/reading-list");

		this.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Lalka")).first().click();
		Locator finish = this.page.locator("form", new Page.LocatorOptions().setHasText("Skończona?"));
		finish.locator("[name=start]").fill("2026-01-02");
		finish.locator("[name=end]").fill("2026-02-14");
		finish.getByText("Przeczytane").click();
		assertThat(this.page.locator(".status")).hasText("Przeczytana");
		assertThat(this.page.locator("#toast")).containsText("Skończysz teraz");

		this.page.navigate("/");
		assertThat(this.page.locator("#tbr-finish")).hasAttribute("datetime", DAY);
		assertThat(this.page.locator("#tbr-finish-early")).hasAttribute("datetime", DAY);
		assertThat(this.page.locator("#tbr-finish-late")).hasAttribute("datetime", DAY);
		assertThat(this.page.locator("#forecast-stage")).hasAttribute("data-stage", "SIMPLE");
		assertThat(this.page.locator("li[data-book] time.book-finish")).hasCount(1);
		assertAccessible(this.page);
	}

	@Test
	void aNewcomerGetsADateWithinThreeTaps() {
		register(this.page);
		this.page.fill("[name=title]", "Lalka");
		this.page.getByText("Policz datę").click();
		assertThat(this.page.locator("#pages-error")).hasText("Wpisz liczbę stron.");
		assertThat(this.page.locator("[name=title]")).hasValue("Lalka");
		assertFits(this.page);
		assertAccessible(this.page);

		this.page.addInitScript(
				"""
						addEventListener('click', () => { sessionStorage.taps = 1 + Number(sessionStorage.taps || 0); }, true);""");
		this.page.navigate("/");
		this.page.locator("[name=title]").click();
		this.page.keyboard().type("Lalka");
		for (String typed : List.of("Bolesław Prus", "120", "680", "150")) {
			this.page.keyboard().press("Tab");
			this.page.keyboard().type(typed);
		}
		this.page.getByText("Policz datę").click();
		assertThat(this.page.locator("#tbr-finish")).hasAttribute("datetime", DAY);
		assertThat(this.page.getByLabel("Jestem na stronie")).hasValue("120");
		assertThat(Integer.parseInt((String) this.page.evaluate("() => sessionStorage.taps"))).isBetween(1, 3);
	}

	/** The other ways in which providers fail look alike: {@code SearchTests}. */
	@Test
	void bookCanBeTypedInWhenNoProviderAnswers() {
		register(this.page);
		googleBooks.switchTo(FakeGoogleBooks.Mode.DOWN);
		search("Ferdydurke");
		assertThat(this.page.locator("main")).containsText("niedostępn");
		assertThat(this.page.locator("main")).not().containsText("Nic nie znaleziono");
		assertAccessible(this.page);

		this.page.navigate("/catalog/books/new");
		this.page.fill("[name=title]", "Ferdydurke");
		this.page.fill("[name=author]", "Witold Gombrowicz");
		this.page.locator("main form input[inputmode=numeric]").first().fill("0");
		this.page.locator("main form button[type=submit]").click();
		assertThat(this.page.locator(".field-error").first()).isVisible();
		assertThat(this.page.locator("[name=title]")).hasValue("Ferdydurke");
		this.page.locator("main form input[inputmode=numeric]").first().fill("288");
		this.page.locator("main form button[type=submit]").click();
		this.page.waitForURL("**/reading-list");
		assertThat(this.page.locator("#reading-list")).containsText("Ferdydurke");

		this.page.navigate("/");
		this.page.fill("[name=pagesPerWeek]", "dużo");
		this.page.getByText("Policz").click();
		assertThat(this.page.locator(".field-error")).containsText("od 1 do 5000");
		this.page.fill("[name=pagesPerWeek]", "150");
		this.page.getByText("Policz").click();
		assertThat(this.page.locator("#tbr-finish")).hasAttribute("datetime", DAY);
		assertThat(this.page.locator(".evidence")).containsText("To założenie: 150 stron tygodniowo");
	}

	/** Presses buttons one after the other, before any of them is answered. */
	private void pressTogether(String... labels) {
		this.page.evaluate(
				"labels => labels.forEach(label => document.querySelector(`[aria-label='${label}']`).click())",
				List.of(labels));
	}

	@Test
	void theListIsReorderedAndEditedWithTheKeyboardAlone() {
		register(this.page);
		for (String title : List.of("Lalka", "Solaris", "Cesarz")) {
			typeIn(this.page, title, "300");
		}
		Locator titles = this.page.locator(".sortable .row-title");
		assertThat(titles).hasText(new String[] { "Lalka", "Solaris", "Cesarz" });
		Locator up = this.page.getByLabel("Przesuń wyżej: Cesarz");
		Locator down = this.page.getByLabel("Przesuń niżej: Cesarz");
		Locator announced = this.page.locator("#toast[role=status]");
		up.focus();
		this.page.keyboard().press("Enter");
		assertThat(titles).hasText(new String[] { "Lalka", "Cesarz", "Solaris" });
		assertThat(announced).hasText("Książka jest teraz na miejscu 2.");
		assertThat(up).isFocused();
		this.page.keyboard().press("Enter");
		assertThat(titles).hasText(new String[] { "Cesarz", "Lalka", "Solaris" });
		assertThat(announced).hasText("Książka jest teraz na miejscu 1.");
		assertThat(down).isFocused();
		for (String place : List.of("2", "3")) {
			this.page.keyboard().press("Enter");
			assertThat(announced).hasText("Książka jest teraz na miejscu %s.".formatted(place));
		}
		assertThat(titles).hasText(new String[] { "Lalka", "Solaris", "Cesarz" });
		assertThat(up).isFocused();
		this.page.getByLabel("Przenieś: Cesarz").press("Enter");
		this.page.getByLabel("Na początek: Cesarz").press("Enter");
		assertThat(titles).hasText(new String[] { "Cesarz", "Lalka", "Solaris" });
		assertThat(down).isFocused();
		assertThat(this.page.locator(".sortable .row").first().boundingBox().height).isLessThanOrEqualTo(ROW_HEIGHT);
		pressTogether("Przesuń niżej: Cesarz", "Przesuń wyżej: Solaris");
		assertThat(titles).hasText(new String[] { "Lalka", "Solaris", "Cesarz" });
		pressTogether("Przesuń wyżej: Cesarz", "Przesuń niżej: Lalka");
		assertThat(titles).hasText(new String[] { "Cesarz", "Lalka", "Solaris" });

		this.page.setViewportSize(390, 1400);
		this.page.waitForResponse(Pattern.compile("/move$"),
				() -> drag(this.page.locator(".grip").first(), this.page.locator(".sortable .row").last()));
		assertThat(titles).hasText(new String[] { "Lalka", "Solaris", "Cesarz" });
		this.page.reload();
		assertThat(titles).hasText(new String[] { "Lalka", "Solaris", "Cesarz" });

		this.page.getByLabel("Zacznij czytać: Solaris").click();
		Locator progress = this.page.getByLabel("Na której stronie jesteś: Solaris");
		progress.fill("400");
		progress.press("Enter");
		assertThat(this.page.locator(".field-error")).containsText("od 0 do 300");
		assertThat(progress).hasValue("400");
		assertAccessible(this.page);
		progress.fill("50%");
		progress.press("Enter");
		assertThat(progress).hasValue("150");

		this.page.getByLabel("Przeczytane: Solaris").click();
		assertThat(this.page.locator("h1")).hasText("Solaris");
		assertThat(this.page.locator(".field-error")).isVisible();
		this.page.goBack();
		assertThat(titles).hasText(new String[] { "Lalka", "Cesarz" });
	}

	@Test
	void mainActionsWorkWithoutJavaScript() {
		try (Page plain = newPage(ColorScheme.LIGHT, false)) {
			register(plain);
			plain.navigate("/catalog/search?q=Solaris");
			plain.locator("main form button", new Page.LocatorOptions().setHasText("Dodaj")).first().click();
			plain.waitForURL("**/reading-list");
			plain.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Solaris")).first().click();
			plain.locator("form", new Page.LocatorOptions().setHasText("Skończona?")).getByText("Przeczytane").click();
			assertThat(plain.locator(".status")).hasText("Przeczytana");
			plain.locator("header a", new Page.LocatorOptions().setHasText("Lista")).click();
			assertThat(plain.locator("#reading-list")).containsText("Przeczytane (1)");
		}
	}

	@Test
	void theDemoShowsTheProductWithinAMinuteAndEveryPageIsAccessible() {
		Page demo = this.page;
		for (String path : List.of("/", "/login", "/register", "/nie-ma")) {
			demo.navigate(path);
			assertAccessible(demo);
		}
		demo.navigate("/");
		demo.getByText("Zobacz demo").click();
		assertThat(demo.locator("#tbr-finish")).hasAttribute("datetime", DAY);
		assertThat(demo.locator("li[data-book]").nth(9)).isVisible();
		assertAccessible(demo);
		assertAccessibleInForcedColours(demo);
		screenshots(demo, "dashboard", "/");
		screenshots(demo, "reading-list", "/reading-list");
		assertThat(demo.locator(".sortable .list-finish time").first()).isVisible();
		assertThat((Integer) demo.locator(".sortable .row")
			.evaluateAll("rows => Math.max(...rows.map(row => row.offsetHeight))"))
			.isLessThanOrEqualTo((int) ROW_HEIGHT);
		assertAccessible(demo);
		assertAccessibleInForcedColours(demo);
		demo.locator("#reading-list .row-title").first().click();
		demo.waitForURL("**/reading-list/*");
		assertAccessible(demo);
		for (String path : List.of("/catalog/search", "/catalog/search?q=Solaris", "/catalog/scan",
				"/catalog/books/new", "/import", "/account", "/sessions", "/sessions/new", "/forecast/accuracy",
				"/reading-list/search?sort=TITLE")) {
			demo.navigate(path);
			assertAccessible(demo);
		}
		screenshots(demo, "accuracy", "/forecast/accuracy");
		demo.getByText("Tabela").first().click();
		assertThat(demo.locator("#hindsight tbody tr").first()).isVisible();
		assertAccessible(demo);
		demo.navigate("/forecast/feed");
		demo.getByText("Utwórz adres").click();
		assertThat(demo.getByLabel("Adres kalendarza")).hasValue(Pattern.compile(".*/forecast/feed/[\\w-]{43}\\.ics"));
		assertAccessible(demo);
		demo.getByText("Wyłącz adres").click();
		assertThat(demo.locator("#toast")).containsText("Adres kalendarza już nie działa.");
	}

	/**
	 * Types a title and waits for the results of all of it, not only of its beginning.
	 */
	private void search(String title) {
		this.page.navigate("/catalog/search");
		this.page.locator("[name=q]").pressSequentially(title);
		assertThat(this.page).hasURL(Pattern.compile("[?&]q=%s(&.*)?$".formatted(title)));
		assertThat(this.page.locator("main")).containsText(Pattern.compile("Dodaj|niedostępn|ręcznie"));
	}

	/**
	 * Searches again if a provider that has just started does not answer in time.
	 */
	private void addFromSearch(String title) {
		Locator add = this.page.getByLabel("Dodaj: " + title);
		for (int attempt = 0; attempt < 5; attempt++) {
			search(title);
			if (add.first().isVisible()) {
				break;
			}
		}
		add.first().click();
		assertThat(this.page.getByLabel("Cofnij: " + title)).isFocused();
	}

	@Test
	void aBookIsAddedAndTakenBackWithoutLeavingTheSearch() {
		register(this.page);
		addFromSearch("Solaris");
		assertThat(this.page.locator("#results")).containsText("Na liście");
		assertAccessible(this.page);
		this.page.getByLabel("Cofnij: Solaris").click();
		assertThat(this.page.getByLabel("Dodaj: Solaris").first()).isFocused();
		assertThat(this.page.locator("#found")).hasText("Usunięto z listy: „Solaris”.");
		this.page.navigate("/reading-list");
		assertThat(this.page.locator("main")).not().containsText("Solaris");
	}

	private void drag(Locator what, Locator below) {
		BoundingBox from = what.boundingBox();
		BoundingBox to = below.boundingBox();
		this.page.mouse().move(from.x + from.width / 2, from.y + from.height / 2);
		this.page.mouse().down();
		this.page.mouse().move(to.x + from.width / 2, to.y + to.height - 5, new Mouse.MoveOptions().setSteps(20));
		this.page.mouse().up();
	}

}
