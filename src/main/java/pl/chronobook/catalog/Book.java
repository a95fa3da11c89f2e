package pl.chronobook.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A book as the catalog knows it.
 *
 * @param id its name
 * @param title its title
 * @param author its authors, separated by commas
 * @param pageCount how long it is; null while nobody knows
 * @param isbn its ISBN, if known
 * @param cover whether a cover may be had at {@code /catalog/covers/{id}}; a book without
 * one gets a drawn placeholder at the same address
 */
public record Book(BookId id, String title, String author, @Nullable PageCount pageCount, @Nullable Isbn isbn,
		boolean cover) {
}
