package pl.chronobook.sync.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.sync.DeviceId;
import pl.chronobook.sync.domain.Credential;
import pl.chronobook.sync.domain.DeviceKind;
import pl.chronobook.sync.domain.Devices;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Forwards progress reports to a sync server that WireMock fakes on this machine; the
 * tests' network is allowed by configuration.
 */
@WebTest
class ForwardingTests {

	private static final String KEY = "5f4dcc3b5aa765d61d8327deb882cf99";

	private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Devices devices;

	@Autowired
	private Forwardings forwardings;

	@Autowired
	private SyncServer client;

	private ReaderId reader;

	private Credential kobo;

	private DeviceId device;

	@BeforeEach
	void aReaderWithADeviceAndAServer() {
		this.server.start();
		answer(200);
		this.reader = TestReaders.create(this.jdbc);
		this.kobo = this.devices.add(this.reader, "Kobo", DeviceKind.KOBO).orElseThrow();
		this.device = this.devices.of(this.reader).getFirst().id();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void reportIsForwardedWithAllFieldsAndTheServersKey() {
		MvcTestResult started = start("anna", "password");
		assertThat(started).hasStatus3xxRedirection();
		this.server.verify(getRequestedFor(urlEqualTo("/base/users/auth")).withHeader("x-auth-user", equalTo("anna"))
			.withHeader("x-auth-key", equalTo(KEY))
			.withHeader("Accept", equalTo("application/vnd.koreader.v1+json")));

		String report = "{\"document\":\"d1\",\"progress\":\"/p[1]\",\"percentage\":0.3214,\"device\":\"K\",\"device_id\":\"A\","
				+ "\"metadata\":{\"title\":\"Lalka\"},\"future\":[1]}";
		assertThat(put(this.kobo, report)).hasStatusOk();

		awaitState(ForwardingState.DELIVERED, 0);
		this.server.verify(putRequestedFor(urlEqualTo("/base/syncs/progress")).withHeader("x-auth-key", equalTo(KEY))
			.withHeader("Content-Type", equalTo("application/json"))
			.withRequestBody(equalToJson(report)));
		assertThat(page()).bodyText().contains("Przekazywanie działa", "Ostatni krok przyjęty").doesNotContain(KEY);
	}

	@ParameterizedTest
	@CsvSource({ "500, UNREACHABLE, 1", "429, UNREACHABLE, 1", "401, UNAUTHORIZED, 1", "403, REFUSED, 0",
			"302, REFUSED, 0", "202, DELIVERED, 0" })
	void answerOfTheServerIsShownAsState(int status, ForwardingState state, int waiting) {
		start("anna", "password");
		answer(status);

		assertThat(put(this.kobo, report("d1", 0.2))).hasStatusOk();

		awaitState(state, waiting);
		assertThat(page()).bodyText().containsPattern("data-state=\"" + state + "\"");
		assertThat(this.mvc.get().uri("/account/devices").with(SignedIn.as(this.reader)).exchange()).bodyText()
			.contains("Przekazywanie");
	}

	@Test
	void onlyTheNewestReportIsSentAfterTheServerWasOffline() {
		start("anna", "password");
		answer(503);
		put(this.kobo, report("d1", 0.2));
		put(this.kobo, report("d2", 0.5));
		awaitState(ForwardingState.UNREACHABLE, 2);
		put(this.kobo, report("d1", 0.3));
		put(this.kobo, report("d1", 0.4));
		this.server.resetRequests();
		answer(200);
		MutableClock later = MutableClock.of(WebTest.Now.NOON.plus(Duration.ofMinutes(2)), java.time.ZoneOffset.UTC);

		ReportForwarder restarted = restarted(later, null);
		restarted.catchUp();

		awaitState(ForwardingState.DELIVERED, 0);
		this.server.verify(2, putRequestedFor(urlEqualTo("/base/syncs/progress")));
		this.server.verify(1,
				putRequestedFor(urlEqualTo("/base/syncs/progress")).withRequestBody(equalToJson(report("d1", 0.4))));
	}

	@Test
	void retryDelayGrowsToAnHourAndAReportExpiresAfterFourWeeks() {
		start("anna", "password");
		answer(503);
		put(this.kobo, report("d1", 0.2));
		awaitState(ForwardingState.UNREACHABLE, 1);
		MutableClock clock = MutableClock.of(WebTest.Now.NOON, java.time.ZoneOffset.UTC);
		ReportForwarder forwarder = restarted(clock, null);
		for (int i = 0; i < 20; i++) {
			clock.add(Duration.ofHours(1));
			forwarder.catchUp();
		}
		assertThat(this.jdbc.sql("SELECT attempts FROM forwarded_steps WHERE device_id = ?")
			.param(this.device.value())
			.query(Integer.class)
			.single()).isEqualTo(21);

		clock.add(Duration.ofDays(28));
		forwarder.purge();
		awaitState(ForwardingState.UNREACHABLE, 0);
	}

	@Test
	void newerReportOfAnotherDeviceReplacesAWaitingOne() {
		start("anna", "password");
		Credential phone = this.devices.add(this.reader, "Telefon", DeviceKind.ANDROID).orElseThrow();
		this.forwardings.start(this.reader, this.devices.of(this.reader).getFirst().id(), address(), "anna", KEY,
				ForwardingState.DELIVERED);
		answer(503);
		put(this.kobo, report("d1", 0.2));
		awaitState(ForwardingState.UNREACHABLE, 1);
		answer(200);

		put(phone, report("d1", 0.3));

		awaitState(ForwardingState.UNREACHABLE, 0);
	}

	@Test
	void aSlowServerDoesNotDelayTheDevice() throws IOException {
		CountDownLatch reported = new CountDownLatch(1);
		HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		slow.createContext("/", (exchange) -> {
			try (exchange) {
				reported.await();
				exchange.sendResponseHeaders(200, -1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		slow.start();
		try {
			this.forwardings.start(this.reader, this.device, "http://127.0.0.1:" + slow.getAddress().getPort() + "/",
					"anna", KEY, ForwardingState.DELIVERED);

			// That server answers after the device has its answer, or else the report
			// fails
			assertThat(put(this.kobo, report("d1", 0.2))).hasStatusOk();
			reported.countDown();

			awaitState(ForwardingState.DELIVERED, 0);
		}
		finally {
			reported.countDown();
			slow.stop(0);
		}
	}

	@Test
	void forwardedReportIsNotForwardedAgain() {
		start("anna", "password");
		this.server.resetRequests();

		assertThat(request(this.kobo, report("d1", 0.2)).header(Forwardings.HEADER, "1").exchange()).hasStatusOk();
		put(this.kobo, report("d2", 0.3));

		Awaitility.await()
			.untilAsserted(() -> this.server.verify(putRequestedFor(urlEqualTo("/base/syncs/progress"))
				.withRequestBody(equalToJson(report("d2", 0.3)))));
		assertThat(this.server.getAllServeEvents()).hasSize(1);
	}

	@Test
	void refusedSettingsAreShownWithTheReason() {
		answer(401);
		assertThat(start("anna", "password")).hasStatus(422)
			.bodyText()
			.contains("nie przyjmuje tego użytkownika", address(), "anna")
			.doesNotContain("value=\"password\"");
		answer(404);
		assertThat(start("anna", "password")).hasStatus(422).bodyText().contains("Sprawdź, czy to adres serwera");
		assertThat(start("anna", "")).hasStatus(422).bodyText().contains("Podaj hasło do tamtego serwera.");
		assertThat(start("ąę", "x")).hasStatus(422).bodyText().contains("Podaj nazwę użytkownika");
		assertThat(post("/forwarding", "ftp://example.org", "anna", "x")).hasStatus(422)
			.bodyText()
			.contains("Podaj adres, który zaczyna się od https://");
		assertThat(post("/forwarding", "https://example.org/" + "x".repeat(500), "anna", "x")).hasStatus(422)
			.bodyText()
			.contains("Podaj adres, który zaczyna się od https://");
		assertThat(post("/forwarding", "https://10.1.2.3/", "anna", "x")).hasStatus(422)
			.bodyText()
			.contains("Pod ten adres nie wolno nam wysyłać");
		assertThat(this.forwardings.of(this.reader)).isEmpty();
	}

	@Test
	void stoppingDeletesTheServerAndItsKey() {
		start("anna", "password");

		assertThat(post("/forwarding/stop", "", "", "")).hasStatus3xxRedirection();

		assertThat(this.forwardings.of(this.reader)).isEmpty();
	}

	@Test
	void anotherReadersDeviceIsNotFound() {
		ReaderId stranger = TestReaders.create(this.jdbc);
		start("anna", "password");
		for (String path : List.of("/forwarding", "/forwarding/stop")) {
			assertThat(this.mvc.post()
				.uri("/account/devices/" + this.device.value() + path)
				.param("server", address())
				.param("login", "x")
				.param("password", "y")
				.with(SignedIn.as(stranger))
				.with(csrf())
				.exchange()).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(this.mvc.get()
			.uri("/account/devices/" + this.device.value() + "/forwarding")
			.with(SignedIn.as(stranger))
			.exchange()).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.forwardings.of(this.reader)).extracting(Forwarding::login).containsExactly("anna");
	}

	@Test
	void keysAreEncryptedWithTheSecretAndUnreadableWithoutIt() {
		ServerKeys keys = new ServerKeys(new SyncProperties("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));
		byte[] sealed = keys.seal(KEY);

		assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain(KEY);
		assertThat(keys.seal(KEY)).isNotEqualTo(sealed);
		assertThat(keys.open(sealed)).hasValue(KEY);
		assertThat(new ServerKeys(new SyncProperties("OTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")).open(sealed))
			.isEmpty();
		ServerKeys plain = new ServerKeys(new SyncProperties(null));
		assertThat(plain.open(sealed)).isEmpty();
		assertThat(keys.open(plain.seal(KEY))).hasValue(KEY);
	}

	@Test
	void lostEncryptionKeyIsReportedAndNothingIsSent() {
		start("anna", "password");
		ServerKeys former = new ServerKeys(new SyncProperties("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));
		this.jdbc.sql("UPDATE device_forwards SET user_key = ? WHERE device_id = ?")
			.params(former.seal(KEY), this.device.value())
			.update();

		put(this.kobo, report("d1", 0.2));

		awaitState(ForwardingState.KEY_LOST, 1);
		this.server.verify(0, putRequestedFor(anyUrl()));
	}

	/** A forwarder with a clock of its own, as after a restart. */
	private ReportForwarder restarted(MutableClock clock, String secret) {
		return new ReportForwarder(new ForwardedReports(this.jdbc, clock), new ServerKeys(new SyncProperties(secret)),
				this.client, new SimpleMeterRegistry());
	}

	private String address() {
		return "http://127.0.0.1:" + this.server.port() + "/base/";
	}

	private void answer(int status) {
		this.server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody("{}")));
	}

	private MvcTestResult start(String login, String password) {
		return post("/forwarding", address(), login, password);
	}

	private MvcTestResult post(String path, String server, String login, String password) {
		return this.mvc.post()
			.uri("/account/devices/" + this.device.value() + path)
			.param("server", server)
			.param("login", login)
			.param("password", password)
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange();
	}

	private MvcTestResult page() {
		return this.mvc.get()
			.uri("/account/devices/" + this.device.value() + "/forwarding")
			.with(SignedIn.as(this.reader))
			.exchange();
	}

	private static String report(String document, double percentage) {
		return "{\"document\":\"%s\",\"progress\":\"/p\",\"percentage\":%s,\"device\":\"K\",\"device_id\":\"1\"}"
			.formatted(document, percentage);
	}

	private MvcTestResult put(Credential from, String body) {
		return request(from, body).exchange();
	}

	private MockMvcTester.MockMvcRequestBuilder request(Credential from, String body) {
		return this.mvc.method(HttpMethod.PUT)
			.uri("/sync/koreader/syncs/progress")
			.header("x-auth-user", from.login())
			.header("x-auth-key", Credential.keyOf(from.password()))
			.contentType("application/json")
			.content(body);
	}

	private void awaitState(ForwardingState state, int waiting) {
		Awaitility.await().untilAsserted(() -> {
			Optional<Forwarding> found = this.forwardings.of(this.reader)
				.stream()
				.filter((forwarding) -> forwarding.device().equals(this.device))
				.findFirst();
			assertThat(found).get().extracting(Forwarding::state, Forwarding::waiting).containsExactly(state, waiting);
			assertThat(this.jdbc
				.sql("SELECT count(*) FROM forwarded_steps WHERE device_id = ? AND claimed_until IS NOT NULL")
				.param(this.device.value())
				.query(Integer.class)
				.single()).isZero();
		});
	}

}
