package pl.chronobook.notification.domain;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.notification.outbound.BrowserKeys;
import pl.chronobook.notification.outbound.OutboundMessages;
import pl.chronobook.notification.outbound.TestBrowser;
import pl.chronobook.notification.outbound.TestMessages;
import pl.chronobook.notification.outbound.WebhookSecret;
import pl.chronobook.reading.TbrList;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages on their way to a push service and a webhook. The clock of the parts under
 * test is years ahead of the application's, whose own sender finds nothing due.
 */
@WebTest
class DeliveryTests {

	private static final Instant NOON = Instant.parse("2031-05-12T10:00:00Z");

	private static final Happening SLIP = new Happening.DateSlipped(LocalDate.of(2032, 1, 10),
			LocalDate.of(2032, 1, 22), LocalDate.of(2031, 5, 12));

	private static final WireMockServer server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

	private static final JsonMapper json = JsonMapper.builder().build();

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Readers readers;

	@Autowired
	private NotificationSettings settings;

	@Autowired
	private MessageSource texts;

	@Autowired
	private JsonMapper mapper;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private TbrList list;

	private final MutableClock clock = MutableClock.of(NOON, ZoneOffset.UTC);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final TestBrowser browser = TestBrowser.create();

	private ReaderId reader;

	private Notifications notifications;

	private Channels channels;

	@BeforeAll
	static void start() {
		server.start();
	}

	@AfterAll
	static void stop() {
		server.stop();
	}

