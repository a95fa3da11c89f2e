package pl.chronobook.reading;

import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;

/**
 * What a reader has read and is going to read, for those who reckon with it.
 */
public interface ReadingHistory {

	/**
	 * The revision of a reader's list: it rises with every change, so two equal revisions
	 * mean equal facts. 0 for a reader who has nothing yet.
	 */
	long revisionOf(ReaderId reader);

	/**
	 * The books to be finished in their order: those being read, then those to be read.
	 */
	List<QueuedBook> queueOf(ReaderId reader);

	/**
	 * Everything a forecast rests on, in a fixed number of queries.
	 */
	Facts factsOf(ReaderId reader);

	/**
	 * What a reader has read and is going to read.
	 *
	 * @param revision of the list
	 * @param queue the books to be finished in their order
	 * @param finished every finished reading whose last day is known
	 * @param sessions every sitting, in order of time
	 */
	record Facts(long revision, List<QueuedBook> queue, List<FinishedReading> finished, List<SessionRecord> sessions) {
	}

	/**
	 * A book that waits or is being read.
	 *
	 * @param entry its place on the list
	 * @param book which book
	 * @param title its title
	 * @param author its author
	 * @param pageCount pages of the reader's edition; null while nobody knows
	 * @param currentPage the last page read, 0 before the first
	 * @param reading whether it has been begun
	 */
	record QueuedBook(EntryId entry, BookId book, String title, String author, @Nullable Integer pageCount,
			int currentPage, boolean reading) {

		/**
		 * Pages still to be read; 0 if the length is unknown.
		 */
		public int remainingPages() {
			return (this.pageCount != null) ? this.pageCount - this.currentPage : 0;
		}

	}

	/**
	 * A book read to the end.
	 *
	 * @param entry its place on the list
	 * @param dates its first day, if known, and its last day
	 * @param pages its length; null while nobody knows
	 * @param evidence whether the dates say something of the pace; false if many books
	 * were given the same
	 */
	record FinishedReading(EntryId entry, ReadingDates dates, @Nullable Integer pages, boolean evidence) {
	}

}
