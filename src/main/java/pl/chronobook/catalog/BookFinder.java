package pl.chronobook.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;

/**
 * Finds books in the catalog and at the providers of book data.
 */
public interface BookFinder {

	/**
	 * Searches for a title, an author or an ISBN. Providers are asked, which may take
	 * seconds: call this method outside a transaction.
	 * @param typed the query; under three characters nothing is found
	 */
	FoundBooks find(ReaderId reader, String typed);

	/**
	 * The result of a search.
	 *
	 * @param books the editions, best first
	 * @param complete whether every provider that was asked answered
	 */
	record FoundBooks(List<FoundBook> books, boolean complete) {
	}

	/**
	 * An edition.
	 *
	 * @param ref the reference by which {@link Catalog#resolve} returns it
	 * @param title its title
	 * @param author its authors, separated by commas
	 * @param year the year of publication; null if unknown
	 * @param pageCount its length; null if unknown
	 * @param isbn its ISBN; null if unknown
	 */
	record FoundBook(BookRef ref, String title, String author, @Nullable Integer year, @Nullable PageCount pageCount,
			@Nullable Isbn isbn) {
	}

}
