package pl.chronobook.browser;

import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader scans the barcodes of a shelf.
 */
class ScanJourneyTests extends BrowserTest {

	private static final String SOLARIS = "9788308049051";

	private static final String CYBERIADA = "9788308049068";

	private static final String UNKNOWN = "9788399991017";

	@Test
	void booksAreScannedInARowAddedAndTakenBack(@TempDir Path folder) {
		Path film = folder.resolve("shelf.y4m");
		BarcodeFilm.write(film, List.of(SOLARIS, CYBERIADA, UNKNOWN));
		Page phone = newPageWithCamera(film);
		register(phone);
		typeIn(phone, "Pierwsza", "300");
		phone.navigate("/");
		phone.fill("[name=pagesPerWeek]", "150");
		phone.getByText("Policz").click();
		assertThat(phone.locator("#tbr-finish")).isVisible();

		Taps taps = new Taps();
		taps.tap(phone.getByLabel("Szukaj książek"));
		taps.tap(phone.getByText("Skanuj kod z okładki"));
		phone.waitForURL("**/catalog/scan**");
		assertAccessible(phone);
		taps.tap(phone.getByText("Włącz aparat"));
		assertThat(phone.getByLabel("Dodaj: Solaris")).isVisible();
		assertThat(phone.locator("#cost-" + SOLARIS)).containsText("Koniec listy");
		assertThat(phone.getByLabel("Dodaj: Cyberiada")).isVisible();
		assertThat(phone.locator("#scanned [data-isbn='%s']".formatted(UNKNOWN)))
			.containsText("Nikt nie zna tego wydania.");
		assertThat(phone.locator("#scanned > li")).hasCount(3);
		taps.tap(phone.getByLabel("Dodaj: Solaris"));
		assertThat(phone.getByLabel("Cofnij: Solaris")).isFocused();
		assertThat(taps.count()).isEqualTo(4);

		phone.getByText("Wyłącz aparat").click();
		phone.getByLabel("Dodaj: Cyberiada").click();
		phone.getByLabel("Cofnij: Cyberiada").click();
		assertThat(phone.getByLabel("Dodaj: Cyberiada")).isVisible();
		assertFits(phone);
		assertAccessible(phone);
		phone.navigate("/reading-list");
		assertThat(phone.locator("#reading-list")).containsText("Solaris");
		assertThat(phone.locator("#reading-list")).not().containsText("Cyberiada");
		phone.context().close();
	}

	@Test
	void scannedBooksGoToTheListAtOnceIfTheReaderWantsThat(@TempDir Path folder) {
		Path film = folder.resolve("book.y4m");
		BarcodeFilm.write(film, List.of(SOLARIS));
		Page phone = newPageWithCamera(film);
		register(phone);
		phone.navigate("/catalog/scan");
		phone.getByText("Dodawaj od razu na listę").click();
		phone.getByText("Włącz aparat").click();
		assertThat(phone.getByLabel("Cofnij: Solaris")).isVisible();
		phone.context().close();
	}

	@Test
	void withoutACameraTheNumberIsTyped() {
		Page plain = newPage(ColorScheme.LIGHT, false);
		register(plain);
		plain.navigate("/catalog/scan");
		plain.fill("[name=q]", SOLARIS);
		plain.locator("main form button").click();
		assertThat(plain.locator("#results")).containsText("Solaris");
		plain.context().close();
	}

}
