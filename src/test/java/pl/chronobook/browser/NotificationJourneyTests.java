package pl.chronobook.browser;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import pl.chronobook.notification.outbound.TestBrowser;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser is subscribed, a message reaches its push service, arrives, is shown, and
 * opens its page. A headless Chromium without a network has no push service: the page's
 * subscription is made up, with keys that are real, and what the push service was sent is
 * handed to the service worker through the DevTools protocol.
 */
class NotificationJourneyTests extends BrowserTest {

	private static final WireMockServer service = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

	private static final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();

	@BeforeAll
	static void startPushService() {
		service.start();
		service.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(201)));
		service.addMockServiceRequestListener((request, response) -> {
			if (request.getUrl().startsWith("/push")) {
				arrived.add(request.getBody());
			}
		});
	}

	@AfterAll
	static void stopPushService() {
		service.stop();
	}

	@Test
	void aPushArrivesIsShownAndOpensItsPage() throws GeneralSecurityException, InterruptedException {
		TestBrowser keys = TestBrowser.create();
		String endpoint = "http://127.0.0.1:" + service.port() + "/push/abc";
		this.page = newPageWithNotifications();
		this.page.context().grantPermissions(List.of("notifications"));
		this.page.addInitScript(subscription(endpoint, keys));
		register(this.page);
		this.page.navigate("/account");
		this.page.locator("a[href='/account/notifications']").click();
		// The scripts of the page listen to the form after its load
		this.page.waitForURL("**/account/notifications");

		this.page.getByText("Włącz w tej przeglądarce").click();
		this.page.getByText("Ta przeglądarka dostaje teraz powiadomienia.").waitFor();
		this.page.getByText("(ta przeglądarka)").waitFor();
		assertFits(this.page);
		assertAccessible(this.page);
		this.page.getByText("Wyślij próbne").click();
		this.page.getByText("Wysyłamy.").waitFor();

		byte[] body = arrived.poll(60, TimeUnit.SECONDS);
		assertThat(body).as("the message at the push service").isNotNull();
		String message = keys.decrypt(body);
		assertThat(message).contains("Tak będą wyglądać wiadomości od ChronoBooka.", "/account/notifications");

		CDPSession devtools = this.page.context().newCDPSession(this.page);
		String registration = registration(devtools);
		deliver(devtools, registration, message);
		JsonObject shown = shown();
		assertThat(shown.get("title").getAsString()).isEqualTo("Wiadomość próbna");
		assertThat(shown.get("body").getAsString()).isEqualTo("Tak będą wyglądać wiadomości od ChronoBooka.");
		deliver(devtools, registration, message);
		assertThat(shown().get("count").getAsInt()).as("the same message twice is shown once").isOne();

		assertThat(click(devtools, "/account/notifications")).endsWith("/account/notifications");
		this.page.getByText("Usuń", new Page.GetByTextOptions().setExact(true)).first().click();
		this.page.getByText("Przeglądarka usunięta.").waitFor();
		PlaywrightAssertions.assertThat(this.page.locator("[data-browser]")).hasCount(0);
	}

	@Test
	void notificationPageFitsAndIsAccessible() {
		Page shown = this.page;
		register(shown);
		shown.navigate("/account/notifications");
		shown.fill("#address", "http://10.0.0.1/hook");
		shown.getByText("Dodaj", new Page.GetByTextOptions().setExact(true)).click();
		shown.getByText("To nie jest adres").or(shown.getByText("prowadzi do sieci prywatnej")).waitFor();
		assertFits(shown);
		assertAccessible(shown);
		shown.fill("#address", "http://127.0.0.1:" + service.port() + "/hook");
		shown.getByText("Dodaj", new Page.GetByTextOptions().setExact(true)).click();
		shown.locator("#webhook-secret").waitFor();
		shown.locator("[data-webhook] button").first().click();
		shown.getByText("Wysyłamy.").waitFor();
		assertFits(shown);
		assertAccessible(shown);
		shown.setViewportSize(1280, 800);
		assertFits(shown);
	}

	/** A substitute for the browser's own subscription, which needs a network. */
	private static String subscription(String endpoint, TestBrowser keys) {
		return """
				(() => {
				  let known = null;
				  const subscription = {
				    endpoint: '%s', options: {}, unsubscribe: async () => { known = null; return true; },
				    toJSON: () => ({ endpoint: '%s', keys: { p256dh: '%s', auth: '%s' } }),
				  };
				  PushManager.prototype.subscribe = async (options) => {
				    if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw new Error('no key');
				    sessionStorage.setItem('subscribed', 'yes');
				    return subscription;
				  };
				  PushManager.prototype.getSubscription = async () =>
				    sessionStorage.getItem('subscribed') ? subscription : null;
				})();
				"""
			.formatted(endpoint, endpoint, keys.publicKey(), keys.auth());
	}

	/** The id of the service worker's registration. */
	private String registration(CDPSession devtools) {
		BlockingQueue<String> registrations = new LinkedBlockingQueue<>();
		devtools.on("ServiceWorker.workerRegistrationUpdated", event -> event.getAsJsonArray("registrations")
			.forEach(known -> registrations.add(known.getAsJsonObject().get("registrationId").getAsString())));
		devtools.send("ServiceWorker.enable");
		this.page.waitForCondition(() -> !registrations.isEmpty());
		return registrations.element();
	}

	private void deliver(CDPSession devtools, String registration, String message) {
		JsonObject push = new JsonObject();
		push.addProperty("origin", "http://localhost:" + port());
		push.addProperty("registrationId", registration);
		push.addProperty("data", message);
		devtools.send("ServiceWorker.deliverPushMessage", push);
	}

	/** The notification that is shown, within a minute. */
	private JsonObject shown() {
		String found = (String) this.page.evaluate(
				"""
						async () => {
						  const registration = await navigator.serviceWorker.ready;
						  for (let i = 0; i < 600; i++) {
						    const [shown, ...others] = await registration.getNotifications();
						    if (shown) return JSON.stringify({ title: shown.title, body: shown.body, count: 1 + others.length });
						    await new Promise((resolve) => setTimeout(resolve, 100));
						  }
						  return '{"title": "none"}';
						}""");
		return JsonParser.parseString(found).getAsJsonObject();
	}

	/**
	 * Clicks the notification. The protocol knows no such click: the worker is given the
	 * event, and its wish to open a window is noted, which only a person's click grants.
	 * @return the address that it opens
	 */
	private String click(CDPSession devtools, String path) {
		// Other tests of the same browser have workers of their own
		String context = devtools.send("Target.getTargetInfo")
			.getAsJsonObject("targetInfo")
			.get("browserContextId")
			.getAsString();
		JsonObject targets = devtools.send("Target.getTargets");
		String worker = targets.getAsJsonArray("targetInfos")
			.asList()
			.stream()
			.map(target -> target.getAsJsonObject())
			.filter(target -> target.get("type").getAsString().equals("service_worker")
					&& target.get("browserContextId").getAsString().equals(context))
			.map(target -> target.get("targetId").getAsString())
			.findFirst()
			.orElseThrow();
		BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
		devtools.on("Target.receivedMessageFromTarget", event -> {
			JsonObject message = JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject();
			// The others are events
			if (message.has("id")) {
				answers.add(message);
			}
		});
		JsonObject attach = new JsonObject();
		attach.addProperty("targetId", worker);
		attach.addProperty("flatten", false);
		String session = devtools.send("Target.attachToTarget", attach).get("sessionId").getAsString();
		JsonObject evaluate = JsonParser.parseString("{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{}}")
			.getAsJsonObject();
		JsonObject parameters = evaluate.getAsJsonObject("params");
		parameters.addProperty("awaitPromise", true);
		parameters.addProperty("returnByValue", true);
		parameters.addProperty("expression", """
				(async () => {
				  let opened;
				  self.clients.matchAll = async () => [];
				  self.clients.openWindow = async (url) => { opened = url; };
				  const [notification] = await self.registration.getNotifications();
				  if (notification.data !== '%s') return notification.data;
				  const event = new NotificationEvent('notificationclick', { notification });
				  const done = [];
				  event.waitUntil = (promise) => done.push(promise);
				  self.dispatchEvent(event);
				  await Promise.all(done);
				  return opened;
				})()""".formatted(path));
		JsonObject send = new JsonObject();
		send.addProperty("sessionId", session);
		send.addProperty("message", evaluate.toString());
		devtools.send("Target.sendMessageToTarget", send);
		this.page.waitForCondition(() -> !answers.isEmpty());
		return answers.element().getAsJsonObject("result").getAsJsonObject("result").get("value").getAsString();
	}

}
