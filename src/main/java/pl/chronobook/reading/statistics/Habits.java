package pl.chronobook.reading.statistics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.reading.EntryId;

/**
 * The share of books that a reader gives up, and the time that books wait.
 *
 * @param today the reader's day
 * @param groups the books by length, and all of them in a group without one
 * @param waiting the books that have waited longest and are not begun yet, at most
 * {@value #LONGEST_WAITING}
 * @param shelf the waiting books
 */
public record Habits(LocalDate today, List<Group> groups, List<Waiting> waiting, Map<BookId, Book> shelf) {

	static final int LONGEST_WAITING = 3;

	/** All books, those of unknown length too. */
	public Group all() {
		return this.groups.stream().filter(group -> group.length() == null).findFirst().orElseThrow();
	}

	/** The books of a length. */
	public Optional<Group> group(Length length) {
		return this.groups.stream().filter(group -> group.length() == length).findFirst();
	}

	/** The waiting book's catalog entry. */
	public Book book(BookId id) {
		return Objects.requireNonNull(this.shelf.get(id));
	}

	/**
	 * Books of similar length.
	 *
	 * @param length the length of these books; null for all books
	 * @param finished the number of books read to the end
	 * @param abandoned the number of books given up
	 * @param readShare the median share, from 0 to 1, that was read of those given up;
	 * null if none of them was begun
	 * @param begun the number of books begun a day or more after they were added
	 * @param waited the median number of days those waited; null without any
	 */
	public record Group(@Nullable Length length, int finished, int abandoned, @Nullable Double readShare, int begun,
			@Nullable Double waited) {

		/** The number of books whose reading came to an end. */
		public int ended() {
			return this.finished + this.abandoned;
		}

		/** The share of books given up among those whose reading came to an end. */
		public double abandonedShare() {
			return (ended() > 0) ? (double) this.abandoned / ended() : 0;
		}

	}

	/**
	 * A book that waits.
	 *
	 * @param entry its place on the list
	 * @param book the book
	 * @param since the day on which it was added
	 */
	public record Waiting(EntryId entry, BookId book, LocalDate since) {
	}

}
