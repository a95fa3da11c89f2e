package pl.chronobook.browser;

import java.time.LocalDate;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader tries what would move the date, plans a holiday, asks about a deadline, and
 * checks whether the forecasts were right.
 */
class PlanningJourneyTests extends BrowserTest {

	@Test
	void theAnswerFollowsTheSliderAndTheAddressKeepsTheQuestion() {
		openDemo(this.page);
		LocalDate usual = day(this.page.locator("#tbr-finish"));
		this.page.getByText("A gdyby…?").click();
		this.page.waitForURL("**/forecast/what-if");
		Locator finish = this.page.locator("#what-if-finish");
		assertThat(finish).hasAttribute("datetime", usual.toString());
		Locator slider = this.page.locator("[data-slider=minutes]");
		slider.focus();
		double place = slider.boundingBox().y;
		for (int minutes = 5; minutes <= 30; minutes += 5) {
			slider.press("ArrowRight");
			assertThat(this.page).hasURL(Pattern.compile("minutes=%d$".formatted(minutes)));
			assertThat(slider.boundingBox().y).isEqualTo(place);
		}
		assertThat(this.page.locator("#minutes")).hasValue("30");
		assertThat(this.page).hasURL(Pattern.compile("minutes=30$"));
		assertThat(this.page.locator("#what-if-shift")).containsText("wcześniej");
		assertThat(slider).isFocused();
		LocalDate sooner = day(finish);
		assertThat(sooner).isBefore(usual);

		this.page.locator("[name=drop]").first().check();
		assertThat(this.page).hasURL(Pattern.compile("drop="));
		assertThat(this.page.locator(".what-if-row").first()).hasClass(Pattern.compile("dropped"));
		assertThat(day(finish)).isBefore(sooner);
		String second = this.page.locator(".what-if-title").nth(1).textContent();
		this.page.locator("[aria-label='Czytaj najpierw: " + second + "']").click();
		assertThat(this.page.locator(".what-if-title").first()).hasText(second);
		finish.evaluate("() => scrollTo(0, document.body.scrollHeight)");
		assertThat(finish).isInViewport();
		assertThat(this.page.locator("#what-if-shift")).isInViewport();
		String address = this.page.url();
		String answer = finish.textContent();
		this.page.navigate("/");
		assertThat(this.page.locator("#tbr-finish")).hasAttribute("datetime", usual.toString());
		this.page.navigate(address);
		assertThat(finish).hasText(answer);
		assertThat(this.page.locator(".what-if-title").first()).hasText(second);
	}

	@Test
	void invalidQuestionShowsItsReasonBesideTheFieldAndHidesTheAnswer() {
		openDemo(this.page);
		this.page.navigate("/forecast/what-if");
		this.page.getByText("Jeszcze jedna książka").click();
		this.page.fill("[name=add]", "sto");
		assertThat(this.page.locator("#add-problem")).containsText("Podaj liczbę stron");
		assertThat(this.page.locator("#what-if-finish")).hasCount(0);
		assertThat(this.page.locator("[name=add]")).hasValue("sto");
		assertAccessible(this.page);
		this.page.fill("[name=add]", "100");
		assertThat(this.page.locator("#add-problem")).isHidden();
		assertThat(this.page.locator("#what-if-shift")).containsText("później");
	}

	@Test
	void costOfABookIsShownBeforeItIsAdded() {
		openDemo(this.page);
		this.page.navigate("/catalog/search?q=solaris");
		Locator cost = this.page.locator(".cost").first();
		assertThat(cost).containsText("Koniec listy");
		cost.locator("a").click();
		assertThat(this.page.locator("h1")).hasText("Ile kosztuje ta książka?");
		assertThat(this.page.locator(".answer-day")).hasText(Pattern.compile("\\d+ dni|1 dzień|Mniej niż dzień"));
		assertAccessible(this.page);
	}

	@Test
	void aHolidayMovesTheDateUntilItIsRemovedAndBack() {
		openDemo(this.page);
		LocalDate usual = day(this.page.locator("#tbr-finish"));
		this.page.getByText("Urlopy i zajęte tygodnie").click();
		LocalDate from = LocalDate.now(java.time.ZoneId.of("Europe/Warsaw")).plusDays(10);
		this.page.fill("[name=from]", from.toString());
		this.page.fill("[name=to]", from.plusDays(20).toString());
		this.page.fill("[name=label]", "wyprawa w Bieszczady");
		this.page.locator("main").getByText("Dodaj", new Locator.GetByTextOptions().setExact(true)).click();
		Locator period = this.page.locator(".period", new Page.LocatorOptions().setHasText("wyprawa w Bieszczady"));
		assertThat(period).isVisible();
		LocalDate later = day(this.page.locator("#periods-finish"));
		assertThat(later).isAfter(usual);
		assertAccessible(this.page);
		assertFits(this.page);

		period.locator("summary").click();
		period.locator("[name=to]").fill(from.minusDays(1).toString());
		period.getByText("Zapisz").click();
		assertThat(period.locator(".field-error")).containsText("Ostatni dzień nie może być przed pierwszym");
		assertThat(period.locator("[name=to]")).hasValue(from.minusDays(1).toString());
		assertAccessible(this.page);

		period.getByText("Usuń").click();
		assertThat(period).hasCount(0);
		assertThat(this.page.locator("#periods-finish")).hasAttribute("datetime", usual.toString());
		this.page.locator("#toast").getByText("Cofnij").click();
		assertThat(period).isVisible();
		this.page.navigate("/");
		assertThat(this.page.locator("#tbr-finish")).hasAttribute("datetime", later.toString());
	}

