package pl.chronobook.notification.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.Redirected;
import pl.chronobook.SignedIn;
import pl.chronobook.StatementCounter;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.notification.outbound.TestBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * The page where a reader chooses the events to be notified of, and the channels.
 */
@WebTest
class NotificationPageTests {

	private static final String HERE = "/account/notifications";

	private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/]{43}=");

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	@BeforeEach
	void aReader() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void savedSettingsAreShownAgain() throws Exception {
		assertThat(page()).contains("value=\"7\"", "value=\"22:00\"", "czas środkowoeuropejski", "Jeszcze żadna");

		post("/preferences", Map.of("dateSlipped", "true", "slipDays", "30", "quiet", "true", "quietFrom", "23:15",
				"quietUntil", "06:30"));

		assertThat(this.jdbc.sql("""
				SELECT date_slipped, slip_days, deadline_at_risk, session_forgotten, book_finished,
				  quiet_from::text AS quiet_from, quiet_until::text AS quiet_until
				FROM notification_settings WHERE user_id = ?""").param(this.reader.value()).query().singleRow())
			.containsEntry("date_slipped", true)
			.containsEntry("slip_days", 30)
			.containsEntry("deadline_at_risk", false)
			.containsEntry("session_forgotten", false)
			.containsEntry("book_finished", false)
			.containsEntry("quiet_from", "23:15:00")
			.containsEntry("quiet_until", "06:30:00");
		assertThat(page()).contains("value=\"30\"", "value=\"23:15\"", "value=\"06:30\"");

		post("/preferences", Map.of("slipDays", "30"));
		assertThat(this.jdbc.sql("SELECT quiet_from FROM notification_settings WHERE user_id = ?")
			.param(this.reader.value())
			.query()
			.singleRow()).containsEntry("quiet_from", null);
	}

	@ParameterizedTest
	@CsvSource({ "0, 22:00, 07:00, Podaj liczbę dni od 1 do 365", "366, 22:00, 07:00, Podaj liczbę dni",
			"dużo, 22:00, 07:00, Podaj liczbę dni", "7, dziesiąta, 07:00, Podaj godzinę",
			"7, 22:00, 25:00, Podaj godzinę", "7, 22:00, 22:00, Cisza nie może kończyć się" })
	void invalidSettingsAreRefusedAtTheirFieldsAndKept(String days, String from, String until, String reason)
			throws Exception {
		MvcTestResult refused = send("/preferences",
				Map.of("slipDays", days, "quiet", "true", "quietFrom", from, "quietUntil", until));
		assertThat(refused).hasStatus3xxRedirection();
		assertThat(text(Redirected.follow(this.mvc, refused, this.reader))).contains(reason, "aria-invalid",
				"value=\"" + days + "\"");
		assertThat(this.jdbc.sql("SELECT count(*) FROM notification_settings WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void webhookSecretIsShownOnceAndItsReaderIsNotifiedOnOtherDevices() throws Exception {
		MvcTestResult added = send("/webhooks", Map.of("address", "https://hooks.invalid?key=tajne"));

		assertThat(added).hasStatusOk().hasHeader("Cache-Control", "no-store");
		Matcher secret = SECRET.matcher(added.getResponse().getContentAsString());
		assertThat(secret.find()).isTrue();
		assertThat(page()).contains("hooks.invalid").doesNotContainPattern(SECRET);
		assertThat(this.jdbc.sql("SELECT kind FROM account_notices WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.list()).containsExactly("WEBHOOK_ADDED");

		UUID id = this.jdbc.sql("SELECT webhook_id FROM webhooks WHERE user_id = ?")
			.param(this.reader.value())
			.query(UUID.class)
			.single();
		post("/webhooks/" + id + "/test", Map.of());
		assertThat(page()).contains("Wiadomość próbna", "Wyślij próbną");
		this.jdbc.sql("UPDATE webhooks SET disabled_at = '2027-03-14T11:00Z' WHERE webhook_id = ?").param(id).update();
		assertThat(page()).contains("Wyłączony", "14 marca 2027, 12:00").doesNotContain("Wyślij próbną");
		post("/webhooks/" + id + "/enable", Map.of());
		assertThat(page()).contains("Wyślij próbną");
		post("/webhooks/" + id + "/remove", Map.of());
		assertThat(page()).doesNotContain("hooks.invalid");
	}

	@ParameterizedTest
	@CsvSource({ "http://93.184.216.34/hook, To nie jest adres", "ftp://example.org, To nie jest adres",
			"https://10.0.0.1/hook, prowadzi do sieci prywatnej", "https://[::1]/hook, prowadzi do sieci prywatnej",
			"https://[::ffff:10.0.0.1]/hook, prowadzi do sieci prywatnej" })
	void disallowedWebhookAddressIsRefused(String address, String reason) throws Exception {
		MvcTestResult refused = send("/webhooks", Map.of("address", address));
		assertThat(text(Redirected.follow(this.mvc, refused, this.reader))).contains(reason, address);
		assertThat(this.jdbc.sql("SELECT count(*) FROM webhooks WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void aBrowserIsAddedByTheNameThatItHasAndRemoved() throws Exception {
		subscribe("https://push.invalid/1");
		assertThat(page()).contains("Firefox, Windows");
		subscribe("https://push.invalid/1");
		assertThat(count("push_subscriptions")).as("the same browser again").isOne();
		subscribe("https://10.0.0.1/push/2");
		send("/browsers", Map.of("endpoint", "https://push.invalid/3", "p256dh", "AAAA", "auth", "AAAA"));
		send("/browsers", Map.of());
		assertThat(count("push_subscriptions")).as("none of these is a subscription").isOne();

		UUID id = this.jdbc.sql("SELECT subscription_id FROM push_subscriptions WHERE user_id = ?")
			.param(this.reader.value())
			.query(UUID.class)
			.single();
		post("/browsers/" + id + "/test", Map.of());
		assertThat(page()).contains("Wiadomość próbna");
		post("/browsers/" + id + "/remove", Map.of());
		assertThat(count("push_subscriptions")).isZero();
	}

	@Test
	void numberOfBrowsersAndWebhooksIsLimited() {
		for (int i = 0; i < 12; i++) {
			subscribe("https://push.invalid/" + UUID.randomUUID());
			send("/webhooks", Map.of("address", "https://hooks.invalid/" + i));
		}
		assertThat(count("push_subscriptions")).isEqualTo(10);
		assertThat(count("webhooks")).isEqualTo(5);
	}

	@Test
	void aDemoAccountSendsNothing() throws Exception {
		this.jdbc.sql("UPDATE users SET demo = true WHERE user_id = ?").param(this.reader.value()).update();
		assertThat(page()).contains("W koncie demo niczego nie wysyłamy").doesNotContain("Włącz w tej przeglądarce");
		subscribe("https://push.invalid/" + UUID.randomUUID());
		send("/webhooks", Map.of("address", "https://hooks.invalid"));
		assertThat(count("push_subscriptions")).isZero();
		assertThat(count("webhooks")).isZero();
	}

	@Test
	void moreChannelsTakeNoMoreStatements() {
		send("/webhooks", Map.of("address", "https://hooks.invalid/0"));
		int one = this.statements.count(this::page);
		for (int i = 1; i < 5; i++) {
			send("/webhooks", Map.of("address", "https://hooks.invalid/" + i));
			subscribe("https://push.invalid/" + UUID.randomUUID());
		}
		assertThat(this.statements.count(this::page)).isEqualTo(one);
	}

	private void subscribe(String endpoint) {
		TestBrowser browser = TestBrowser.create();
		assertThat(
				send("/browsers", Map.of("endpoint", endpoint, "p256dh", browser.publicKey(), "auth", browser.auth())))
			.hasStatus3xxRedirection();
	}

	private int count(String table) {
		return this.jdbc.sql("SELECT count(*) FROM " + table + " WHERE user_id = ?")
			.param(this.reader.value())
			.query(Integer.class)
			.single();
	}

	private String page() {
		MvcTestResult page = this.mvc.get().uri(HERE).with(SignedIn.as(this.reader)).exchange();
		assertThat(page).hasStatusOk();
		return text(page);
	}

	private static String text(MvcTestResult page) {
		return new String(page.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

	private void post(String path, Map<String, String> fields) {
		assertThat(send(path, fields)).hasStatus3xxRedirection();
	}

	private MvcTestResult send(String path, Map<String, String> fields) {
		var request = this.mvc.post()
			.uri(HERE + path)
			.header("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
			.with(SignedIn.as(this.reader))
			.with(csrf());
		fields.forEach(request::param);
		return request.exchange();
	}

}
