package pl.chronobook.sync.domain;

import java.time.Instant;

/**
 * The statistics in a folder.
 *
 * @param folder the folder; empty for the root
 * @param size in bytes
 * @param etag the strong validator, with its quotes
 * @param modifiedAt the moment of the upload
 * @param unreadable whether it could not be imported
 */
public record StatisticsFile(String folder, long size, String etag, Instant modifiedAt, boolean unreadable) {
}
