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

	/** The author of a book whose author is unknown. */
	public static final String UNKNOWN_AUTHOR = "Autor nieznany";

	/** A book that belongs to no known series. */
	public Book(BookId id, String title, String author, @Nullable PageCount pageCount, @Nullable Isbn isbn,
			boolean cover) {
		this(id, title, author, pageCount, isbn, cover, null);
	}

	/**
	 * The words that find its other editions: the title, and the first author if one is
	 * known. More authors would leave out the editions that name only one.
	 */
	public String words() {
		String first = this.author.split(",", 2)[0].strip();
		return (first.isEmpty() || first.equalsIgnoreCase(UNKNOWN_AUTHOR)) ? this.title : this.title + " " + first;
	}

}
