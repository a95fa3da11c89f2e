package pl.chronobook.browser;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading with the timer, by hand and without a network.
 */
class ExactModeTests extends BrowserTest {

	private static final Pattern CLOCK = Pattern.compile("(\\d+:)?\\d+:\\d\\d");

	@Autowired
	private JdbcClient jdbc;

	@Test
	void theTimerSurvivesReloadsAndBecomesProgressAndADate() {
		String email = register(this.page);
		typeIn(this.page, "Lalka", "680");
		// As on a home network without TLS
		this.page.addInitScript("""
				delete Crypto.prototype.randomUUID;
				Navigator.prototype.setAppBadge = async () => { window.badge = 'running'; };
				Navigator.prototype.clearAppBadge = async () => { window.badge = 'none'; };""");
		this.page.navigate("/sessions");
		this.page.waitForFunction("() => window.badge === 'none'");
		start("Lalka");
		assertThat(clock()).hasText(CLOCK);
		this.page.waitForFunction("() => window.badge === 'running'");
		assertThat(this.page).hasTitle(Pattern.compile("▶ .*Czytaj.*"));

		assertAccessible(this.page);

		begunEarlier(email, 40);
		this.page.reload();
		assertThat(clock()).hasText(Pattern.compile("40:\\d\\d"));
		this.page.locator("[data-step=pause] button").click();
		assertThat(this.page.locator("[data-step=resume] button")).isVisible();
		assertThat(this.page).hasTitle(Pattern.compile("❚❚ .*"));
		this.page.context().clearCookies();
		logIn(this.page, email);
		assertThat(this.page.locator(".running-clock")).hasText(Pattern.compile("40:\\d\\d"));
		this.page.locator(".running").click();
		this.page.locator("[data-step=resume] button").click();
		this.page.locator("[data-step=stop] button").click();

		Locator asking = this.page.locator("[data-stopped]");
		assertThat(asking).containsText("Na której stronie jesteś?");
		assertAccessible(this.page);
		asking.locator("[name=to]").fill("9999");
		asking.getByText("Zapisz sesję").click();
		assertThat(asking.locator(".field-error")).containsText("od 0 do 680");
		assertThat(asking.locator("[name=to]")).hasValue("9999");
		asking.locator("[name=to]").fill("5%");
		asking.getByText("Zapisz sesję").click();
		assertThat(this.page.locator("#toast")).containsText("Zapisano sesję: 40 min, 34 str.");
		assertThat(this.page.locator("[data-pick]")).containsText("strona 34 z 680");

		this.page.navigate("/");
		assertThat(this.page.locator("#forecast-stage")).hasAttribute("data-stage", "PACE");
		assertThat(this.page.locator("#tbr-finish")).hasAttribute("datetime", Pattern.compile("\\d{4}-.*"));
	}

	@Test
	void twoTabsThatStartAtOnceMakeOneSession() {
		String email = register(this.page);
		typeIn(this.page, "Lalka", "680");
		typeIn(this.page, "Faraon", "700");
		this.page.navigate("/sessions");
		try (Page other = this.page.context().newPage()) {
			other.navigate("/sessions");
			start("Lalka");
			other.locator("[name=entry]").selectOption("Faraon");
			other.locator("[data-step=start] button").last().click();
			assertThat(other.locator("#toast")).containsText("Stoper już chodzi.");
			assertThat(other.locator("#timer-title")).hasText("Lalka");
		}
		assertThat(timers(email)).isEqualTo(1);
	}

