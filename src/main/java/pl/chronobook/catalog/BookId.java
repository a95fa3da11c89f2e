package pl.chronobook.catalog;

import java.util.UUID;

/**
 * Identifies one book (an edition) of the catalog.
 *
 * @param value the primary key in {@code books}
 */
public record BookId(UUID value) {
}
