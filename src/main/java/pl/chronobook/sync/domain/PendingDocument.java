package pl.chronobook.sync.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A document that is not paired with a book.
 *
 * @param document the identifier by which the device names the file
 * @param title the title in the file; null if unknown
 * @param percent the percentage that is read, 0 to 100
 * @param device the model of the device
 * @param reportedAt the moment of the last report
 */
public record PendingDocument(String document, @Nullable String title, int percent, String device, Instant reportedAt) {
}