	@Test
	void aNightSessionIsTypedInEditedRemovedAndBroughtBack() {
		String email = register(this.page);
		typeIn(this.page, "Lalka", "680");
		this.page.navigate("/sessions/new");
		LocalDate twoDaysAgo = LocalDate.now(ZoneId.of("Europe/Warsaw")).minusDays(2);
		this.page.fill("[name=day]", twoDaysAgo.toString());
		this.page.fill("[name=start]", "23:30");
		this.page.getByText("Zapisz sesję").click();
		assertThat(this.page.locator(".field-error").first()).isVisible();
		this.page.fill("[name=end]", "00:20");
		this.page.getByText("Zapisz sesję").click();
		assertThat(this.page.locator(".field-error")).containsText("Podaj stronę, na której kończysz");
		assertThat(this.page.locator("[name=end]")).hasValue("00:20");
		assertAccessible(this.page);
		this.page.fill("[name=to]", "45");
		this.page.fill("[name=note]", "Stary subiekt");
		this.page.getByText("Zapisz sesję").click();

		Locator session = this.page.locator("[data-session]");
		assertThat(session).containsText("23:30–00:20 · 50 min · s. 0–45");
		assertThat(session).containsText("Stary subiekt");
		session.locator("a").click();
		this.page.fill("[name=to]", "60");
		this.page.getByText("Zapisz sesję").click();
		assertThat(session).containsText("s. 0–60");
		assertThat(currentPage(email)).isEqualTo(60);

		session.locator("a").click();
		this.page.getByText("Usuń sesję").click();
		assertThat(session).hasCount(0);
		assertThat(currentPage(email)).isZero();
		this.page.getByText("Cofnij").click();
		assertThat(session).containsText("s. 0–60");
		assertThat(currentPage(email)).isEqualTo(60);
	}

	@Test
	void aSessionReadWithoutANetworkIsDeliveredOnce() throws IOException {
		try (CableBetween cable = new CableBetween(port());
				Page phone = newPage(ColorScheme.LIGHT, true, cable.port())) {
			String email = register(phone);
			typeIn(phone, "Lalka", "680");
			await(phone, "async () => Boolean(navigator.serviceWorker.controller && await caches.match('/sessions'))",
					null);
			// The service worker must have cached the page that contains the book
			phone.navigate("/sessions");
			awaitCachedPage(phone, "Lalka");

			cable.pull();
			phone.navigate("/reading-list");
			assertThat(phone.locator("main")).containsText("Nie ma teraz sieci");
			phone.getByText("Otwórz stoper").click();
			// The scripts of the page listen to its forms after its load
			phone.waitForURL("**/sessions");
			phone.locator("[data-step=start] button").last().click();
			assertThat(phone.locator("#offline")).containsText("Czytasz „Lalka”. Nie ma sieci");
			phone.reload();
			assertThat(phone.locator("[data-offline-clock]")).hasText(CLOCK);
			halfAnHourPasses(phone);
			phone.reload();
			assertThat(phone.locator("[data-offline-clock]")).hasText(Pattern.compile("30:\\d\\d"));
			phone.locator("[data-offline-stop] button").click();
			assertThat(phone.locator("#offline")).containsText("Sesja czeka na tym urządzeniu.");
			assertThat(timers(email)).isZero();

			cable.plug();
			phone.evaluate("window.dispatchEvent(new Event('online'))");
			Locator asking = phone.locator("[data-stopped]");
			assertThat(asking).containsText("30 min");
			phone.evaluate("navigator.serviceWorker.controller.postMessage('deliver')");
			phone.reload();
			assertThat(asking).hasCount(1);
			assertThat(timers(email)).isEqualTo(1);
			asking.locator("[name=to]").fill("25");
			asking.getByText("Zapisz sesję").click();
			assertThat(phone.locator("[data-session]")).containsText("30 min · s. 0–25");
		}
	}

