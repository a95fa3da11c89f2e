package pl.chronobook.reading;

import java.util.UUID;

/**
 * Identifies a batch: a history that was added as a whole and can be undone as a whole.
 *
 * @param value the primary key in {@code reading_batches}
 */
public record BatchId(UUID value) {
}
