package pl.chronobook.catalog.cover;

import pl.chronobook.catalog.provider.ProviderValues;
import pl.chronobook.catalog.provider.CatalogProperties;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Fetches pictures of covers. To prevent server-side request forgery it calls only the
 * hosts of the providers, also after redirects. It reads at most {@value #LARGEST} bytes
 * and takes the kind of a picture from its first bytes, not from its header.
 */
@Component
class CoverFetcher {

	static final int LARGEST = 1024 * 1024;

	private static final Logger log = LoggerFactory.getLogger(CoverFetcher.class);

	private static final Set<String> HOSTS = Set.of("books.google.com", "books.googleusercontent.com",
			"covers.openlibrary.org", "archive.org");

	private static final String ARCHIVE = ".archive.org";

	private static final int REDIRECTS = 3;

	private static final int AT_ONCE = 16;

	private static final int REMEMBERED_BYTES = 16 * LARGEST;

	private static final Duration REMEMBERED = Duration.ofHours(1);

	private final List<URI> extraOrigins;

	private final Duration patience;

	private final RestClient client;

	private final AsyncCache<URI, Optional<Picture>> pictures;

	CoverFetcher(CatalogProperties properties, RestClient.Builder client, SimpleAsyncTaskExecutorBuilder threads,
			Clock clock) {
		CatalogProperties.Pictures settings = properties.covers();
		this.extraOrigins = settings.extraOrigins();
		this.patience = settings.timeout().multipliedBy(2);
		HttpClientSettings http = HttpClientSettings.defaults()
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withTimeouts(settings.timeout(), settings.timeout());
		if (this.extraOrigins.isEmpty()) {
			http = http.withInetAddressFilter(InetAddressFilter.externalAddresses());
		}
		this.client = client.clone().requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(http)).build();
		SimpleAsyncTaskExecutor executor = threads.virtualThreads(true)
			.concurrencyLimit(AT_ONCE)
			.threadNamePrefix("catalog-cover-")
			.build();
		this.pictures = Caffeine.newBuilder()
			.executor(executor)
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.expireAfterWrite(REMEMBERED)
			.maximumWeight(REMEMBERED_BYTES)
			.weigher((URI address, Optional<Picture> picture) -> 1_000 + picture.map(Picture::size).orElse(0))
			.buildAsync();
	}

	/**
	 * Fetches a picture. Concurrent requests share one fetch, whose result is cached for
	 * an hour.
	 * @return empty if it cannot be fetched
	 */
	Optional<Picture> fetch(URI address) {
		CompletableFuture<Optional<Picture>> picture = this.pictures.get(address,
				(uri, executor) -> CompletableFuture.supplyAsync(() -> follow(uri), executor));
		try {
			return picture.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			log.debug("No cover from {}", address.getHost(), ex);
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
	}

	private Optional<Picture> follow(URI address) {
		URI next = address;
		for (int hop = 0; hop <= REDIRECTS; hop++) {
			if (!allowed(next)) {
				log.debug("A cover led to an address that is not allowed: {}", next.getHost());
				return Optional.empty();
			}
			try {
				Reply reply = this.client.get().uri(next).exchange((request, response) -> read(response));
				if (reply == null || reply.location() == null) {
					return Optional.ofNullable(reply).map(Reply::picture);
				}
				next = next.resolve(reply.location());
			}
			catch (RestClientException | IllegalArgumentException ex) {
				log.debug("No cover from {}: {}", next.getHost(), ex.getClass().getSimpleName());
				return Optional.empty();
			}
		}
		return Optional.empty();
	}

	private boolean allowed(URI address) {
		if (address.getHost() == null || address.getScheme() == null || address.getUserInfo() != null) {
			return false;
		}
		if (this.extraOrigins.stream().anyMatch(origin -> ProviderValues.sameOrigin(origin, address))) {
			return true;
		}
		String host = address.getHost().toLowerCase(Locale.ROOT);
		return address.getScheme().equalsIgnoreCase("https") && (address.getPort() == -1 || address.getPort() == 443)
				&& (HOSTS.contains(host) || host.endsWith(ARCHIVE));
	}

	private static Reply read(ClientHttpResponse response) throws IOException {
		if (response.getStatusCode().is3xxRedirection()) {
			return new Reply(response.getHeaders().getLocation(), null);
		}
		if (!response.getStatusCode().is2xxSuccessful() || response.getHeaders().getContentLength() > LARGEST) {
			return new Reply(null, null);
		}
		try (InputStream body = response.getBody()) {
			byte[] bytes = body.readNBytes(LARGEST + 1);
			return new Reply(null, (bytes.length <= LARGEST) ? Picture.of(bytes).orElse(null) : null);
		}
	}

	private record Reply(@Nullable URI location, @Nullable Picture picture) {
	}

}
