package pl.chronobook.profiling;

import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Profiles this process where it has an address to send the profiles to. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("chronobook.profiling.endpoint")
@EnableConfigurationProperties(ProfilingProperties.class)
class ProfilingConfiguration {

	@Bean
	PyroscopeClient pyroscopeClient(ProfilingProperties properties,
			@Value("${spring.application.name}") String service) {
		return new PyroscopeClient(properties.endpoint(), service, properties.instance());
	}

	@Bean
	Profiler profiler(PyroscopeClient pyroscope, ProfilingProperties properties, Clock clock) {
		return new Profiler(pyroscope, properties.interval(), clock);
	}

	@Bean
	RequestSpans requestSpans() {
		return new RequestSpans();
	}

}
