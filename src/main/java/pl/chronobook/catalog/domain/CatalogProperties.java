package pl.chronobook.catalog.domain;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the catalog.
 *
 * @param contact e-mail or web address that providers of book data may use to reach
 * whoever runs this; Open Library then allows more requests
 * @param googleBooks Google Books
 * @param openLibrary Open Library
 * @param search how providers are asked
 * @param covers pictures of covers
 */
@ConfigurationProperties("chronobook.catalog")
record CatalogProperties(@Nullable String contact, @DefaultValue Google googleBooks,
		@DefaultValue OpenLibraryLimits openLibrary, @DefaultValue Search search, @DefaultValue Pictures covers) {

	/**
	 * Google Books.
	 *
	 * @param apiKey key that carries the daily quota; without one Google refuses
	 */
	record Google(@Nullable String apiKey) {

		@Override
		public String toString() {
			return "Google[apiKey=" + ((this.apiKey != null) ? "***" : "none") + "]";
		}

	}

	/**
	 * Open Library.
	 *
	 * @param requestsPerSecond how often it may be asked; 1 is polite without a contact,
	 * 3 with one
	 * @param patience how long a search waits for its turn
	 * @param coversUrl where its pictures of covers are
	 */
	record OpenLibraryLimits(@DefaultValue("1") int requestsPerSecond, @DefaultValue("1s") Duration patience,
			@DefaultValue("https://covers.openlibrary.org") URI coversUrl) {
	}

	/**
	 * How providers are asked.
	 *
	 * @param budget how long a reader waits for one provider, retries included
	 * @param retries further tries after the first
	 * @param backOff wait before the first retry; it doubles
	 * @param coolDown how long a provider that refuses is left alone
	 * @param rest how long a provider that keeps failing is left alone
	 * @param cacheFor how long an answer is reused
	 */
	record Search(@DefaultValue("4s") Duration budget, @DefaultValue("3") int retries,
			@DefaultValue("200ms") Duration backOff, @DefaultValue("15m") Duration coolDown,
			@DefaultValue("30s") Duration rest, @DefaultValue("1h") Duration cacheFor) {
	}

	/**
	 * Pictures of covers.
	 *
	 * @param extraOrigins origins trusted besides those of the providers, also without
	 * TLS and on private addresses, for a stand-in provider
	 * @param timeout how long fetching one picture may take
	 * @param retryAfter when a cover that could not be had is tried again
	 */
	record Pictures(@DefaultValue List<URI> extraOrigins, @DefaultValue("3s") Duration timeout,
			@DefaultValue("1d") Duration retryAfter) {
	}

}
