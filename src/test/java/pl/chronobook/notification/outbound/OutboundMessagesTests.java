package pl.chronobook.notification.outbound;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pl.chronobook.outbound.OutboundHttp;
import pl.chronobook.outbound.RefusedAddressException;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests the content of messages; OutboundHttpTests tests the allowed addresses.
 */
class OutboundMessagesTests {

	private static final Instant NOW = Instant.parse("2027-03-14T12:00:00Z");

	private static final WireMockServer server = new WireMockServer(
			options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));

	private final OutboundMessages home = TestMessages.to("127.0.0.0/8");

	@BeforeAll
	static void start() {
		server.start();
	}

	@AfterAll
	static void stop() {
		server.stop();
	}

	@BeforeEach
	void forget() {
		server.resetAll();
		server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(201)));
	}

	@Test
	void aPushIsEncryptedForItsBrowserAndSaysWhoSendsIt()
			throws IOException, GeneralSecurityException, ParseException, JOSEException {
		TestBrowser browser = TestBrowser.create();
		VapidKeys keys = VapidKeys.generate();
		URI endpoint = URI.create(base() + "/push/abc");

		OutboundHttp.Answer answer = this.home.push(endpoint, BrowserKeys.of(browser.publicKey(), browser.auth()), keys,
				"mailto:admin@example.org", "date-slipped", NOW, "Zażółć".getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).isEqualTo(201);
		LoggedRequest request = server.findAll(postRequestedFor(anyUrl())).getFirst();
		assertThat(browser.decrypt(request.getBody())).isEqualTo("Zażółć");
		assertThat(request.getHeader("Content-Encoding")).isEqualTo("aes128gcm");
		assertThat(request.getHeader("TTL")).isEqualTo("43200");
		assertThat(request.getHeader("Topic")).isEqualTo("date-slipped");
		String authorization = request.getHeader("Authorization");
		assertThat(authorization).startsWith("vapid t=").endsWith(", k=" + keys.publicKey());
		SignedJWT token = SignedJWT.parse(authorization.substring("vapid t=".length(), authorization.indexOf(',')));
		assertThat(token.verify(new ECDSAVerifier(P256.publicKey(Base64.getUrlDecoder().decode(keys.publicKey())))))
			.isTrue();
		assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(base());
		assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("mailto:admin@example.org");
		assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant()).isBetween(NOW,
				NOW.plus(Duration.ofHours(24)));
		assertThat(VapidKeys.of(keys.publicKey(), keys.privateKey()).publicKey()).isEqualTo(keys.publicKey());
	}

	/** The example of the first implementation of Standard Webhooks. */
	@Test
	void aWebhookIsSignedAsItsReceiversVerifyIt() throws IOException {
		WebhookSecret secret = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
		byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

		this.home.webhook(URI.create(base() + "/hook"), secret, "msg_p5jXN8AQM9LWM0D4loKWxJek",
				Instant.ofEpochSecond(1614265330), body);

		assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
		LoggedRequest request = server.findAll(postRequestedFor(anyUrl())).getFirst();
		assertThat(request.getHeader("webhook-id")).isEqualTo("msg_p5jXN8AQM9LWM0D4loKWxJek");
		assertThat(request.getHeader("webhook-timestamp")).isEqualTo("1614265330");
		assertThat(request.getHeader("webhook-signature")).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
		assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
		assertThat(request.getBody()).isEqualTo(body);
	}

	@Test
	void messageToAPrivateAddressIsRefused() {
		OutboundMessages internet = TestMessages.to();
		WebhookSecret secret = WebhookSecret.generate();

		assertThatExceptionOfType(RefusedAddressException.class)
			.isThrownBy(() -> internet.webhook(URI.create("https://127.0.0.1:" + server.httpsPort() + "/hook"), secret,
					"msg_1", NOW, new byte[0]));
		assertThat(server.findAll(postRequestedFor(anyUrl()))).isEmpty();
	}

	private static String base() {
		return "http://127.0.0.1:" + server.port();
	}

}
