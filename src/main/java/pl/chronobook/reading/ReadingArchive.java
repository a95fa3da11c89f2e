package pl.chronobook.reading;

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
 * A reader's whole history as plain records, to carry it out and in.
 */
public interface ReadingArchive {

	/**
	 * Everything on the reader's list, in its order, and removed books that can still be
	 * restored, each where it stood.
	 */
	List<ArchivedBook> export(ReaderId reader);

	/**
	 * The books on the reader's list, those too that were removed a short while ago and
	 * that an import would bring back.
	 */
	List<ListedBook> listed(ReaderId reader);

	/**
	 * Previews {@link #add} without changing anything.
	 */
	Outcome preview(ReaderId reader, List<ArchivedBook> books);

	/**
	 * Adds what is new: books at the end of the list, readings and sessions that are not
	 * there yet, lengths and first days that were unknown. What the reader already has is
	 * never overwritten, so the same import twice changes nothing the second time. All or
	 * nothing, in one transaction.
	 *
	 * <p>
	 * Other programs may tell of the same things a little differently, so a reading is
	 * taken for one that is there already if it ends within a week of it, overlaps with
	 * it, or if one of the two has dates that are no evidence; a session if it overlaps
	 * with one of the same book. A session that an import brought while it still went on
	 * gets its rest. What one {@link ArchivedBook} brings is compared with what was there
	 * before it, not within itself.
	 *
	 * <p>
	 * New sessions of a book that is being read move its page forward, unless a page was
	 * named since. A book whose last page is reached thereby is not finished, but a
	 * {@link BookReadToEnd} is published.
	 *
	 * <p>
	 * A new book that waits or is being read is left out if the list holds as many of
	 * them as it may; the rest is taken.
	 *
	 * <p>
	 * A book that was removed where it comes from never takes one from the list: it is
	 * added removed, can be restored as long as there, and is left out after that.
	 * @param batch to take it back by, see {@link #takeBack}; one that nobody used before
	 * @param progress hears how many of the books are done
	 * @return what was added
	 */
	Outcome add(ReaderId reader, List<ArchivedBook> books, BatchId batch, IntConsumer progress);

	/**
	 * Takes back what a batch added and completed, as if it had never been. What the
	 * reader has changed or added since stays. Idempotent.
	 */
	void takeBack(ReaderId reader, BatchId batch);

	/**
	 * Fills in the lengths of books that are still unknown. To the reader's eyes nothing
	 * but the length has changed: a form filled in meanwhile stays good.
	 * @return the number of books whose length was filled in
	 */
	int fillLengths(ReaderId reader, Map<BookId, PageCount> lengths);

	/**
	 * The speed of the reader, by the sessions whose pages were counted; empty if they
	 * are less than an hour.
	 */
	OptionalDouble pagesPerHour(ReaderId reader);

	/**
	 * A book of a history.
	 *
	 * @param book which book
	 * @param status where it stands
	 * @param pageCount pages of the reader's edition; null if unknown
	 * @param currentPage the last page read, 0 before the first
	 * @param addedAt since when it is on the list
	 * @param readings its readings; at most one of them is still open
	 * @param sessions its sittings
	 * @param removedAt when it was removed; null if it is on the list
	 */
	record ArchivedBook(BookId book, ReadingStatus status, @Nullable PageCount pageCount, int currentPage,
			Instant addedAt, List<ArchivedReading> readings, List<SessionRecord> sessions,
			@Nullable Instant removedAt) {

		/** A book on the list. */
		public ArchivedBook(BookId book, ReadingStatus status, @Nullable PageCount pageCount, int currentPage,
				Instant addedAt, List<ArchivedReading> readings, List<SessionRecord> sessions) {
			this(book, status, pageCount, currentPage, addedAt, readings, sessions, null);
		}

	}

	/**
	 * A book on the list.
	 *
	 * @param entry its place on the list
	 * @param book which book
	 * @param pageCount pages of the reader's edition; null if unknown
	 */
	record ListedBook(EntryId entry, BookId book, @Nullable PageCount pageCount) {
	}

	/**
	 * A reading of a book.
	 *
	 * @param dates when
	 * @param completed whether it reached the end, or goes on; false if it was given up
	 * @param evidence whether the dates say something of the pace; false if many books
	 * were given the same
	 */
	record ArchivedReading(ReadingDates dates, boolean completed, boolean evidence) {

		/** A reading whose dates are what they say. */
		public ArchivedReading(ReadingDates dates, boolean completed) {
			this(dates, completed, true);
		}

	}

	/**
	 * The changes that an import made.
	 *
	 * @param added what was added
	 * @param known what was there already
	 * @param lengths known books whose length was learned
	 * @param completed known readings that got their first day, or better dates
	 * @param returned books that had been removed and are back
	 * @param removed how many of the added books come removed and can be restored
	 * @param leftOut which of the given books found no room on the list, by their index
	 */
	record Outcome(Added added, Added known, int lengths, int completed, int returned, int removed,
			List<Integer> leftOut) {

		/** The outcome of an import that changed nothing. */
		public static final Outcome NOTHING = new Outcome(new Added(0, 0, 0), new Added(0, 0, 0), 0, 0, 0, 0,
				List.of());

		/** Tells whether anything changes. */
		public boolean isChange() {
			return !this.added.isNothing() || this.lengths + this.completed + this.returned > 0;
		}

	}

	/**
	 * Books, readings and sessions by their number.
	 *
	 * @param books on the list
	 * @param readings with dates
	 * @param sessions sittings
	 */
	record Added(int books, int readings, int sessions) {

		boolean isNothing() {
			return this.books + this.readings + this.sessions == 0;
		}

	}

}
