package pl.chronobook.transfer.history;

import pl.chronobook.catalog.PageCount;

/**
 * A length that a reader assumes for books whose length is unknown.
 *
 * @param pages the length
 * @param tag marks the books that have it
 */
public record AssumedLength(PageCount pages, String tag) {
}
