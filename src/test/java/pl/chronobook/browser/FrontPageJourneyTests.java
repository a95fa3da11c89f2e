package pl.chronobook.browser;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first page as a visitor and a reader use it.
 */
class FrontPageJourneyTests extends BrowserTest {

	private static final int PHONE_HEIGHT = 844;

	@Test
	void theLandingPageAnswersWhileItsSliderIsMoved() {
		this.page.navigate("/");
		Locator day = this.page.locator("#example-day");
		LocalDate before = LocalDate.parse(day.getAttribute("datetime"));
		Locator slider = this.page.locator("#example-minutes");
		for (int i = 0; i < 4; i++) {
			slider.press("ArrowRight");
		}
		assertThat(this.page.locator("#example-value")).hasText("20");
		assertThat(this.page.locator("#example-says")).containsText("wcześniej");
		assertThat(LocalDate.parse(day.getAttribute("datetime"))).isBefore(before);
		assertThat(this.page.getByText("Załóż konto").boundingBox().height)
			.isEqualTo(this.page.getByText("Zobacz demo").boundingBox().height);
		assertFits(this.page);
		assertAccessible(this.page);
		brokenOffTransitionIsNoError();

		Page plain = newPage(ColorScheme.LIGHT, false);
		plain.navigate("/");
		assertThat(plain.locator("#example-day")).hasAttribute("datetime", before.toString());
		assertThat(plain.locator("#example-slider")).isHidden();
		plain.context().close();
	}

	@Test
	void aFingerDragsTheLineOfTheLandingPagesPicture() {
		this.page.navigate("/");
		Locator picture = this.page.locator("#example-picture");
		Locator end = this.page.locator("#example-end");
		Locator minutes = this.page.locator("#example-value");
		picture.scrollIntoViewIfNeeded();
		String without = end.getAttribute("cx");
		BoundingBox box = picture.boundingBox();
		double low = box.y + box.height * 0.8;
		CDPSession devtools = this.page.context().newCDPSession(this.page);
		touch(devtools, "touchStart", box.x + box.width * 0.9, low);
		for (double x = 0.85; x > 0.54; x -= 0.05) {
			touch(devtools, "touchMove", box.x + box.width * x, low);
		}
		touch(devtools, "touchMove", box.x + box.width * 0.553, low);
		assertThat(minutes).hasText("20");
		lift(devtools);
		assertThat(minutes).hasText("20");
		assertThat(this.page.locator("#example-says")).containsText("wcześniej");
		assertThat(this.page.locator("#example-minutes")).hasValue("20");
		assertThat(Double.parseDouble(end.getAttribute("cx"))).isBetween(170.0, 185.0);

		this.page.locator("#example-minutes").press("ArrowLeft");
		assertThat(minutes).hasText("15");
		assertThat(Double.parseDouble(end.getAttribute("cx"))).isBetween(185.0, Double.parseDouble(without) - 50);

		double scrolled = ((Number) this.page.evaluate("scrollY")).doubleValue();
		box = picture.boundingBox();
		touch(devtools, "touchStart", box.x + box.width / 2, box.y + box.height / 2);
		for (int up = 20; up <= 120; up += 20) {
			touch(devtools, "touchMove", box.x + box.width / 2 + 2, box.y + box.height / 2 - up);
		}
		lift(devtools);
		this.page.waitForFunction("before => scrollY > before", scrolled);
		assertThat(minutes).hasText("15");
	}

	private static void touch(CDPSession devtools, String type, double x, double y) {
		JsonObject point = new JsonObject();
		point.addProperty("x", x);
		point.addProperty("y", y);
		JsonArray points = new JsonArray();
		points.add(point);
		send(devtools, type, points);
	}

	private static void lift(CDPSession devtools) {
		send(devtools, "touchEnd", new JsonArray());
	}

	private static void send(CDPSession devtools, String type, JsonArray points) {
		JsonObject event = new JsonObject();
		event.addProperty("type", type);
		event.add("touchPoints", points);
		devtools.send("Input.dispatchTouchEvent", event);
	}

	/**
	 * A quick click breaks off the transition between two pages; here a script does. It
	 * waits for a page that is shown after its deferred scripts have run, because only
	 * then can they handle the event.
	 */
	private void brokenOffTransitionIsNoError() {
		this.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
		assertThat(this.page.evaluate("document.getAnimations().filter((each) => each.animationName).length"))
			.as("animations that nobody sees")
			.isEqualTo(0);
		this.page.addInitScript("""
				let scriptsRan = false;
				addEventListener('DOMContentLoaded', () => { scriptsRan = true; });
				addEventListener('pagereveal', ({ viewTransition }) => {
				  window.brokenOff = Boolean(viewTransition) && scriptsRan;
				  if (window.brokenOff) {
				    viewTransition.skipTransition();
				  }
				});""");
		boolean brokenOff = false;
		for (int i = 0; i < 20 && !brokenOff; i++) {
			this.page.navigate("/");
			this.page.getByText("Zaloguj się").first().click();
			this.page.waitForURL("**/login");
			this.page.waitForFunction("() => 'brokenOff' in window");
			brokenOff = (Boolean) this.page.evaluate("window.brokenOff");
		}
		assertThat(brokenOff).isTrue();
	}

