package pl.chronobook.training;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the training job.
 *
 * @param minimumSessions reading sessions below which a reader's own model is not worth
 * training
 * @param chunkSize readers that share a transaction
 */
@ConfigurationProperties("chronobook.training")
record TrainingProperties(@DefaultValue("50") int minimumSessions, @DefaultValue("500") int chunkSize) {

	TrainingProperties {
		if (minimumSessions < 1 || chunkSize < 1) {
			throw new IllegalArgumentException("minimum-sessions and chunk-size are at least 1");
		}
	}

}