	@Test
	void offlineTimerKeepsRunningAndAPauseCanBeUndone() throws IOException {
		try (CableBetween cable = new CableBetween(port());
				Page phone = newPage(ColorScheme.LIGHT, true, cable.port())) {
			String email = register(phone);
			typeIn(phone, "Lalka", "680");
			phone.navigate("/sessions");
			awaitCachedPage(phone, "Lalka");
			phone.locator("[data-step=start] button").last().click();
			assertThat(phone.locator("[data-step=pause] button")).isVisible();
			begunEarlier(email, 10);
			phone.navigate("/sessions");
			awaitCachedPage(phone, "data-timer");
			Locator face = phone.locator(".timer-clock[role=timer]");
			assertThat(face).hasText(Pattern.compile("10:\\d\\d"));

			cable.pull();
			phone.evaluate(
					"""
							async () => {
							  const text = await (await caches.match('/sessions')).text();
							  const earlier = text.replace(/data-kept="(\\d+)"/, (all, kept) => `data-kept="${kept - 5 * 60000}"`);
							  const headers = { 'content-type': 'text/html' };
							  await (await caches.open('pages')).put('/sessions', new Response(earlier, { headers }));
							}""");
			phone.navigate("/sessions");
			assertThat(face).hasText(Pattern.compile("15:\\d\\d"));
			phone.locator("[data-step=pause] button").click();
			assertThat(phone.locator("#offline")).containsText("Zapisano na tym urządzeniu.");
			assertThat(face).hasAttribute("data-paused", "true");
			assertThat(phone.locator("[data-break]")).isVisible();
			phone.locator("[data-step=resume] button").click();
			assertThat(phone.locator("[data-step=pause] button")).hasText("Pauza");
			assertThat(face).hasAttribute("data-paused", "false");
			assertThat(phone.locator("[data-break]")).isHidden();
			phone.locator("[data-step=stop] button").click();
			assertThat(phone.locator("[data-timer]")).isHidden();

			cable.plug();
			phone.evaluate("window.dispatchEvent(new Event('online'))");
			assertThat(phone.locator("[data-stopped]")).containsText("10 min");
		}
	}

	@Test
	void refusedOfflineSessionIsReportedAndLogoutClearsTheBrowser() throws IOException {
		try (CableBetween cable = new CableBetween(port());
				Page phone = newPage(ColorScheme.LIGHT, true, cable.port())) {
			String email = register(phone);
			typeIn(phone, "Lalka", "680");
			await(phone, "async () => Boolean(navigator.serviceWorker.controller && await caches.match('/sessions'))",
					null);
			phone.navigate("/sessions");
			awaitCachedPage(phone, "Lalka");
			cable.pull();
			phone.navigate("/sessions");
			phone.locator("[data-step=start] button").last().click();
			assertThat(phone.locator("#offline")).containsText("Czytasz „Lalka”");
			halfAnHourPasses(phone);
			phone.reload();
			phone.locator("[data-offline-pause] button").click();
			assertThat(phone.locator("[data-offline-pause] button")).hasText("Wznów");
			assertThat(phone.locator("[data-offline-clock]")).hasText(Pattern.compile("30:\\d\\d"));
			phone.locator("[data-offline-stop] button").click();
			assertThat(phone.locator("#offline")).containsText("Sesja czeka na tym urządzeniu.");
			this.jdbc.sql("""
					UPDATE user_tbr_list SET removed_at = now()
					WHERE user_id = (SELECT user_id FROM users WHERE email = ?)""").param(email).update();

			cable.plug();
			phone.evaluate("window.dispatchEvent(new Event('online'))");
			Locator word = phone.locator("#in-vain");
			assertThat(word).containsText("Tej książki nie ma już na Twojej liście, więc sesji nie zapisano.");
			assertThat(phone.locator("#offline")).isHidden();
			assertAccessible(phone);
			word.getByText("Rozumiem").click();
			assertThat(word).isHidden();
			phone.reload();
			assertThat(phone.locator("h1")).hasText("Czytaj");
			assertThat(word).isHidden();

			await(phone, "async () => Boolean(await caches.match('/sessions'))", null);
			phone.context().clearCookies();
			phone.navigate("/sessions");
			assertThat(phone).hasURL(Pattern.compile(".*/login.*"));
			await(phone, "async () => !(await caches.match('/sessions'))", null);
		}
	}

