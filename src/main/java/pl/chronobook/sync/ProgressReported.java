package pl.chronobook.sync;

import pl.chronobook.identity.ReaderId;

/**
 * A device reported its progress in a document, or the document was paired with a book.
 *
 * @param reader the owner of the device
 * @param document the device's name of the file
 */
public record ProgressReported(ReaderId reader, String document) {
}
