package pl.chronobook;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.ClientRequestObservationConvention;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Keeps noise and personal data out of metrics and traces.
 */
@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

	/**
	 * A database statement becomes a span only inside another observation, such as a
	 * request: traces of a single statement would drown all others.
	 */
	@Bean
	ObservationPredicate noLonelyStatements(ObjectProvider<ObservationRegistry> observations) {
		return (name, context) -> {
			if (!name.startsWith("jdbc.")) {
				return true;
			}
			Observation around = observations.getObject().getCurrentObservation();
			return around != null && !around.isNoop();
		};
	}

	/**
	 * Switches off the span that every filter of the security chain would otherwise have.
	 */
	@Bean
	SecurityObservationSettings noFilters() {
		return SecurityObservationSettings.noObservations();
	}

	/**
	 * Spans of requests carry no URL: a URL may hold a secret (the calendar feed) or a
	 * reader's search.
	 */
	@Bean
	ServerRequestObservationConvention requestsWithoutAddresses() {
		return new DefaultServerRequestObservationConvention() {

			@Override
			public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
				return KeyValues.empty();
			}

		};
	}

	/** Spans of calls to book providers carry no URL for the same reason. */
	@Bean
	ClientRequestObservationConvention questionsWithoutAddresses() {
		return new DefaultClientRequestObservationConvention() {

			@Override
			public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
				return KeyValues.empty();
			}

		};
	}

}
