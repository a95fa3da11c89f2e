package pl.chronobook.catalog.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * The line to a provider. Passing trouble is retried; a provider that refuses or keeps
 * failing is left alone for a while, so that nobody waits for it in vain.
 */
final class Line {

	private static final Logger log = LoggerFactory.getLogger(Line.class);

	/** A second failure within this time, with no answer in between, is one too many. */
	private static final Duration FAILING = Duration.ofMinutes(5);

	private final String provider;

	private final CatalogProperties.Search settings;

	private final Clock clock;

	private final RetryTemplate retries;

	private final AtomicReference<Instant> lastFailure = new AtomicReference<>(Instant.MIN);

	private final AtomicReference<Instant> silentUntil = new AtomicReference<>(Instant.MIN);

	Line(String provider, CatalogProperties.Search settings, Clock clock, MeterRegistry meters) {
		this.provider = provider;
		this.settings = settings;
		this.clock = clock;
		this.retries = new RetryTemplate(RetryPolicy.builder()
			.maxRetries(settings.retries())
			.delay(settings.backOff())
			.multiplier(2)
			.jitter(settings.backOff().dividedBy(2))
			.timeout(settings.budget())
			.predicate(Line::passes)
			.build());
		Gauge.builder("chronobook.catalog.provider.available", this, line -> line.isLeftAlone() ? 0 : 1)
			.tag("provider", provider.toLowerCase(Locale.ROOT).replace(' ', '-'))
			.description("0 while the provider is being left alone")
			.strongReference(true)
			.register(meters);
	}

	private boolean isLeftAlone() {
		return this.clock.instant().isBefore(this.silentUntil.get());
	}

	/**
	 * Asks the provider.
	 * @throws ProviderUnavailableException if it gives no answer, or is being left alone
	 */
	<T> T ask(Supplier<@Nullable T> question) {
		if (isLeftAlone()) {
			throw new ProviderUnavailableException(this.provider + " is being left alone");
		}
		T answer;
		try {
			answer = this.retries.<@Nullable T>invoke(question);
		}
		catch (RestClientResponseException ex) {
			throw refused(ex);
		}
		catch (RestClientException | IllegalStateException ex) {
			throw failed(ex.getClass().getSimpleName());
		}
		if (answer == null) {
			throw failed("no answer in the reply");
		}
		this.lastFailure.set(Instant.MIN);
		return answer;
	}

	private ProviderUnavailableException refused(RestClientResponseException ex) {
		if (ex.getStatusCode().is5xxServerError()) {
			return failed("status " + ex.getStatusCode().value());
		}
		if (refusesEverything(ex)) {
			leaveAlone(this.settings.coolDown(), "status " + ex.getStatusCode().value());
		}
		return new ProviderUnavailableException(this.provider + " answers " + ex.getStatusCode().value());
	}

	private ProviderUnavailableException failed(String reason) {
		Instant now = this.clock.instant();
		if (this.lastFailure.getAndSet(now).isAfter(now.minus(FAILING))) {
			leaveAlone(this.settings.rest(), reason);
		}
		return new ProviderUnavailableException(this.provider + " does not answer: " + reason);
	}

	private void leaveAlone(Duration time, String reason) {
		Instant now = this.clock.instant();
		if (!this.silentUntil.getAndSet(now.plus(time)).isAfter(now)) {
			log.warn("Leaving {} alone for {} s: {}", this.provider, time.toSeconds(), reason);
		}
	}

	private static boolean passes(Throwable failure) {
		return failure instanceof ResourceAccessException || failure instanceof HttpServerErrorException;
	}

	/**
	 * Whether the next question would be refused too: a quota that is used up, a key or a
	 * place that is not accepted. A plain 400 is about the question.
	 */
	private static boolean refusesEverything(RestClientResponseException ex) {
		if (ex.getStatusCode().isSameCodeAs(HttpStatus.BAD_REQUEST)) {
			String reason = ex.getResponseBodyAsString();
			return reason.matches("(?is).*(quota|limit|api.?key|keyInvalid).*");
		}
		return ex.getStatusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)
				|| ex.getStatusCode().isSameCodeAs(HttpStatus.FORBIDDEN)
				|| ex.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED);
	}

}
