package pl.chronobook.transfer.domain;

import java.time.Instant;
import java.util.List;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

/**
 * One book of an imported history, before the catalog knows it.
 */
public record ImportedBook(NewBook book, ReadingStatus status, int currentPage, Instant addedAt,
		List<ArchivedReading> readings, List<SessionRecord> sessions) {

	ArchivedBook archivedAs(BookId id) {
		return new ArchivedBook(id, this.status, this.book.pageCount(), this.currentPage, this.addedAt, this.readings,
				this.sessions);
	}

}
