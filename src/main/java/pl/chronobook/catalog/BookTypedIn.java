package pl.chronobook.catalog;

import pl.chronobook.identity.ReaderId;

/**
 * A reader typed a book in.
 *
 * @param reader the reader, who owns the book
 * @param book the stored book
 */
public record BookTypedIn(ReaderId reader, BookId book) {
}
