package pl.chronobook.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;

/**
 * A reader's list, for programs that read and change it on the reader's behalf.
 */
public interface TbrList {

	/**
	 * A part of the list, in the reader's order.
	 * @param status only books with this status; null for all
	 * @param after only books further down than this position; 0 for the first part
	 * @param limit the largest number of books returned
	 */
	List<Item> items(ReaderId reader, @Nullable ReadingStatus status, int after, int limit);

	/**
	 * One book of the list.
	 * @throws NoSuchEntryException if the reader has no such book on the list
	 */
	Item item(ReaderId reader, EntryId id);

	/**
	 * Puts a book at the end of the list. Idempotent: a book that is there stays where it
	 * is.
	 * @throws ListFullException if the list holds as many open books as it may
	 */
	EntryId add(ReaderId reader, Book book);

	/**
	 * Puts a book on the list as one that is being read. A book that is there already is
	 * begun unless it is being read, and takes the length and the page. Idempotent.
	 * @param pages the length of the reader's edition
	 * @param page the last page read, 0 up to the length
	 * @throws ListFullException if the list holds as many open books as it may
	 * @throws IllegalArgumentException if the book has no such page
	 */
	EntryId begin(ReaderId reader, Book book, PageCount pages, int page);

	/**
	 * Moves a book to a place among those of its status, as far as there are places.
	 * @param place the new place, from 1
	 * @throws NoSuchEntryException if the reader has no such book on the list
	 */
	void move(ReaderId reader, EntryId id, int place);

	/**
	 * Takes a book off the list. Idempotent; for thirty days the reader can undo it.
	 * @throws NoSuchEntryException if the reader never had such a book on the list
	 */
	void remove(ReaderId reader, EntryId id);

	/**
	 * A book on the list.
	 *
	 * @param id its place on the list
	 * @param book the book
	 * @param title its title
	 * @param author its authors, separated by commas
	 * @param status its status
	 * @param pageCount pages of the reader's edition; null if unknown
	 * @param currentPage the last page read, 0 before the first
	 * @param position its position; rises along the list, with gaps
	 * @param addedAt the moment since which it is on the list
	 * @param finishedOn the last day of its newest complete reading; null if there is
	 * none or the day is unknown
	 * @param details format, tags and series, and whether the reader owns it
	 */
	record Item(EntryId id, BookId book, String title, String author, ReadingStatus status, @Nullable Integer pageCount,
			int currentPage, int position, Instant addedAt, @Nullable LocalDate finishedOn, BookDetails details) {
	}

	/**
	 * Thrown when a book cannot be added because the list holds as many waiting or begun
	 * books as the installation allows.
	 */
	final class ListFullException extends RuntimeException {

		private final int limit;

		/**
		 * Creates the exception.
		 * @param limit the number of books that a list may hold
		 */
		public ListFullException(int limit) {
			super("A list holds at most %d open books".formatted(limit));
			this.limit = limit;
		}

		/** The number of books that a list may hold. */
		public int limit() {
			return this.limit;
		}

	}

}
