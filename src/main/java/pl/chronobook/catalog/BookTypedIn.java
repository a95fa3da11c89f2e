package pl.chronobook.catalog;

import pl.chronobook.identity.ReaderId;

/**
 * A reader typed a book in by hand.
 *
 * @param reader who
 * @param book the stored book
 */
public record BookTypedIn(ReaderId reader, BookId book) {
}
