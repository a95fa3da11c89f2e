package pl.chronobook.reading;

import pl.chronobook.identity.ReaderId;

/**
 * Something on a reader's list changed: its books, their order, length, progress or
 * dates, or the sessions.
 *
 * @param reader the owner of the list
 * @param revision the list's revision after the change; later changes have higher ones
 */
public record ReadingListChanged(ReaderId reader, long revision) {
}
