package pl.chronobook.reading;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;

/**
 * A reader's whole history as plain records, to carry it out and in.
 */
public interface ReadingArchive {

	/**
	 * Everything on the reader's list, in its order; removed books are left out.
	 */
	List<ArchivedBook> export(ReaderId reader);

	/**
	 * Adds what is new: books at the end of the list, readings and sessions that are not
	 * there yet, lengths that were unknown. What the reader already has is never
	 * overwritten, so the same import twice changes nothing the second time. All or
	 * nothing, in one transaction.
	 * @return what was added
	 */
	Added add(ReaderId reader, List<ArchivedBook> books);

	/**
	 * One book of a history.
	 *
	 * @param book which book
	 * @param status where it stands
	 * @param pageCount pages of the reader's edition; null if unknown
	 * @param currentPage the last page read, 0 before the first
	 * @param addedAt since when it is on the list
	 * @param readings its readings; at most one of them is still open
	 * @param sessions its sittings
	 */
	record ArchivedBook(BookId book, ReadingStatus status, @Nullable PageCount pageCount, int currentPage,
			Instant addedAt, List<ArchivedReading> readings, List<SessionRecord> sessions) {
	}

	/**
	 * One reading of a book.
	 *
	 * @param dates when
	 * @param completed whether it reached the end, or goes on; false if it was given up
	 */
	record ArchivedReading(ReadingDates dates, boolean completed) {
	}

	/**
	 * What an import added.
	 *
	 * @param books new on the list
	 * @param readings new readings
	 * @param sessions new sittings
	 */
	record Added(int books, int readings, int sessions) {
	}

}
