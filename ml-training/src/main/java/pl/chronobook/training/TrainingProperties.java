package pl.chronobook.training;

import java.net.URI;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the training job.
 *
 * @param partition the readers that this process trains: {@code i/n} for those whose hash
 * leaves the remainder i when divided by n
 * @param threads the number of readers that are trained at the same time
 * @param chunkSize readers that share a transaction
 * @param skipLimit readers that may fail before the run does
 * @param sample readers from whom the population is estimated
 * @param origin the first day that is ignored, with all later ones; today by default
 * @param pushgateway the address to which metrics are sent when the run ends, for
 * instance http://pushgateway:9091
 */
@ConfigurationProperties("chronobook.training")
record TrainingProperties(@DefaultValue("0/1") Partition partition, @DefaultValue("1") int threads,
		@DefaultValue("100") int chunkSize, @DefaultValue("10") int skipLimit, @DefaultValue("300") int sample,
		@Nullable LocalDate origin, @Nullable URI pushgateway) {

	TrainingProperties {
		if (threads < 1 || chunkSize < 1 || skipLimit < 0 || sample < 0) {
			throw new IllegalArgumentException(
					"threads and chunk-size are at least 1, skip-limit and sample at least 0");
		}
	}

}
