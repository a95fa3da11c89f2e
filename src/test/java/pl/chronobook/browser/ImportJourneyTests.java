package pl.chronobook.browser;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.transfer.HistoryFile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader imports a history, on a phone, with and without JavaScript, and takes it back.
 */
class ImportJourneyTests extends BrowserTest {

	private static final String SESSIONS = """
			reader,book,start,end,pages,book_pages
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,95,100
			r1,b1,2026-01-02T21:00,2026-01-02T20:00,30,100
			r1,b2,2026-01-03T21:00,2026-01-03T21:02,30,400
			""";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	/** A session of twenty hours. */
	private static final String NIGHT = "B001,2024-05-02T01:00:00Z,2024-05-02T21:00:00Z,Dziady,72000000,www.amazon.com\n";

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void historyIsImportedForecastAndUndone(boolean javaScript) {
		Page phone = newPage(ColorScheme.LIGHT, javaScript);
		register(phone);
		typeIn(phone, "Mój list", "300");
		phone.navigate("/");
		assertThat(phone.locator("#tbr-finish")).hasCount(0);
		phone.navigate("/import");
		check(phone, javaScript, "import");
		upload(phone, file("pamietnik.txt", "to nie historia"));
		assertThat(phone.getByRole(AriaRole.ALERT)).containsText("Nie rozpoznajemy");
		check(phone, javaScript, "import-problem");
		upload(phone, file("sesje.csv", SESSIONS), file("goodreads_library_export.csv", HistoryFile.goodreads(40)),
				file("Kindle.reading-insights.csv", HistoryFile.KINDLE + NIGHT),
				new FilePayload("statistics.sqlite3", "application/octet-stream", HistoryFile.koReader(900)));
		assertThat(phone.locator("#fresh-sessions")).hasText("32");
		assertThat(phone.locator(".rejected")).containsText("Koniec nie jest późniejszy");
		assertThat(phone.getByText("wyglądają na wpisane hurtem")).isVisible();
		recount(phone, javaScript);
		check(phone, javaScript, "preview");
		phone.getByText("Importuj", new Page.GetByTextOptions().setExact(true)).click();
		done(phone, javaScript);
		phone.reload();
		assertThat(phone.locator("h1")).hasText("Historia wczytana");
		check(phone, javaScript, "done");
		phone.getByText("Zobacz prognozę").click();
		assertThat(phone.locator("#tbr-finish")).isVisible();

		phone.navigate("/import");
		assertThat(phone.locator("#recent")).containsText("statistics.sqlite3");
		check(phone, javaScript, "recent");
		phone.locator("#recent a").first().click();
		phone.getByText("Cofnij import", new Page.GetByTextOptions().setExact(true)).click();
		assertThat(phone.locator("h1")).hasText("Import cofnięty");
		check(phone, javaScript, "undone");
		phone.navigate("/");
		assertThat(phone.locator("#tbr-finish")).hasCount(0);
		phone.navigate("/reading-list");
		assertThat(phone.locator("main")).containsText("Mój list");
		assertThat(phone.locator("main")).not().containsText("Powieść");
		phone.context().close();
	}