	@Test
	void visitorSeesTheDateOfTheirFileAndKeepsItByRegistering() {
		this.page.navigate("/");
		Taps taps = new Taps();
		taps.choose(this.page.locator("#file"), new FilePayload("goodreads_library_export.csv", "text/csv", """
				Title,Author,Number of Pages,Exclusive Shelf,Date Read,Date Added
				Lalka,Bolesław Prus,680,read,2026/03/01,2025/01/01
				Solaris,Stanisław Lem,340,read,2026/05/20,2025/01/01
				Chłopi,Władysław Reymont,1024,to-read,,2025/01/01
				""".getBytes(StandardCharsets.UTF_8)));
		Locator finish = this.page.locator("#tbr-finish");
		assertThat(finish).isVisible();
		assertThat(taps.count()).isEqualTo(1);
		String date = finish.getAttribute("datetime");
		assertThat(this.page.locator("#guest")).containsText("zniknie po dobie");
		assertThat(this.page.locator(".timeline")).containsText("Chłopi");
		assertFits(this.page);
		assertAccessible(this.page);

		this.page.locator("#guest a").click();
		this.page.waitForURL("**/register");
		String email = register(this.page);
		assertThat(finish).hasAttribute("datetime", date);
		assertThat(this.page.locator("#guest")).hasCount(0);
		this.page.context().clearCookies();
		logIn(this.page, email);
		assertThat(finish).hasAttribute("datetime", date);
	}

	@Test
	void visitorSeesADateForAPastedList() {
		this.page.navigate("/");
		this.page.getByText("albo wklej listę tytułów").click();
		assertFits(this.page);
		this.page.setViewportSize(320, PHONE_HEIGHT);
		assertFits(this.page);
		this.page.setViewportSize(390, PHONE_HEIGHT);
		assertAccessible(this.page);
		this.page.getByLabel("Tytuły, po jednym w wierszu").fill("1. Lalka – Bolesław Prus\n2. 1984");
		this.page.locator(".titles-form button[type=submit]").click();
		assertThat(this.page.locator("#tbr-finish")).isVisible();
		assertThat(this.page.locator(".timeline")).containsText("1984");
		assertThat(this.page.locator(".evidence")).containsText("To założenie: 150 stron tygodniowo");
		assertThat(this.page.locator("#assumed-lengths")).isVisible();
		assertFits(this.page);
		assertAccessible(this.page);
	}

	@Test
	void unusableFileShowsTheReasonOnTheLandingPage() {
		this.page.navigate("/");
		this.page.setInputFiles("#file", new FilePayload("zdjecie.png", "image/png", new byte[] { 1, 2, 3 }));
		assertThat(this.page.locator("#file-error")).isVisible();
		assertAccessible(this.page);
	}

	@Test
	void aPageIsSavedAndTheTimerStartedFromTheDashboard() {
		openDemo(this.page);
		Locator now = this.page.locator(".now");
		assertThat(now.boundingBox().y + now.boundingBox().height).isLessThan(PHONE_HEIGHT);
		Locator typed = this.page.getByLabel("Jestem na stronie");
		int reached = Integer.parseInt(typed.inputValue()) + 3;

		typed.fill("99999");
		now.getByText("Zapisz").click();
		assertThat(this.page.locator("#now-page-error")).containsText("Podaj stronę od 0 do");
		assertThat(typed).hasValue("99999");
		assertAccessible(this.page);

		Taps taps = new Taps();
		taps.type(typed, String.valueOf(reached));
		taps.tap(now.getByText("Zapisz"));
		assertThat(this.page.locator("#toast")).containsText("Zapisano: strona %d.".formatted(reached));
		assertThat(taps.count()).isEqualTo(2);
		assertThat(typed).hasValue(String.valueOf(reached));

		now.getByText("Czytam").click();
		this.page.waitForURL("**/sessions");
		assertThat(this.page.locator("[data-timer]")).isVisible();
		this.page.navigate("/");
		assertThat(now.getByText("Stoper")).isVisible();
	}

	@Test
	void eachTileShowsALiveFact() {
		openDemo(this.page);
		assertThat(this.page.locator("#fact-what-if")).containsText("+20 min dziennie");
		assertThat(this.page.locator("#forecast-stage")).containsText("Licz");
		assertFits(this.page);
		assertAccessible(this.page);
	}

}
