package pl.chronobook.sync;

import pl.chronobook.identity.ReaderId;

/**
 * A device uploaded its statistics.
 *
 * @param reader the owner of the device
 * @param folder the folder of the file; empty for the root
 * @param etag the entity tag of the uploaded version
 */
public record StatisticsUploaded(ReaderId reader, String folder, String etag) {
}
