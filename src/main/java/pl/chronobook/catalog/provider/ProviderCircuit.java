package pl.chronobook.catalog.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.bucket4j.BlockingBucket;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
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
 * Calls one provider through retries and a circuit breaker. A transient error is retried.
 * Two failed calls in a row open the circuit for {@code rest}; a refusal that concerns
 * every call, such as an exhausted quota, opens it at once for {@code coolDown}. While
 * the circuit is open no reader waits for the provider.
 */
final class ProviderCircuit {

	private static final Logger log = LoggerFactory.getLogger(ProviderCircuit.class);

	private static final int FAILURES_THAT_OPEN = 2;

	/** The shortest wait that the breaker accepts. */
	private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

	private final String provider;

	private final @Nullable Turns turns;

	private final Duration coolDown;

	private final RetryTemplate retries;

	private final CircuitBreaker breaker;

	ProviderCircuit(String provider, CatalogProperties.Search settings, @Nullable Turns turns,
			CircuitBreakerRegistry breakers, Clock clock, MeterRegistry meters) {
		this.provider = provider;
		this.turns = turns;
		this.coolDown = atLeast(settings.coolDown());
		this.retries = new RetryTemplate(RetryPolicy.builder()
			.maxRetries(settings.retries())
			.delay(settings.backOff())
			.multiplier(2)
			.jitter(settings.backOff().dividedBy(2))
			.timeout(settings.budget())
			.predicate(ProviderCircuit::isTransient)
			.build());
		this.breaker = breakers.circuitBreaker(provider,
				CircuitBreakerConfig.custom()
					.clock(clock)
					.slidingWindow(FAILURES_THAT_OPEN, FAILURES_THAT_OPEN, SlidingWindowType.COUNT_BASED)
					.failureRateThreshold(100)
					.waitDurationInOpenState(atLeast(settings.rest()))
					// Without this the gauge would show the end of a pause only after the
					// next call
					.automaticTransitionFromOpenToHalfOpenEnabled(true)
					.permittedNumberOfCallsInHalfOpenState(1)
					.build());
		Gauge
			.builder("chronobook.catalog.provider.available", this.breaker,
					breaker -> (breaker.getState() == State.OPEN) ? 0 : 1)
			.tag("provider", provider.toLowerCase(Locale.ROOT).replace(' ', '-'))
			.description("0 while the circuit is open and the provider is not called")
			.strongReference(true)
			.register(meters);
	}

	/**
	 * Calls the provider.
	 * @param isAnswer whether a reply has the shape of an answer; a page of a proxy has
	 * not
	 * @throws ProviderUnavailableException if it gives no answer, its turn does not come
	 * in time, or the circuit is open
	 */
	<T> T ask(Supplier<@Nullable T> question, Predicate<T> isAnswer) {
		return ask(() -> {
			T reply = question.get();
			return (reply != null && isAnswer.test(reply)) ? reply : null;
		});
	}

	/**
	 * Calls the provider; every reply but null is an answer.
	 * @throws ProviderUnavailableException as for {@link #ask(Supplier, Predicate)}
	 */
	<T> T ask(Supplier<@Nullable T> question) {
		awaitTurn();
		if (!this.breaker.tryAcquirePermission()) {
			throw new ProviderUnavailableException(this.provider + " is not called while its circuit is open");
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
		catch (RuntimeException | Error ex) {
			this.breaker.releasePermission();
			throw ex;
		}
		if (answer == null) {
			throw failed("no answer in the reply");
		}
		this.breaker.onSuccess(0, this.breaker.getTimestampUnit());
		return answer;
	}

	private void awaitTurn() {
		try {
			if (this.turns != null && !this.turns.bucket().tryConsume(1, this.turns.patience())) {
				throw new ProviderUnavailableException(this.provider + " is asked too often just now");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ProviderUnavailableException("Interrupted", ex);
		}
	}

	private ProviderUnavailableException refused(RestClientResponseException ex) {
		String status = "status " + ex.getStatusCode().value();
		if (ex.getStatusCode().is5xxServerError()) {
			return failed(status);
		}
		if (refusesEverything(ex)) {
			boolean open = isOpen();
			this.breaker.transitionToOpenStateFor(this.coolDown);
			logOpening(open, status);
		}
		else {
			this.breaker.releasePermission();
		}
		return new ProviderUnavailableException(this.provider + " answers " + ex.getStatusCode().value());
	}

	private ProviderUnavailableException failed(String reason) {
		boolean open = isOpen();
		ProviderUnavailableException failure = new ProviderUnavailableException(
				this.provider + " does not answer: " + reason);
		this.breaker.onError(0, this.breaker.getTimestampUnit(), failure);
		logOpening(open, reason);
		return failure;
	}

	private boolean isOpen() {
		return this.breaker.getState() == State.OPEN;
	}

	private void logOpening(boolean wasOpen, String reason) {
		if (!wasOpen && isOpen()) {
			log.warn("{} is not called for a while: {}", this.provider, reason);
		}
	}

	private static Duration atLeast(Duration wait) {
		return (wait.compareTo(SHORTEST_WAIT) < 0) ? SHORTEST_WAIT : wait;
	}

	private static boolean isTransient(Throwable failure) {
		return failure instanceof ResourceAccessException || failure instanceof HttpServerErrorException;
	}

	/**
	 * Returns whether the next request would be refused too, because of an exhausted
	 * quota or a key or country that is not accepted. Any other 400 concerns only this
	 * request.
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

	/**
	 * The limit of requests to a provider.
	 *
	 * @param bucket one token for each request
	 * @param patience the longest wait of a request for its token
	 */
	record Turns(BlockingBucket bucket, Duration patience) {
	}

}
