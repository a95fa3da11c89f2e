package pl.chronobook.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Calls addresses that readers give. To prevent server-side request forgery it connects
 * only to addresses of the internet, over https, and to those of the networks that the
 * operator allows, checked while connecting. It follows no redirects, ends a call after
 * ten seconds, however slowly the other side answers, and reads nothing of an answer but
 * its status and headers. The trace of the caller is not propagated.
 */
@Component
@EnableConfigurationProperties(OutboundProperties.class)
public class OutboundHttp {

	/** The longest address that is accepted, in characters. */
	public static final int MAX_ADDRESS = 1_000;

	private static final Duration CONNECT = Duration.ofSeconds(3);

	/** The time limit from the call to the last header of the answer. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int AT_ONCE = 32;

	private static final int LONGEST_LINE = 8_192;

	private static final int MOST_HEADERS = 100;

	private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbound-", 0).factory());

	private final CheckedAddresses overTls;

	private final CheckedAddresses inTheClear;

	private final CloseableHttpClient tlsClient;

	private final CloseableHttpClient clearClient;

	private final boolean clearAllowed;

	private final Duration patience;

	@Autowired
	OutboundHttp(OutboundProperties properties) {
		this(properties, SystemDefaultDnsResolver.INSTANCE, PATIENCE);
	}

	OutboundHttp(OutboundProperties properties, DnsResolver names, Duration patience) {
		InetAddressFilter ours = InetAddressFilter.of(properties.allowedNetworks().toArray(String[]::new));
		InetAddressFilter internet = InetAddressFilter.externalAddresses()
			.andNot(InetAddressFilter.specialPurpose(), InetAddressFilter.multicast())
			// IPv4 addresses mapped to IPv6
			.andNot("::/96");
		this.clearAllowed = !properties.allowedNetworks().isEmpty();
		this.patience = patience;
		this.overTls = new CheckedAddresses(names, internet.or(ours));
		this.inTheClear = new CheckedAddresses(names, ours);
		this.tlsClient = client(this.overTls);
		this.clearClient = client(this.inTheClear);
	}

	private static CloseableHttpClient client(DnsResolver addresses) {
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDnsResolver(addresses)
				.setMaxConnTotal(AT_ONCE)
				.setMaxConnPerRoute(AT_ONCE)
				.setDefaultConnectionConfig(ConnectionConfig.custom()
					.setConnectTimeout(Timeout.of(CONNECT))
					.setSocketTimeout(Timeout.of(PATIENCE))
					.build())
				.setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
					.http1Config(
							Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build())
					.build())
				.build())
			.setDefaultRequestConfig(RequestConfig.custom()
				.setConnectionRequestTimeout(Timeout.of(PATIENCE))
				.setResponseTimeout(Timeout.of(PATIENCE))
				.build())
			// Connections are not reused, so that every call checks its address
			.setConnectionReuseStrategy((request, response, context) -> false)
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableContentCompression()
			.setUserAgent("ChronoBook")
			.build();
	}

	/**
	 * Parses an address that a reader typed.
	 * @throws RefusedAddressException if it is not an absolute https address with a host,
	 * holds a user or a fragment, or is longer than {@value #MAX_ADDRESS} characters;
	 * http is accepted where the operator allows networks
	 */
	public URI address(String typed) throws RefusedAddressException {
		String text = typed.strip();
		if (text.length() <= MAX_ADDRESS) {
			try {
				URI address = new URI(text);
				if (isCallable(address)) {
					return address;
				}
			}
			catch (URISyntaxException ex) {
				// Refused below like other invalid texts
			}
		}
		throw new RefusedAddressException(text.substring(0, Math.min(text.length(), MAX_ADDRESS)));
	}

	private boolean isCallable(URI address) {
		String scheme = (address.getScheme() != null) ? address.getScheme().toLowerCase(Locale.ROOT) : "";
		boolean known = scheme.equals("https") || (scheme.equals("http") && this.clearAllowed);
		return known && address.getHost() != null && !address.getHost().isEmpty() && address.getRawUserInfo() == null
				&& address.getRawFragment() == null && address.getPort() != 0 && address.getPort() <= 0xffff;
	}

	/**
	 * Returns whether the host of an address resolves to an allowed address. An unknown
	 * host is allowed, because its name server may be down for a moment.
	 * @param address from {@link #address}
	 */
	public boolean mayCall(URI address) {
		try {
			(isClear(address) ? this.inTheClear : this.overTls).resolve(hostOf(address));
			return true;
		}
		catch (RefusedAddressException ex) {
			return false;
		}
		catch (UnknownHostException ex) {
			return true;
		}
	}

	/**
	 * Sends a request and waits for the status of the answer.
	 * @param address from {@link #address}
	 * @param body the body; null for none
	 * @return the answer of the other side, whatever its status
	 * @throws RefusedAddressException if the address must not be called
	 * @throws IOException if the other side did not answer in time or could not be
	 * reached
	 */
	public Answer send(HttpMethod method, URI address, HttpHeaders headers, byte @Nullable [] body) throws IOException {
		// Checked again, because the settings may have changed since the address was
		// stored
		HttpUriRequestBase request = new HttpUriRequestBase(method.name(), address(address.toString()));
		headers.forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
		if (body != null) {
			request.setEntity(new ByteArrayEntity(body, null));
		}
		CloseableHttpClient client = isClear(address) ? this.clearClient : this.tlsClient;
		return await(request, this.threads.submit(() -> execute(client, request)));
	}

	private static Answer execute(CloseableHttpClient client, HttpUriRequestBase request) throws IOException {
		ClassicHttpResponse response = null;
		try {
			response = client.executeOpen(null, request, null);
			return new Answer(response.getCode(), retryAfter(response.getFirstHeader("Retry-After")));
		}
		finally {
			// Closes the connection; closing only the response would read its whole body
			request.cancel();
			Closer.closeQuietly(response);
		}
	}

	/**
	 * Waits for a call on its virtual thread. The time limit also covers a slow name
	 * server and an answer that arrives byte by byte; after it the call is aborted.
	 */
	private Answer await(HttpUriRequestBase request, Future<Answer> answer) throws IOException {
		try {
			return answer.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException("No answer in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for an answer");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RefusedAddressException refused) {
				throw refused;
			}
			throw new IOException("No answer", ex.getCause());
		}
		finally {
			request.cancel();
			answer.cancel(true);
		}
	}

	@PreDestroy
	void close() throws IOException {
		this.threads.shutdownNow();
		this.tlsClient.close();
		this.clearClient.close();
	}

	private static boolean isClear(URI address) {
		return "http".equalsIgnoreCase(address.getScheme());
	}

	private static String hostOf(URI address) {
		String host = address.getHost();
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	/** Parses seconds; a date, the other form of the header, is ignored. */
	private static @Nullable Duration retryAfter(@Nullable Header header) {
		if (header == null || !header.getValue().matches("\\d{1,9}")) {
			return null;
		}
		Duration wait = Duration.ofSeconds(Long.parseLong(header.getValue()));
		return (wait.compareTo(LONGEST_RETRY_AFTER) < 0) ? wait : LONGEST_RETRY_AFTER;
	}

	/**
	 * The answer of the other side.
	 *
	 * @param status the HTTP status, such as 200
	 * @param retryAfter the delay that it requested, at most a day; null without one
	 */
	public record Answer(int status, @Nullable Duration retryAfter) {

		/** Tells whether the request was accepted. */
		public boolean isSuccess() {
			return this.status >= 200 && this.status < 300;
		}

	}

}
