package pl.chronobook.training;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.Training;

/**
 * What came of one reader.
 *
 * @param sessions that were learnt from
 * @param training what came of training; null if it failed
 * @param failure why it failed; null if it did not
 */
record Result(UUID reader, long revision, int sessions, @Nullable Training training, @Nullable String failure) {
}
