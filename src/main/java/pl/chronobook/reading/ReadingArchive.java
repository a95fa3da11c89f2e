package pl.chronobook.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;

/**
 * A reader's whole history as plain records, for export and import.
 */
public interface ReadingArchive {

	/** The pages an hour that are assumed for a reader whose own speed is unknown. */
	double USUAL_PAGES_PER_HOUR = 40;

	/** The time for which an import, a removal or a discarded timer can be undone. */
	Duration UNDO_TIME = Duration.ofDays(30);

	/**
	 * Returns all books on the reader's list in order, and removed books that can still
	 * be restored, each in its place.
	 */
	List<ArchivedBook> export(ReaderId reader);

	/**
	 * Returns the books on the reader's list, including removed ones that an import would
	 * restore.
	 */
	List<ListedBook> listed(ReaderId reader);

	/**
	 * Previews {@link #add} without changing anything.
	 */
	Outcome preview(ReaderId reader, List<ArchivedBook> books);

	/**
	 * Adds what is new: books at the end of the list, readings and sessions that are not
	 * there yet, lengths, first days and details that were unknown. Existing data are
	 * never overwritten, so the call is idempotent. It is atomic, in one transaction.
	 *
	 * <p>
	 * Programs record the same reading with slightly different data, so a reading counts
	 * as known if it ends within a week of a stored one, if it overlaps a stored one, or
	 * if one of the two has dates that are no evidence. A session counts as known if it
	 * overlaps a stored one of the same book. A stored session that was imported before
	 * it had ended is continued by the rest of the same session. The readings and
	 * sessions of one {@link ArchivedBook} are compared only with data from before it,
	 * not with each other.
	 *
	 * <p>
	 * New sessions of a book that is being read move its page forward, unless a page was
	 * logged later than they ended. If they reach the last page, the book is not marked
	 * as finished; a {@link BookReadToEnd} is published.
	 *
	 * <p>
	 * A new book that is waiting or being read is left out if the list is full; the other
	 * books are added.
	 *
	 * <p>
	 * A book that the source marks as removed never removes one from the list. It is
	 * added as removed and can be restored for as long as at its source; after that time
	 * it is left out.
	 * @param batch a new id, by which {@link #takeBack} undoes the import
	 * @param progress is called with the number of finished books
	 * @return what was added
	 */
	Outcome add(ReaderId reader, List<ArchivedBook> books, BatchId batch, IntConsumer progress);

	/**
	 * Undoes what a batch added and completed, except for what the reader has changed or
	 * added since. Idempotent.
	 */
	void takeBack(ReaderId reader, BatchId batch);

	/**
	 * Fills in the lengths of books that are still unknown, or were assumed by an import
	 * and not changed by the reader since. The versions of the entries do not change, so
	 * forms that readers have open stay valid.
	 * @param assumed the tag that marks a book with an assumed length; it is removed
	 * @return the number of books whose length was filled in
	 */
	int fillLengths(ReaderId reader, Map<BookId, PageCount> lengths, String assumed);

	/**
	 * Returns the reader's speed by the sessions with counted pages; empty if these last
	 * less than an hour.
	 */
	OptionalDouble pagesPerHour(ReaderId reader);

	/**
	 * A book of a history.
	 *
	 * @param book the book
	 * @param status its status
	 * @param pageCount pages of the reader's edition; null if unknown
	 * @param currentPage the last page read, 0 before the first
	 * @param addedAt the moment since which it is on the list
	 * @param readings its readings; at most one of them is still open
	 * @param sessions its sittings
	 * @param removedAt the time at which it was removed; null if it is on the list
	 * @param details the details that the reader gave
	 */
	record ArchivedBook(BookId book, ReadingStatus status, @Nullable PageCount pageCount, int currentPage,
			Instant addedAt, List<ArchivedReading> readings, List<SessionRecord> sessions, @Nullable Instant removedAt,
			BookDetails details) {

		/** A book on the list of which no details are known. */
		public ArchivedBook(BookId book, ReadingStatus status, @Nullable PageCount pageCount, int currentPage,
				Instant addedAt, List<ArchivedReading> readings, List<SessionRecord> sessions) {
			this(book, status, pageCount, currentPage, addedAt, readings, sessions, null, BookDetails.NONE);
		}

	}

	/**
	 * A book on the list.
	 *
	 * @param entry its place on the list
	 * @param book the book
	 * @param pageCount pages of the reader's edition; null if unknown
	 */
	record ListedBook(EntryId entry, BookId book, @Nullable PageCount pageCount) {
	}

	/**
	 * A reading of a book.
	 *
	 * @param dates its first and its last day
	 * @param completed whether it reached the end, or goes on; false if it was given up
	 * @param evidence whether the dates are evidence of the pace; false if many books
	 * were given the same
	 */
	record ArchivedReading(ReadingDates dates, boolean completed, boolean evidence) {

		/** A reading whose dates are evidence of the pace. */
		public ArchivedReading(ReadingDates dates, boolean completed) {
			this(dates, completed, true);
		}

	}

	/**
	 * The changes that an import made.
	 *
	 * @param added the additions
	 * @param known the part of the history that existed already
	 * @param lengths known books whose length was learned
	 * @param described known books whose details were completed
	 * @param completed known readings that got their first day, or better dates
	 * @param returned removed books that were restored
	 * @param removed the number of added books that were added as removed and can be
	 * restored
	 * @param leftOut the indices of the given books for which there was no room on the
	 * list
	 */
	record Outcome(Added added, Added known, int lengths, int described, int completed, int returned, int removed,
			List<Integer> leftOut) {

		/** The outcome of an import that changed nothing. */
		public static final Outcome NOTHING = new Outcome(new Added(0, 0, 0), new Added(0, 0, 0), 0, 0, 0, 0, 0,
				List.of());

		/** Returns whether anything changes. */
		public boolean isChange() {
			return !this.added.isNothing() || this.lengths + this.described + this.completed + this.returned > 0;
		}

	}

	/**
	 * The numbers of books, readings and sessions.
	 *
	 * @param books books on the list
	 * @param readings readings with dates
	 * @param sessions sessions
	 */
	record Added(int books, int readings, int sessions) {

		boolean isNothing() {
			return this.books + this.readings + this.sessions == 0;
		}

	}

}
