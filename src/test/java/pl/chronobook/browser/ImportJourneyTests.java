package pl.chronobook.browser;

import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader brings a history along, on a phone, with and without JavaScript.
 */
class ImportJourneyTests extends BrowserTest {

	private static final String SESSIONS = """
			reader,book,start,end,pages,book_pages
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,95,100
			r1,b1,2026-01-02T21:00,2026-01-02T20:00,30,100
			r1,b2,2026-01-03T21:00,2026-01-03T21:02,30,400
			""";

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void historyGoesFromTheFileThroughThePreviewToTheDashboard(boolean javaScript) {
		Page phone = newPage(javaScript ? ColorScheme.DARK : ColorScheme.LIGHT, javaScript);
		register(phone);
		phone.navigate("/import");
		check(phone, javaScript);
		upload(phone, "to nie historia");
		assertThat(phone.getByRole(AriaRole.ALERT)).containsText("Nie rozpoznajemy");
		check(phone, javaScript);
		upload(phone, SESSIONS);
		assertThat(phone.locator("#fresh-sessions")).hasText("2");
		assertThat(phone.locator("#rejected")).containsText("Koniec nie jest późniejszy");
		check(phone, javaScript);
		phone.getByText("Importuj", new Page.GetByTextOptions().setExact(true)).click();
		assertThat(phone.locator("#toast")).containsText("Dodano: 2 książki, 2 czytania z datami i 2 sesje.");
		phone.context().close();
	}

	private static void upload(Page phone, String content) {
		phone.setInputFiles("#file",
				new FilePayload("historia.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)));
		phone.getByText("Pokaż podgląd", new Page.GetByTextOptions().setExact(true)).click();
	}

	private static void check(Page phone, boolean javaScript) {
		assertThat(phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
		if (javaScript) {
			assertAccessible(phone);
		}
	}

}
