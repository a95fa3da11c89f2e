package pl.chronobook.transfer.history;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

/**
 * A book of an imported history before it is stored in the catalog.
 *
 * @param book the book
 * @param status its status
 * @param currentPage the last page read
 * @param addedAt the moment since which it is on a list
 * @param readings its readings
 * @param sessions its sittings
 * @param shares whether its pages are a device's screens, and so only shares of the book
 * @param removedAt the moment of its removal from the list; null if it is on the list
 * @param details its format, tags and series, and whether the reader owns it
 * @param opinion the reader's rating and note
 * @param assumed the length that it has on the list while none is known; null if none is
 * assumed
 */
public record ImportedBook(NewBook book, ReadingStatus status, int currentPage, Instant addedAt,
		List<ArchivedReading> readings, List<SessionRecord> sessions, boolean shares, @Nullable Instant removedAt,
		BookDetails details, Opinion opinion, @Nullable AssumedLength assumed) {

	public ImportedBook(NewBook book, ReadingStatus status, int currentPage, Instant addedAt,
			List<ArchivedReading> readings, List<SessionRecord> sessions) {
		this(book, status, currentPage, addedAt, readings, sessions, false, null, BookDetails.NONE, Opinion.NONE, null);
	}

	ImportedBook with(List<ArchivedReading> otherReadings, List<SessionRecord> otherSessions) {
		return new ImportedBook(this.book, this.status, this.currentPage, this.addedAt, otherReadings, otherSessions,
				this.shares, this.removedAt, this.details, this.opinion, this.assumed);
	}

	boolean isWithoutLength() {
		return this.book.pageCount() == null && this.assumed == null;
	}

	/**
	 * Returns the book as it comes to the list.
	 * @param known its length in the catalog, which takes precedence over an assumed one;
	 * null if it is unknown there, too
	 */
	public ArchivedBook archivedAs(BookId id, @Nullable PageCount known) {
		PageCount own = this.book.pageCount();
		if (own != null || this.assumed == null) {
			return archivedAs(id, own, this.details);
		}
		return (known != null) ? archivedAs(id, known, this.details)
				: archivedAs(id, this.assumed.pages(), this.details.tagged(this.assumed.tag()));
	}

	private ArchivedBook archivedAs(BookId id, @Nullable PageCount pages, BookDetails described) {
		return new ArchivedBook(id, this.status, pages, currentPageOf(pages), this.addedAt, this.readings,
				this.sessions, this.removedAt, described);
	}

	/**
	 * Returns the page that is stored with a length: in a book whose own length is
	 * unknown, a finished reading ends on the last page, and none ends beyond it.
	 */
	private int currentPageOf(@Nullable PageCount pages) {
		if (pages == null || this.book.pageCount() != null) {
			return this.currentPage;
		}
		return (this.status == ReadingStatus.FINISHED) ? pages.value() : Math.min(this.currentPage, pages.value());
	}

}
