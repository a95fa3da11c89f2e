package pl.chronobook.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Calls to addresses that readers give: the allowed addresses, and the limits for the
 * other side.
 */
class OutboundHttpTests {

	private static final WireMockServer server = new WireMockServer(
			options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));

	private final OutboundHttp internet = TestOutbound.to();

	private final OutboundHttp home = TestOutbound.to("127.0.0.0/8");

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
		server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(201).withBody("taken")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "books.example.org", "http://books.example.org", "ftp://books.example.org", "https://",
			"https:///path", "https://user:secret@books.example.org", "https://books.example.org/#part",
			"https://books example.org", "file:///etc/passwd", "https://książki.example.org", "javascript:1",
			"https://books.example.org:0/", "https://books.example.org:70000/", "//books.example.org/" })
	void onlyAbsoluteHttpsAddressesAreAccepted(String typed) {
		assertThatExceptionOfType(RefusedAddressException.class).isThrownBy(() -> this.internet.address(typed));
		assertThatExceptionOfType(RefusedAddressException.class)
			.isThrownBy(() -> this.internet.address("https://example.org/" + "x".repeat(OutboundHttp.MAX_ADDRESS)));
	}

	@Test
	void anHttpsAddressIsAcceptedWithPortPathAndQueryAndHttpOnlyAtHome() throws IOException {
		assertThat(this.internet.address(" https://books.example.org:8443/sync?a=b "))
			.isEqualTo(URI.create("https://books.example.org:8443/sync?a=b"));
		assertThat(this.home.address("http://192.168.1.5:8123/api/webhook/x"))
			.isEqualTo(URI.create("http://192.168.1.5:8123/api/webhook/x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
			"[::127.0.0.1]", "0.0.0.0", "[::]", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
			"100.64.0.1", "[fd00::1]", "[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1",
			"255.255.255.255", "2130706433", "0x7f.1", "127.1" })
	void privateAddressesAreRefusedHoweverTheyAreWritten(String host) {
		URI address = URI.create("https://" + host + ":" + server.httpsPort() + "/");

		assertThatIOException().isThrownBy(() -> post(this.internet, address)).isInstanceOf(UnknownHostException.class);
		assertThat(server.getAllServeEvents()).isEmpty();
	}

	@Test
	void aNameIsCheckedByTheAddressThatIsConnectedTo() throws UnknownHostException {
		InetAddress outside = InetAddress.getByAddress("rebinding.example.org", new byte[] { 93, (byte) 184, 34, 1 });
		InetAddress inside = InetAddress.getByAddress("rebinding.example.org", new byte[] { 127, 0, 0, 1 });
		AtomicInteger asked = new AtomicInteger();
		OutboundHttp rebound = new OutboundHttp(new OutboundProperties(List.of()),
				new Names(host -> (asked.getAndIncrement() == 0) ? outside : inside), Duration.ofSeconds(10));
		URI address = URI.create("https://rebinding.example.org:" + server.httpsPort() + "/hook");

		assertThat(rebound.mayCall(address)).isTrue();
		assertThatExceptionOfType(RefusedAddressException.class).isThrownBy(() -> post(rebound, address));
		assertThat(asked).hasValue(2);
		assertThat(rebound.mayCall(address)).isFalse();
		assertThat(server.getAllServeEvents()).isEmpty();
	}

	@Test
	void anAllowedNetworkMayBeCalledOverHttp() throws IOException {
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-auth-user", "me");

		OutboundHttp.Answer answer = this.home.send(HttpMethod.PUT, plain("/sync"), headers,
				"{}".getBytes(StandardCharsets.UTF_8));

		assertThat(answer.isSuccess()).isTrue();
		server.verify(putRequestedFor(urlEqualTo("/sync")).withHeader("x-auth-user", equalTo("me"))
			.withHeader("User-Agent", equalTo("ChronoBook"))
			.withoutHeader("traceparent")
			.withRequestBody(equalTo("{}")));
	}

	@Test
	void httpConnectsOnlyToAllowedNetworks() {
		OutboundHttp elsewhere = TestOutbound.to("10.11.12.0/24");

		assertThatExceptionOfType(RefusedAddressException.class).isThrownBy(() -> get(elsewhere, plain("/")));
		assertThatExceptionOfType(RefusedAddressException.class)
			.isThrownBy(() -> get(elsewhere, URI.create("http://93.184.216.34/")));
		assertThatExceptionOfType(RefusedAddressException.class)
			.isThrownBy(() -> get(this.home, URI.create("http://[::1]:" + server.port())));
		assertThatExceptionOfType(RefusedAddressException.class).as("stored before the network was forbidden")
			.isThrownBy(() -> get(this.internet, plain("/")));
		assertThat(this.home.mayCall(URI.create("http://192.168.1.1/"))).isFalse();
		assertThat(this.home.mayCall(URI.create("http://93.184.34.1/"))).isFalse();
		assertThat(this.home.mayCall(URI.create("https://93.184.34.1/"))).isTrue();
		assertThat(server.getAllServeEvents()).isEmpty();
	}

	@Test
	void untrustedCertificateIsRefused() {
		assertThatIOException()
			.isThrownBy(() -> post(this.home, URI.create("https://localhost:" + server.httpsPort() + "/hook")));
		assertThat(server.getAllServeEvents()).isEmpty();
	}

	@Test
	void redirectsAndErrorsAreAnswersAndNothingIsRepeated() throws IOException {
		server.stubFor(any(urlEqualTo("/moved"))
			.willReturn(aResponse().withStatus(302).withHeader("Location", plain("/secret").toString())));
		server.stubFor(any(urlEqualTo("/elsewhere"))
			.willReturn(aResponse().withStatus(307).withHeader("Location", "/secret")));
		server.stubFor(any(urlEqualTo("/busy")).willReturn(aResponse().withStatus(503)));

		assertThat(get(this.home, plain("/moved")).status()).isEqualTo(302);
		assertThat(post(this.home, plain("/elsewhere")).status()).isEqualTo(307);
		assertThat(get(this.home, plain("/busy")).status()).isEqualTo(503);

		assertThat(server.getAllServeEvents()).hasSize(3);
	}

	@Test
	void theBodyOfALongAnswerIsNotRead() throws IOException {
		server.stubFor(any(urlEqualTo("/wait"))
			.willReturn(aResponse().withStatus(503).withHeader("Retry-After", "120").withBody("x".repeat(50_000_000))));

		OutboundHttp.Answer answer = post(this.home, plain("/wait"));

		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.retryAfter()).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void serverThatAnswersSlowlyTimesOut() throws IOException, InterruptedException {
		OutboundHttp hurried = hurried(SystemDefaultDnsResolver.INSTANCE);

		assertThatIOException().isThrownBy(() -> dripping("HTTP/1.1 200 OK\r\nX-Long: ", hurried));
		assertThat(dripping("HTTP/1.1 200 OK\r\n\r\n", this.home).status()).isEqualTo(200);
	}

	@Test
	void nameServerThatDoesNotAnswerTimesOut() {
		CountDownLatch silence = new CountDownLatch(1);
		OutboundHttp hurried = hurried(new Names(host -> {
			try {
				silence.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return InetAddress.getLoopbackAddress();
		}));

		assertThatIOException().isThrownBy(() -> get(hurried, plain("/")));
		assertThat(server.getAllServeEvents()).isEmpty();
	}

	@Test
	void unreachableServerGivesNoAnswer() throws IOException {
		try (Socket holder = new Socket()) {
			// Nobody listens on its port, and nobody else can take it
			holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

			assertThatIOException()
				.isThrownBy(() -> get(this.home, URI.create("http://127.0.0.1:" + holder.getLocalPort() + "/")))
				.isNotInstanceOf(RefusedAddressException.class);
		}
	}

	/**
	 * Calls a server that never comes to an end, a byte at a time, and waits until it has
	 * seen the client go.
	 */
	private static OutboundHttp.Answer dripping(String beginning, OutboundHttp http)
			throws IOException, InterruptedException {
		ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		Thread drip = Thread.ofVirtual().start(() -> drip(listening, beginning));
		try (listening) {
			return get(http, URI.create("http://127.0.0.1:" + listening.getLocalPort()));
		}
		finally {
			// The socket is closed by now: a client may have given up before it was
			// accepted
			assertThat(drip.join(Duration.ofMinutes(2))).as("the client has gone").isTrue();
		}
	}

	private static void drip(ServerSocket listening, String beginning) {
		try (Socket socket = listening.accept(); OutputStream out = socket.getOutputStream()) {
			out.write(beginning.getBytes(StandardCharsets.US_ASCII));
			while (true) {
				out.write('x');
				out.flush();
				LockSupport.parkNanos(1_000_000);
			}
		}
		catch (IOException ex) {
			// The client has closed the connection, as expected
		}
	}

	private static URI plain(String path) {
		return URI.create("http://127.0.0.1:" + server.port() + path);
	}

	private static OutboundHttp.Answer get(OutboundHttp http, URI address) throws IOException {
		return http.send(HttpMethod.GET, address, new HttpHeaders(), null);
	}

	private static OutboundHttp.Answer post(OutboundHttp http, URI address) throws IOException {
		return http.send(HttpMethod.POST, address, new HttpHeaders(), new byte[0]);
	}

	private static OutboundHttp hurried(DnsResolver names) {
		return new OutboundHttp(new OutboundProperties(List.of("127.0.0.1")), names, Duration.ofMillis(300));
	}

	/** Answers of a name server. */
	private record Names(Function<String, InetAddress> answers) implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) {
			return new InetAddress[] { this.answers.apply(host) };
		}

		@Override
		public String resolveCanonicalHostname(String host) {
			return host;
		}

	}

}
