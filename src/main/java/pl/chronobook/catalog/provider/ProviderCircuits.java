package pl.chronobook.catalog.provider;

import java.time.Clock;
import java.time.Duration;

import io.github.bucket4j.Bucket;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Creates the circuit through which a provider is called.
 */
@Component
class ProviderCircuits {

	private final CatalogProperties.Search settings;

	private final CircuitBreakerRegistry breakers;

	private final Clock clock;

	private final MeterRegistry meters;

	ProviderCircuits(CatalogProperties properties, CircuitBreakerRegistry breakers, Clock clock, MeterRegistry meters) {
		this.settings = properties.search();
		this.breakers = breakers;
		this.clock = clock;
		this.meters = meters;
	}

	/** Creates the circuit of a provider that limits requests by a quota of its own. */
	ProviderCircuit of(String provider) {
		return new ProviderCircuit(provider, this.settings, null, this.breakers, this.clock, this.meters);
	}

	/**
	 * Creates the circuit of a provider that asks for restraint.
	 * @param requestsPerSecond the most requests in a second
	 * @param patience the longest wait of a request for its turn
	 */
	ProviderCircuit of(String provider, int requestsPerSecond, Duration patience) {
		ProviderCircuit.Turns turns = new ProviderCircuit.Turns(Bucket.builder()
			.addLimit(limit -> limit.capacity(requestsPerSecond).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
			.build()
			.asBlocking(), patience);
		return new ProviderCircuit(provider, this.settings, turns, this.breakers, this.clock, this.meters);
	}

}
