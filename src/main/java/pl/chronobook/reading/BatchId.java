package pl.chronobook.reading;

import java.util.UUID;

/**
 * Names a history that was added as a whole, and can be taken back as a whole.
 *
 * @param value the primary key in {@code reading_batches}
 */
public record BatchId(UUID value) {
}
