package pl.chronobook.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import pl.chronobook.identity.ReaderId;

/**
 * The books, as the other modules see them. A reader sees the shared books and the own
 * ones, never those that others typed in.
 */
public interface Catalog {

	/**
	 * Finds books by id in one query; ids that the reader may not see are left out.
	 */
	Map<BookId, Book> find(ReaderId reader, Collection<BookId> ids);

	/**
	 * Turns what the reader picked in the search into a stored book, asking the provider
	 * when the catalog does not have it yet, which may take seconds: call it outside a
	 * transaction. The same edition is stored once.
	 * @return empty if there is no such book, or none that the reader may see
	 * @throws CatalogUnavailableException if the provider had to be asked and does not
	 * answer
	 */
	Optional<Book> resolve(ReaderId reader, BookRef ref);

	/**
	 * Finds the same books among what the reader may see, or stores them as the reader's
	 * own. A book is the same if its ISBN is, or else its title and author, whatever
	 * their case, unless both have an ISBN. An own book without a length takes the one
	 * given.
	 * @return the stored books, one for each given
	 */
	default Map<NewBook, Book> findOrAdd(ReaderId reader, Collection<NewBook> books) {
		return store(reader, books).books();
	}

	/**
	 * Does {@link #findOrAdd} and says what was written, so that it can be taken back.
	 */
	Stored store(ReaderId reader, Collection<NewBook> books);

	/**
	 * Takes back what {@link #store} wrote: deletes the books it added, which must stand
	 * on no list, and forgets the lengths it learned.
	 */
	void takeBack(ReaderId reader, Collection<BookId> added, Collection<BookId> lengthened);

	/**
	 * Asks the providers how long a book is, which may take seconds: call it outside a
	 * transaction.
	 * @return empty if nobody knows
	 * @throws CatalogUnavailableException if no provider answers just now
	 */
	Optional<PageCount> lookUpLength(Book book);

	/**
	 * What storing books came to.
	 *
	 * @param books the stored books, one for each given
	 * @param added those that are new
	 * @param lengthened own books whose length was unknown before
	 */
	record Stored(Map<NewBook, Book> books, Set<BookId> added, Set<BookId> lengthened) {
	}

}
