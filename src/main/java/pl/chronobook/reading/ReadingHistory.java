package pl.chronobook.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BookDetails.Audio;

/**
 * The past and the planned reading of a reader, as input of forecasts.
 */
public interface ReadingHistory {

	/**
	 * The revision of a reader's list: it rises with every change, so two equal revisions
	 * mean equal facts. 0 for a reader who has nothing yet.
	 */
	long revisionOf(ReaderId reader);

	/**
	 * Readers whose list has another revision than the one seen, in no order.
	 * @param seen revisions by reader; a reader who is missing counts as changed
	 */
	List<ReaderId> changedSince(Map<ReaderId, Long> seen);

	/**
	 * The books to be finished in their order: those being read, then those to be read.
	 */
	List<QueuedBook> queueOf(ReaderId reader);

	/**
	 * A part of {@link #queueOf}, with the sums of the whole queue.
	 * @param from the number of books to skip
	 * @param limit the largest number of books returned
	 */
	QueuePart queueOf(ReaderId reader, int from, int limit);

	/**
	 * Every book that is or was on the list, with the day it came and its fate. Removed
	 * books are absent.
	 */
	List<ListedBook> libraryOf(ReaderId reader);

	/**
	 * Everything a forecast rests on, in a fixed number of queries.
	 */
	Facts factsOf(ReaderId reader);

	/**
	 * The past and the planned reading of a reader.
	 *
	 * @param revision the revision of the list
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
	 * @param book the book
	 * @param title its title
	 * @param author its author
	 * @param pageCount pages of the reader's edition; null if unknown
	 * @param currentPage the last page read, 0 before the first
	 * @param reading whether it has been begun
	 * @param audio the length of an audiobook; null for any other book
	 */
	record QueuedBook(EntryId entry, BookId book, String title, String author, @Nullable Integer pageCount,
			int currentPage, boolean reading, @Nullable Audio audio) {

		/**
		 * Pages still to be read; 0 if the length is unknown.
		 */
		public int remainingPages() {
			return (this.pageCount != null) ? this.pageCount - this.currentPage : 0;
		}

		/** The place as it can be typed: a page, or a time in an audiobook. */
		public String position() {
			return (this.audio != null && this.pageCount != null)
					? this.audio.position(this.currentPage, this.pageCount) : String.valueOf(this.currentPage);
		}

		/** The end of an audiobook of known length, {@code 11:20}; null otherwise. */
		public @Nullable String audioEnd() {
			return (this.audio != null && this.pageCount != null) ? this.audio.end() : null;
		}

	}

	/**
	 * A part of the books to be finished.
	 *
	 * @param books the books of this part, in their order
	 * @param from the number of books before them
	 * @param total the number of books in all parts
	 * @param pages pages still to be read in all parts
	 */
	record QueuePart(List<QueuedBook> books, int from, int total, int pages) {

		/** The whole queue as one part. */
		public static QueuePart of(List<QueuedBook> queue) {
			return new QueuePart(queue, 0, queue.size(), queue.stream().mapToInt(QueuedBook::remainingPages).sum());
		}

		/** Returns whether other books follow. */
		public boolean more() {
			return this.from + this.books.size() < this.total;
		}

	}

	/**
	 * A book that is or was on the list.
	 *
	 * @param pageCount its length; null if unknown
	 * @param currentPage the last page read, 0 before the first
	 * @param addedAt the moment since which it is on the list
	 * @param finished the last day of its first complete reading, if known
	 * @param abandoned the day it was given up, if it was and the day is known
	 * @param status its present status
	 */
	record ListedBook(@Nullable Integer pageCount, int currentPage, Instant addedAt, @Nullable LocalDate finished,
			@Nullable LocalDate abandoned, ReadingStatus status) {
	}

	/**
	 * A book read to the end.
	 *
	 * @param entry its place on the list
	 * @param dates its first day, if known, and its last day
	 * @param pages its length; null if unknown
	 * @param evidence whether the dates are evidence of the pace; false if many books
	 * were given the same
	 */
	record FinishedReading(EntryId entry, ReadingDates dates, @Nullable Integer pages, boolean evidence) {
	}

}
