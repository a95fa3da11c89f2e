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
 * What metrics and traces tell, and what they do not.
 */
@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

	/** A statement is told of as part of something, not for itself. */
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

	/** Otherwise every filter of the security chain is a span of its own. */
	@Bean
	SecurityObservationSettings noFilters() {
		return SecurityObservationSettings.noObservations();
	}

	/**
	 * An address may hold a secret, as that of a calendar feed does, or what a reader
	 * looks for.
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

	/** The same for what providers are asked. */
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