	@Test
	void aGoalIsSetFromTheDashboardAndItsTileShowsItsChance() {
		openDemo(this.page);
		Locator tile = this.page.locator(".tile[href='/forecast/goal']");
		Taps taps = new Taps();
		taps.tap(tile);
		taps.type(this.page.locator("#amount"), "30");
		taps.tap(this.page.getByText("Sprawdź"));
		assertThat(this.page.locator("#goal-answer")).containsText("W tym roku masz już");
		taps.tap(this.page.getByText("Zapamiętaj ten cel"));
		assertThat(this.page.locator("#toast")).containsText("Zapamiętano cel");
		assertThat(taps.count()).isEqualTo(4);
		this.page.fill("#amount", "9000");
		this.page.selectOption("#unit", "PAGES");
		this.page.getByText("Sprawdź").click();
		assertThat(this.page).hasURL(Pattern.compile("amount=9000"));
		assertThat(this.page.locator("#goal-answer")).containsText("tygodniowo");
		this.page.getByText("Zapamiętaj ten cel").click();
		assertThat(this.page.locator("main")).containsText("Twój cel: 9 000 stron");
		this.page.navigate("/");
		assertThat(tile).containsText("9 000 stron: ");
	}

	@Test
	void aDeadlineIsAnsweredAtOnceAndCanBeKept() {
		openDemo(this.page);
		LocalDate late = day(this.page.locator("#tbr-finish-late"));
		this.page.locator(".tile[href='/forecast/deadline']").click();
		// The scripts of the page listen to the form after its load
		this.page.waitForURL("**/forecast/deadline");
		Locator chance = this.page.locator("#deadline-probability");
		assertThat(chance).hasAttribute("data-percent", Pattern.compile("\\d+"));
		this.page.fill("#by", late.toString());
		assertThat(chance).hasAttribute("data-percent", Pattern.compile("89|90|91"));
		assertThat(this.page.locator("#pages-per-weekday")).containsText("stron");
		assertAccessible(this.page);
		assertFits(this.page);
		this.page.getByText("Zapamiętaj ten termin").click();
		assertThat(this.page.locator("main")).containsText("To Twój termin.");
		this.page.navigate("/");
		assertThat(this.page.locator("#deadline-chance")).hasAttribute("data-percent", Pattern.compile("89|90|91"));
		this.page.navigate("/forecast/deadline");
		this.page.getByText("Usuń termin").click();
		assertThat(this.page.getByText("Usuń termin")).hasCount(0);
		this.page.navigate("/");
		assertThat(this.page.locator("#deadline-chance")).hasCount(0);
	}

	@Test
	void withoutJavaScriptEveryQuestionIsAForm() {
		try (Page plain = newPage(ColorScheme.LIGHT, false)) {
			openDemo(plain);
			LocalDate usual = day(plain.locator("#tbr-finish"));
			plain.getByText("A gdyby…?").click();
			plain.fill("[name=minutes]", "45");
			plain.getByText("Policz").click();
			assertThat(plain).hasURL(Pattern.compile("minutes=45"));
			assertThat(day(plain.locator("#what-if-finish"))).isBefore(usual);
			plain.locator("[name=drop]").first().check();
			plain.getByText("Policz").click();
			assertThat(plain.locator(".what-if-row").first()).hasClass(Pattern.compile("dropped"));
			String second = plain.locator(".what-if-title").nth(1).textContent();
			plain.locator("[aria-label='Czytaj najpierw: " + second + "']").click();
			assertThat(plain.locator(".what-if-title").first()).hasText(second);
			assertThat(plain.locator("#minutes")).hasValue("45");
			plain.navigate("/forecast/deadline");
			plain.fill("#by", usual.toString());
			plain.getByText("Sprawdź").click();
			assertThat(plain.locator("#deadline-probability")).hasAttribute("data-percent",
					Pattern.compile("4\\d|5\\d"));
			plain.navigate("/forecast/cost?pages=500");
			assertThat(plain.locator(".answer-day")).containsText("dni");
		}
	}

	@Test
	void everyPlanningPageIsAccessible() {
		Page demo = this.page;
		openDemo(demo);
		for (int width : new int[] { 390, 1280 }) {
			demo.setViewportSize(width, 844);
			for (String path : new String[] { "/forecast/what-if?minutes=30", "/forecast/deadline",
					"/forecast/goal?amount=40", "/forecast/why", "/forecast/exceptions", "/forecast/accuracy",
					"/forecast/cost?pages=350" }) {
				demo.navigate(path);
				assertAccessible(demo);
				if (width == 390) {
					assertAccessibleInForcedColours(demo);
				}
				assertFits(demo);
			}
		}
		demo.setViewportSize(390, 844);
		screenshots(demo, "what-if", "/forecast/what-if?minutes=20");
	}

	@Test
	void accuracyPageBacktestsTheForecastOnTheReadersOwnPast() {
		openDemo(this.page);
		this.page.getByText("Trafność prognoz").click();
		assertThat(this.page.locator("main")).containsText("Sprawdziło się");
		this.page.locator("details summary").last().click();
		assertThat(this.page.locator("main table").last()).isVisible();
		assertAccessible(this.page);
		assertFits(this.page);
	}

	private static LocalDate day(Locator time) {
		return LocalDate.parse(time.getAttribute("datetime"));
	}

}
