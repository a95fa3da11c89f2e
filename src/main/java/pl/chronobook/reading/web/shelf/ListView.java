package pl.chronobook.reading.web.shelf;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Audio;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadThrough;
import pl.chronobook.reading.domain.ReadingList;

/**
 * The list, prepared for its page: a part of the books of each status.
 *
 * @param reading books in progress
 * @param waiting books to be read, in the reader's order
 * @param finished the books read last
 * @param abandoned the books abandoned last
 */
public record ListView(PartView reading, PartView waiting, PartView finished, PartView abandoned) {

	public boolean isEmpty() {
		return this.reading.total + this.waiting.total + this.finished.total + this.abandoned.total == 0;
	}

	/** Returns whether the list has several parts, so that a search within it helps. */
	public boolean isLong() {
		return this.reading.more || this.waiting.page > 0 || this.waiting.more || this.finished.more;
	}

	/**
	 * A part of the books with one status.
	 *
	 * @param rows the books
	 * @param page the number of the part, from 0
	 * @param total the number of books in all parts
	 * @param more whether another part follows
	 */
	public record PartView(List<Row> rows, int page, int total, boolean more) {

		public static PartView of(ReadingList.Part part, Map<BookId, Book> books) {
			return new PartView(Row.of(part.entries(), books), part.page(), part.total(), part.more());
		}

	}

	/**
	 * A book of the list; the getters are for the templates.
	 */
	public static final class Row {

		private final ListEntry entry;

		private final Book book;

		public Row(ListEntry entry, Book book) {
			this.entry = entry;
			this.book = book;
		}

		public static List<Row> of(List<ListEntry> entries, Map<BookId, Book> books) {
			return entries.stream()
				.map(entry -> new Row(entry, Objects.requireNonNull(books.get(entry.book()))))
				.toList();
		}

		public EntryId getEntry() {
			return this.entry.id();
		}

		public UUID getId() {
			return this.entry.id().value();
		}

		public UUID getBookId() {
			return this.book.id().value();
		}

		public String getTitle() {
			return this.book.title();
		}

		public String getAuthor() {
			return this.book.author();
		}

		public ReadingStatus getStatus() {
			return this.entry.status();
		}

		public long getVersion() {
			return this.entry.version();
		}

		public @Nullable Integer getPageCount() {
			return this.entry.pageCount();
		}

		public int getCurrentPage() {
			return this.entry.currentPage();
		}

		/** Returns the position as it can be typed: a page, or a time in an audiobook. */
		public String getPosition() {
			Audio audio = this.entry.details().audio();
			Integer pages = this.entry.pageCount();
			return (audio != null && pages != null) ? audio.position(this.entry.currentPage(), pages)
					: String.valueOf(this.entry.currentPage());
		}

		/**
		 * Returns the end of an audiobook of known length, {@code 11:20}; null otherwise.
		 */
		public @Nullable String getAudioEnd() {
			Audio audio = this.entry.details().audio();
			return (audio != null && this.entry.pageCount() != null) ? audio.end() : null;
		}

		public int getPercent() {
			return this.entry.percent();
		}

		public @Nullable LocalDate getFinishedOn() {
			return this.entry.finishedOn().orElse(null);
		}

		public @Nullable LocalDate getStartedOn() {
			return this.entry.openReadThrough().map(reading -> reading.dates().start()).orElse(null);
		}

		public BookDetails getDetails() {
			return this.entry.details();
		}

		/** Returns whether the reader has said anything about it. */
		public boolean isDescribed() {
			return !getDetails().equals(BookDetails.NONE);
		}

		public List<ReadThrough> getReadings() {
			return this.entry.readThroughs();
		}

	}

}