	@BeforeEach
	void aReader() {
		server.resetAll();
		server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(201)));
		this.jdbc.sql("DELETE FROM notifications").update();
		this.reader = TestReaders.create(this.jdbc);
		VapidKeyStore vapid = vapid();
		this.notifications = new Notifications(this.jdbc, vapid, this.mapper, this.clock);
		this.channels = new Channels(this.jdbc, vapid, this.readers, this.clock);
	}

	@Test
	void aMessageArrivesInTheBrowserAndAtTheWebhook() throws GeneralSecurityException {
		subscribe();
		WebhookSecret secret = webhook("/hook");

		assertThat(this.notifications.send(this.reader, SLIP)).isTrue();
		assertThat(this.notifications.send(this.reader, SLIP)).as("the same occasion").isTrue();
		sender().sendThoseDue();
		sender().sendThoseDue();

		LoggedRequest push = only("/push");
		JsonNode shown = json.readTree(this.browser.decrypt(push.getBody()));
		assertThat(shown.path("body").asString())
			.isEqualTo("Koniec listy przesunął się o 12 dni. Teraz najpewniej 22 stycznia 2032.");
		assertThat(shown.path("title").asString()).isEqualTo("Data się oddaliła");
		assertThat(shown.path("url").asString()).isEqualTo("/forecast/why");
		assertThat(push.getHeader("Topic")).isEqualTo(shown.path("tag").asString().replace("-", ""));

		LoggedRequest hook = only("/hook");
		String id = hook.getHeader("webhook-id");
		assertThat(id).startsWith("msg_");
		assertThat(hook.getHeader("webhook-timestamp")).isEqualTo(String.valueOf(NOON.getEpochSecond()));
		assertThat(hook.getHeader("webhook-signature")).isEqualTo(
				Receiver.signature(secret.text(), id, hook.getHeader("webhook-timestamp"), hook.getBodyAsString()));
		JsonNode message = json.readTree(hook.getBody());
		assertThat(message.path("type").asString()).isEqualTo("date.slipped");
		assertThat(message.path("timestamp").asString()).isEqualTo("2031-05-12T10:00:00Z");
		assertThat(message.at("/data/from").asString()).isEqualTo("2032-01-10");
		assertThat(message.at("/data/to").asString()).isEqualTo("2032-01-22");
		assertThat(message.at("/data/days").asInt()).isEqualTo(12);
		assertThat(message.at("/data/text").asString()).contains("12 dni");
		assertThat(states()).containsExactly("DELIVERED", "DELIVERED");
		assertThat(this.meters.counter("chronobook.notifications.deliveries", "channel", "push", "outcome", "delivered")
			.count()).isEqualTo(1);
	}

	@Test
	void failedWebhookIsRetriedWithTheSameIdEvenAfterARestart() {
		webhook("/hook");
		server.stubFor(post("/hook").willReturn(aResponse().withStatus(500)));
		this.notifications.send(this.reader, SLIP);
		sender().sendThoseDue();
		assertThat(states()).containsExactly("WAITING");
		sender().sendThoseDue();
		assertThat(requests("/hook")).as("not before a minute has passed").hasSize(1);

		server.stubFor(post("/hook").willReturn(aResponse().withStatus(503).withHeader("Retry-After", "600")));
		this.clock.add(Duration.ofMinutes(1));
		sender().sendThoseDue();
		this.clock.add(Duration.ofMinutes(6));
		sender().sendThoseDue();
		assertThat(requests("/hook")).as("asked to wait for ten minutes").hasSize(2);

		server.stubFor(post("/hook").willReturn(aResponse().withStatus(204)));
		this.clock.add(Duration.ofMinutes(4));
		sender().sendThoseDue();
		assertThat(requests("/hook")).hasSize(3)
			.extracting(request -> request.getHeader("webhook-id"))
			.containsOnly(requests("/hook").getFirst().getHeader("webhook-id"));
		assertThat(requests("/hook")).extracting(request -> request.getHeader("webhook-signature"))
			.doesNotHaveDuplicates();
		assertThat(states()).containsExactly("DELIVERED");
	}

	@Test
	void deliveryClaimedByAKilledInstanceIsSentAfterTheClaimExpires() {
		webhook("/hook");
		this.notifications.send(this.reader, SLIP);

		List<Deliveries.Due> killed = sender().claim();
		assertThat(killed).hasSize(1);
		assertThat(sender().claim()).as("claimed by another instance").isEmpty();

		this.clock.add(Duration.ofMinutes(2));
		sender().sendThoseDue();
		assertThat(requests("/hook")).hasSize(1);
		assertThat(states()).containsExactly("DELIVERED");
		// The first instance was only slow: its outcome comes too late and is ignored
		server.stubFor(post("/hook").willReturn(aResponse().withStatus(500)));
		sender().deliver(killed.getFirst());
		assertThat(states()).containsExactly("DELIVERED");
	}

	@Test
	void expiredPushSubscriptionIsRemoved() {
		for (int status : List.of(404, 410)) {
			subscribe();
			server.stubFor(post("/push").willReturn(aResponse().withStatus(status)));
			assertThat(this.channels.browsers(this.reader)).hasSize(1);
			this.notifications.test(this.reader, this.channels.browsers(this.reader).getFirst().id());
			sender().sendThoseDue();
			assertThat(this.channels.browsers(this.reader)).isEmpty();
		}
	}

	@Test
	void refusedPushIsNotRetried() {
		subscribe();
		server.stubFor(post("/push").willReturn(aResponse().withStatus(413)));
		this.notifications.send(this.reader, SLIP);
		sender().sendThoseDue();
		assertThat(states()).containsExactly("FAILED");
		assertThat(this.channels.browsers(this.reader).getFirst().last()).satisfies(last -> {
			assertThat(last.state()).isEqualTo(Delivery.State.FAILED);
			assertThat(last.status()).isEqualTo(413);
		});
	}

	@Test
	void webhookThatFailsTooOftenOrIsGoneIsDisabledUntilItsReaderEnablesIt() {
		webhook("/hook");
		server.stubFor(post("/hook").willReturn(aResponse().withStatus(500)));
		Webhook webhook = this.channels.webhooks(this.reader).getFirst();
		for (int rounds = 0; rounds < 20 && this.notifications.reaches(this.reader); rounds++) {
			if (!states().contains("WAITING")) {
				this.notifications.test(this.reader, webhook.id());
			}
			this.clock.add(Duration.ofHours(13));
			sender().sendThoseDue();
		}
		assertThat(requests("/hook")).hasSize(Deliveries.MOST_FAILURES);
		Webhook given = this.channels.webhooks(this.reader).getFirst();
		assertThat(given.disabledAt()).isEqualTo(this.clock.instant());
		assertThat(given.last()).isNotEmpty()
			.allSatisfy(delivery -> assertThat(delivery.state()).isEqualTo(Delivery.State.FAILED));
		assertThat(this.notifications.reaches(this.reader)).isFalse();

		this.channels.enable(this.reader, webhook.id());
		assertThat(this.notifications.reaches(this.reader)).isTrue();
		server.stubFor(post("/hook").willReturn(aResponse().withStatus(410)));
		this.notifications.test(this.reader, webhook.id());
		sender().sendThoseDue();
		assertThat(this.channels.webhooks(this.reader).getFirst().disabledAt()).isNotNull();
	}

	@Test
	void quietHoursKeepAMessageUntilMorning() {
		this.settings.choose(this.reader,
				new Preferences(true, 7, true, true, true, new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0))));
		webhook("/hook");
		this.clock.setInstant(Instant.parse("2031-05-12T21:30:00Z"));
		this.notifications.send(this.reader, SLIP);
		sender().sendThoseDue();
		this.clock.setInstant(Instant.parse("2031-05-13T04:59:00Z"));
		sender().sendThoseDue();
		assertThat(requests("/hook")).isEmpty();
		this.notifications.test(this.reader, this.channels.webhooks(this.reader).getFirst().id());
		sender().sendThoseDue();
		assertThat(requests("/hook")).as("a test comes at once").hasSize(1);

		this.clock.setInstant(Instant.parse("2031-05-13T05:00:00Z"));
		sender().sendThoseDue();
		assertThat(requests("/hook")).hasSize(2);
		assertThat(this.jdbc.sql("SELECT max(attempts) FROM notification_deliveries").query(Integer.class).single())
			.as("to wait is no attempt")
			.isEqualTo(1);
	}

	@Test
	void obsoleteMessageIsNotSent() {
		webhook("/hook");
		UUID entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680).value();
		this.notifications.send(this.reader, new Happening.BookFinished(entry, "Lalka", NOON));
		this.notifications.send(this.reader, new Happening.SessionForgotten(UUID.randomUUID(), "Lalka", NOON, NOON));
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'FINISHED', current_page = 680 WHERE tbr_id = ?")
			.param(entry)
			.update();
		sender().sendThoseDue();
		assertThat(requests("/hook")).isEmpty();
		assertThat(states()).containsExactly("OUTDATED", "OUTDATED");
	}

	@Test
	void messagesADayAreLimited() {
		webhook("/hook");
		for (int i = 0; i < Notifications.MOST_A_DAY; i++) {
			assertThat(this.notifications.send(this.reader, finished(i))).isTrue();
		}
		assertThat(this.notifications.send(this.reader, finished(99))).isFalse();
		this.clock.add(Duration.ofHours(24));
		assertThat(this.notifications.send(this.reader, finished(99))).isTrue();
		for (int i = 0; i < 5; i++) {
			assertThat(this.notifications.test(this.reader, this.channels.webhooks(this.reader).getFirst().id()))
				.isTrue();
		}
		assertThat(this.notifications.test(this.reader, this.channels.webhooks(this.reader).getFirst().id())).isFalse();
	}

	@Test
	void storedPrivateAddressIsNotCalled() {
		webhook("/hook");
		subscribe();
		this.notifications.send(this.reader, SLIP);
		sender(TestMessages.to()).sendThoseDue();
		assertThat(server.findAll(postRequestedFor(anyUrl()))).isEmpty();
		assertThat(states()).containsExactly("WAITING", "WAITING");
	}

	@Test
	void keyPairIsGeneratedOnceForAllInstancesAndAFormerPairIsNotUsed() {
		String key = vapid().keys().publicKey();
		assertThat(vapid().keys().publicKey()).isEqualTo(key);
		assertThat(Base64.getUrlDecoder().decode(key)).hasSize(65);
		subscribe();
		this.jdbc.sql("UPDATE push_subscriptions SET vapid_key = 'former' WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		this.notifications.send(this.reader, SLIP);
		assertThat(states()).isEmpty();
		assertThat(this.channels.browsers(this.reader)).isEmpty();
	}

	@Test
	void deletedReaderLeavesNoNotification() {
		webhook("/hook");
		subscribe();
		this.settings.choose(this.reader, Preferences.DEFAULT);
		this.notifications.send(this.reader, SLIP);
		this.jdbc.sql("DELETE FROM users WHERE user_id = ?").param(this.reader.value()).update();
		for (String table : List.of("webhooks", "push_subscriptions", "notifications", "notification_settings")) {
			assertThat(this.jdbc.sql("SELECT count(*) FROM " + table + " WHERE user_id = ?")
				.param(this.reader.value())
				.query(Integer.class)
				.single()).as(table).isZero();
		}
		assertThat(states()).isEmpty();
		assertThat(this.notifications.send(this.reader, SLIP)).isFalse();
	}

	/** The documentation shows a message exactly as it is sent. */
	@Test
	void documentedExampleHasAValidSignature() throws IOException, GeneralSecurityException {
		String page = Files.readString(Path.of("docs/integrations/webhooks.md"));
		String body = found(page, "(\\{\"type\".*)");
		assertThat(found(page, "webhook-signature: (.*)")).isEqualTo(Receiver.signature(found(page, "`(whsec_[^`]+)`"),
				found(page, "webhook-id: (.*)"), found(page, "webhook-timestamp: (.*)"), body));
		Happening slip = new Happening.DateSlipped(LocalDate.of(2028, 1, 10), LocalDate.of(2028, 1, 22),
				LocalDate.of(2027, 3, 14));
		assertThat(json.readTree(
				new MessageTexts(this.texts, this.mapper).forProgram(slip, Instant.parse("2027-03-14T12:00:00Z"))))
			.isEqualTo(json.readTree(body));
		for (NotificationKind kind : NotificationKind.values()) {
			assertThat(page).contains("| `" + kind.type() + "` |");
		}
	}

	private static String found(String text, String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		assertThat(matcher.find()).as(pattern).isTrue();
		return matcher.group(1);
	}

	private static Happening finished(int number) {
		return new Happening.BookFinished(new UUID(7, number), "Lalka", NOON);
	}

	private VapidKeyStore vapid() {
		return new VapidKeyStore(TestMessages.withoutSettings(), "", this.jdbc, this.clock);
	}

	/** Returns a sender that has just been started. */
	private Deliveries sender() {
		return sender(TestMessages.to("127.0.0.0/8"));
	}

	private Deliveries sender(OutboundMessages outbound) {
		ReadingWatch watch = new ReadingWatch(this.notifications, this.settings, List::of, this.list, this.readers,
				this.clock);
		return new Deliveries(outbound, new MessageTexts(this.texts, this.mapper), vapid(), this.settings, watch,
				this.readers, new DeliveryMetrics(this.meters, this.jdbc, this.clock), this.jdbc, this.transaction,
				this.mapper, this.clock);
	}

	private void subscribe() {
		this.channels.addBrowser(this.reader, "Firefox, Windows", URI.create(server.baseUrl() + "/push"),
				BrowserKeys.of(this.browser.publicKey(), this.browser.auth()));
	}

	private WebhookSecret webhook(String path) {
		return this.channels.addWebhook(this.reader, URI.create(server.baseUrl() + path)).orElseThrow();
	}

	private List<String> states() {
		return this.jdbc.sql("SELECT state FROM notification_deliveries ORDER BY delivery_id")
			.query(String.class)
			.list();
	}

	private static LoggedRequest only(String path) {
		assertThat(requests(path)).hasSize(1);
		return requests(path).getFirst();
	}

	private static List<LoggedRequest> requests(String path) {
		return server.findAll(postRequestedFor(urlPathEqualTo(path)));
	}

}
