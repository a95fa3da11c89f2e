package pl.chronobook.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import pl.chronobook.identity.ReaderId;

/**
 * The API of this module. A reader sees the shared books and the books that this reader
 * typed in, never those of others.
 */
public interface Catalog {

	/**
	 * Finds books by id in one query; ids that the reader may not see are left out.
	 */
	Map<BookId, Book> find(ReaderId reader, Collection<BookId> ids);

	/**
	 * Finds those of some books whose title or author contains every word of a text, each
	 * word as a prefix, without regard to case and diacritics.
	 * @param limit the largest number of books returned, those with the shortest titles
	 */
	List<BookId> search(ReaderId reader, Collection<BookId> among, String text, int limit);

	/**
	 * Returns those of some books that the reader may see, in the order of the Polish
	 * alphabet.
	 */
	List<BookId> sorted(ReaderId reader, Collection<BookId> books, Alphabetical by);

	/**
	 * Returns the book that a reference points to. A book that the catalog does not have
	 * yet is fetched from its provider and stored, which may take seconds: call this
	 * method outside a transaction. Idempotent: the same edition is stored once.
	 * @return empty if there is no such book, or none that the reader may see
	 * @throws CatalogUnavailableException if the provider had to be asked and does not
	 * answer
	 */
	Optional<Book> resolve(ReaderId reader, BookRef ref);

	/**
	 * Finds the given books among those that the reader may see, and stores the others as
	 * the reader's own. Two books are the same if their ISBNs are equal or, unless both
	 * have an ISBN, if title and author are equal without regard to case. A book of the
	 * reader's own without a length takes the given one.
	 * @return the stored books, one for each given
	 */
	default Map<NewBook, Book> findOrAdd(ReaderId reader, Collection<NewBook> books) {
		return store(reader, books).books();
	}

	/**
	 * Finds or stores books like {@link #findOrAdd} and also returns the changes, for
	 * {@link #takeBack}.
	 */
	Stored store(ReaderId reader, Collection<NewBook> books);

	/**
	 * Reverts {@link #store}: deletes the added books, which must be on no list, and
	 * clears the lengths that were filled in.
	 */
	void takeBack(ReaderId reader, Collection<BookId> added, Collection<BookId> lengthened);

	/**
	 * Asks the providers for the length of a book, which may take seconds: call this
	 * method outside a transaction.
	 * @return empty if no provider knows it
	 * @throws CatalogUnavailableException if no provider answers just now
	 */
	Optional<PageCount> lookUpLength(Book book);

	/**
	 * The text by which books are sorted.
	 */
	enum Alphabetical {

		TITLE, AUTHOR

	}

	/**
	 * The result of storing books.
	 *
	 * @param books the stored books, one for each given
	 * @param added those that are new
	 * @param lengthened the reader's own books whose length was filled in
	 */
	record Stored(Map<NewBook, Book> books, Set<BookId> added, Set<BookId> lengthened) {
	}

}
