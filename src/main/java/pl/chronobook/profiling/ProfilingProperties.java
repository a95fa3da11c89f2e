package pl.chronobook.profiling;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of continuous profiling.
 *
 * @param endpoint address of Pyroscope, such as {@code http://pyroscope.monitoring:4040};
 * without it nothing is profiled
 * @param interval the interval at which profiles are sent. A request that takes longer
 * than this may lose the samples of its beginning
 * @param instance name of this process among several; in Kubernetes that of its pod
 */
@ConfigurationProperties("chronobook.profiling")
record ProfilingProperties(URI endpoint, @DefaultValue("15s") Duration interval,
		@DefaultValue("localhost") String instance) {

	ProfilingProperties {
		if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
			throw new IllegalArgumentException("chronobook.profiling.interval must be a second or longer");
		}
	}

}