	@Test
	void timerAndSessionsAreAccessible() {
		Page demo = this.page;
		demo.navigate("/");
		demo.getByText("Zobacz demo").click();
		assertThat(demo.locator("#tbr-finish")).isVisible();
		demo.navigate("/sessions");
		assertAccessible(demo);
		demo.locator("[data-step=start] button").first().click();
		assertThat(demo.locator("[data-timer]")).isVisible();
		this.jdbc.sql("""
				UPDATE timed_sessions SET started_at = now() - interval '27 minutes 14 seconds'
				WHERE session_id = (SELECT session_id FROM timed_sessions ORDER BY started_at DESC LIMIT 1)""")
			.update();
		assertAccessible(demo);
		screenshots(demo, "timer", "/sessions");
	}

	@Test
	void withoutJavaScriptTheTimerWorksToo() {
		try (Page plain = newPage(ColorScheme.LIGHT, false)) {
			String email = register(plain);
			typeIn(plain, "Lalka", "680");
			plain.navigate("/sessions");
			plain.locator("[data-step=start] button").last().click();
			assertThat(plain.locator("[data-step=stop] button")).isVisible();
			begunEarlier(email, 10);
			plain.locator("[data-step=stop] button").click();
			plain.locator("[data-stopped] [name=to]").fill("12");
			plain.locator("[data-stopped]").getByText("Zapisz sesję").click();
			assertThat(plain.locator("[data-session]")).containsText("10 min · s. 0–12");
		}
	}

	/** Moves the steps that are queued on the phone half an hour into the past. */
	private static void halfAnHourPasses(Page phone) {
		phone.evaluate("""
				() => new Promise((done) => {
				  const opening = indexedDB.open('chronobook', 1);
				  opening.onsuccess = () => {
				    const steps = opening.result.transaction('steps', 'readwrite').objectStore('steps');
				    steps.getAll().onsuccess = ({ target }) => {
				      target.result.forEach((step) => steps.put({ ...step, at: step.at - 30 * 60000 }));
				      steps.transaction.oncomplete = () => { opening.result.close(); done(); };
				    };
				  };
				})""");
	}

	private static void awaitCachedPage(Page phone, String holds) {
		await(phone, """
				async (text) => Boolean(navigator.serviceWorker.controller
				  && (await (await caches.match('/sessions'))?.text())?.includes(text))""", holds);
	}

	/**
	 * Waits for an asynchronous function to give true; Playwright's own wait would take
	 * its promise for true.
	 */
	private static void await(Page phone, String function, @Nullable Object argument) {
		Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofMinutes(3))
			.until(() -> Boolean.TRUE.equals(phone.evaluate(function, argument)));
	}

	private void start(String title) {
		Locator known = this.page.getByLabel("Zacznij sesję: " + title);
		if (known.count() > 0) {
			known.click();
		}
		else {
			this.page.locator("[name=entry]").last().selectOption(title);
			this.page.locator("[data-step=start] button").last().click();
		}
		assertThat(this.page.locator("#timer-title")).hasText(title);
	}

	private Locator clock() {
		return this.page.locator(".timer-clock[role=timer]");
	}

	/** The session that runs has begun so many minutes before this moment. */
	private void begunEarlier(String email, int minutes) {
		this.jdbc.sql("""
				UPDATE timed_sessions SET started_at = now() - make_interval(mins => ?)
				WHERE user_id = (SELECT user_id FROM users WHERE email = ?)""").params(minutes, email).update();
	}

	private int timers(String email) {
		return this.jdbc.sql("SELECT count(*) FROM timed_sessions JOIN users USING (user_id) WHERE email = ?")
			.param(email)
			.query(Integer.class)
			.single();
	}

	private int currentPage(String email) {
		return this.jdbc.sql("SELECT current_page FROM user_tbr_list JOIN users USING (user_id) WHERE email = ?")
			.param(email)
			.query(Integer.class)
			.single();
	}

}
