package pl.chronobook.reading;

import java.time.Instant;

import pl.chronobook.identity.ReaderId;

/**
 * A device, by its progress or its statistics, has reached the last page of a book that
 * its reader has not marked as finished.
 *
 * @param reader the reader of the book
 * @param entry its place on the list
 * @param at the moment at which the device was there
 */
public record BookReadToEnd(ReaderId reader, EntryId entry, Instant at) {
}
