package pl.chronobook.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A book of the catalog.
 *
 * @param id its identifier
 * @param title its title
 * @param author its authors, separated by commas
 * @param pageCount its length; null if unknown
 * @param isbn its ISBN, if known
 * @param cover whether a picture of its cover is known; {@code /catalog/covers/{id}}
 * shows it, or a drawn cover in its place
 * @param series the series it belongs to, if known
 */
public record Book(BookId id, String title, String author, @Nullable PageCount pageCount, @Nullable Isbn isbn,
		boolean cover, @Nullable Series series) {

	/** A book that belongs to no known series. */
	public Book(BookId id, String title, String author, @Nullable PageCount pageCount, @Nullable Isbn isbn,
			boolean cover) {
		this(id, title, author, pageCount, isbn, cover, null);
	}

}