	@Test
	void fiveHundredRemarksAndFortyShelvesFitOnAPhone() {
		StringBuilder table = new StringBuilder(HistoryFile.GOODREADS);
		for (int i = 0; i < 500; i++) {
			String title = (i % 4 == 0) ? "" : "Tom " + i;
			String read = (i % 4 == 1) ? "########" : "2024/03/" + (1 + i % 28);
			String shelf = (i % 4 == 2) ? "poczekalnia-na-lepsze-czasy-" + i / 4 % 40 : "read";
			table.append(HistoryFile.goodreads(7_000 + i, title, "Autor", "", (i % 4 == 3) ? 99_999 : 300, read,
					"2024/01/01", shelf));
		}
		Page phone = this.page;
		register(phone);
		phone.navigate("/import");
		upload(phone, file("goodreads_library_export.csv", table.toString()));
		assertThat(phone.locator("h1")).isVisible();
		check(phone, true, "preview-remarks");
		assertThat(((Number) phone.evaluate("document.documentElement.scrollHeight")).intValue()).isLessThan(4 * 844);
		phone.getByText("Zobacz wiersze i powody").click();
		assertThat(phone.locator(".rejected")).containsText("Brakuje tytułu");
		phone.context().close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ownTableIsExplainedFirst(boolean javaScript) {
		Page phone = newPage(ColorScheme.LIGHT, javaScript);
		register(phone);
		phone.navigate("/import");
		upload(phone, file("moje.csv", "Nazwa;Kto;Kiedy\nLalka;Prus;5.01.2024\n"));
		assertThat(phone.locator("h1")).hasText("Co znaczą kolumny?");
		check(phone, javaScript, "columns");
		phone.selectOption("[name=TITLE]", "0");
		phone.selectOption("[name=AUTHOR]", "1");
		phone.selectOption("[name=FINISHED]", "2");
		phone.getByText("Pokaż podgląd", new Page.GetByTextOptions().setExact(true)).click();
		assertThat(phone.locator("#fresh-readings")).hasText("1");
		phone.context().close();
	}

	/** A choice changes the numbers at once, or without scripts after a button. */
	private static void recount(Page phone, boolean javaScript) {
		phone.locator("#odd-keep").check();
		press(phone, javaScript);
		assertThat(phone.locator("#fresh-sessions")).hasText("33");
		assertThat(phone.locator("#odd-keep")).isChecked();
		if (javaScript) {
			assertThat(phone.locator("#odd-keep")).isFocused();
		}
		phone.locator("#odd-skip").check();
		press(phone, javaScript);
		assertThat(phone.locator("#fresh-sessions")).hasText("32");
	}

	private static void press(Page phone, boolean javaScript) {
		assertThat(phone.getByText("Przelicz", new Page.GetByTextOptions().setExact(true)))
			.hasCount(javaScript ? 0 : 1);
		if (!javaScript) {
			phone.getByText("Przelicz", new Page.GetByTextOptions().setExact(true)).click();
		}
	}

	/** Waits for the end of the import; without scripts by reloading the page. */
	private static void done(Page phone, boolean javaScript) {
		assertThat(phone.locator("[data-state]").first()).isAttached();
		if (!javaScript) {
			Awaitility.await().pollInSameThread().atMost(PATIENCE).until(() -> {
				phone.reload();
				return phone.locator("[data-state=CONFIRMED]").count() == 0;
			});
		}
		assertThat(phone.locator("h1")).hasText("Historia wczytana",
				new LocatorAssertions.HasTextOptions().setTimeout((double) PATIENCE.toMillis()));
		assertThat(phone.locator(".lead")).hasText(Pattern.compile("Dodano: .*32 sesje\\."));
	}

	private static FilePayload file(String name, String content) {
		return new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8));
	}

	private static void upload(Page phone, FilePayload... files) {
		// The script of the field listens to it after the load of the page
		phone.waitForLoadState();
		phone.setInputFiles("#file", files);
		if (phone.locator(".file-field.scripted").count() > 0) {
			assertThat(phone.locator(".file-names li")).hasCount(files.length);
			assertThat(phone.locator(".file-names li").first())
				.hasText(files[0].name + " · " + Math.max(1, Math.round(files[0].buffer.length / 1000.0)) + " kB");
		}
		phone.locator("form:has(#file) button[type=submit]").click();
	}

	private static void check(Page phone, boolean javaScript, String name) {
		assertThat(phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
		if (javaScript) {
			assertAccessible(phone);
		}
		String pictures = System.getProperty("pictures");
		if (pictures != null) {
			phone.screenshot(new Page.ScreenshotOptions().setFullPage(true)
				.setPath(java.nio.file.Path.of(pictures, name + (javaScript ? "" : "-plain") + ".png")));
			phone.setViewportSize(1280, 800);
			phone.screenshot(new Page.ScreenshotOptions().setFullPage(true)
				.setPath(java.nio.file.Path.of(pictures, name + (javaScript ? "" : "-plain") + "-wide.png")));
			phone.setViewportSize(390, 844);
		}
	}

}
