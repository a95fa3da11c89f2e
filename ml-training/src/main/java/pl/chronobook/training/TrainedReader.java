package pl.chronobook.training;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.learning.TrainingResult;

/**
 * The result of training one reader, as it is stored.
 *
 * @param revision the revision of the list that was trained on; 0 after a failure, so
 * that the reader is tried again
 * @param sessions the number of sessions
 * @param training the result; null after a failure
 * @param failure the reason of the failure; null without one
 */
record TrainedReader(UUID reader, long revision, int sessions, @Nullable TrainingResult training,
		@Nullable String failure) {
}
