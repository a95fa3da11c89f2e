package pl.chronobook.catalog.provider;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the catalog.
 *
 * @param contact e-mail or web address at which providers of book data can reach the
 * operator; Open Library then allows more requests
 * @param googleBooks Google Books
 * @param openLibrary Open Library
 * @param bibliotekaNarodowa the National Library of Poland
 * @param search retries, waits and caching of calls to providers
 * @param covers pictures of covers
 */
@ConfigurationProperties("chronobook.catalog")
public record CatalogProperties(@Nullable String contact, @DefaultValue Google googleBooks,
		@DefaultValue OpenLibraryLimits openLibrary, @DefaultValue NationalLibraryLimits bibliotekaNarodowa,
		@DefaultValue Search search, @DefaultValue Pictures covers) {

	/**
	 * Google Books.
	 *
	 * @param apiKey key with a daily quota; without one Google refuses requests
	 */
	public record Google(@Nullable String apiKey) {

		@Override
		public String toString() {
			return "Google[apiKey=" + ((this.apiKey != null) ? "***" : "none") + "]";
		}

	}

	/**
	 * Open Library.
	 *
	 * @param requestsPerSecond the limit of requests; Open Library allows 1 without a
	 * contact, 3 with one
	 * @param patience the longest wait of a search if the limit is reached
	 * @param coversUrl address of its covers
	 */
	public record OpenLibraryLimits(@DefaultValue("1") int requestsPerSecond, @DefaultValue("1s") Duration patience,
			@DefaultValue("https://covers.openlibrary.org") URI coversUrl) {
	}

	/**
	 * The National Library of Poland.
	 *
	 * @param requestsPerSecond the limit of requests
	 * @param patience the longest wait of a search if the limit is reached
	 */
	public record NationalLibraryLimits(@DefaultValue("5") int requestsPerSecond,
			@DefaultValue("1s") Duration patience) {
	}

	/**
	 * Calls to providers.
	 *
	 * @param budget the longest wait of a search for one provider, retries included
	 * @param retries further tries after the first
	 * @param backOff wait before the first retry; it doubles
	 * @param coolDown the time for which a provider that refuses all requests is not
	 * called
	 * @param rest the time for which a provider that fails twice in a row is not called
	 * @param cacheFor the time for which an answer is cached
	 */
	public record Search(@DefaultValue("4s") Duration budget, @DefaultValue("3") int retries,
			@DefaultValue("200ms") Duration backOff, @DefaultValue("15m") Duration coolDown,
			@DefaultValue("30s") Duration rest, @DefaultValue("1h") Duration cacheFor) {
	}

	/**
	 * Pictures of covers.
	 *
	 * @param extraOrigins origins trusted besides those of the providers, also without
	 * TLS and on private addresses, for a stand-in provider
	 * @param timeout the longest time for fetching one picture
	 * @param retryAfter the time after a failed attempt from which a cover is fetched
	 * again
	 */
	public record Pictures(@DefaultValue List<URI> extraOrigins, @DefaultValue("3s") Duration timeout,
			@DefaultValue("1d") Duration retryAfter) {
	}

}
