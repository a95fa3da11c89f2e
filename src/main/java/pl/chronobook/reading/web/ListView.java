package pl.chronobook.reading.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadThrough;
import pl.chronobook.reading.domain.ReadingList;

/**
 * The list as the page shows it.
 *
 * @param reading books in progress
 * @param waiting books to be read, in the reader's order
 * @param finished books read, the last ones
 * @param abandoned books given up, the last ones
 */
record ListView(List<Row> reading, List<Row> waiting, PastView finished, PastView abandoned) {

	/** The books behind somebody, and all the others of the list. */
	static ListView of(List<ListEntry> current, PastView finished, PastView abandoned, Map<BookId, Book> books) {
		return new ListView(rows(current, ReadingStatus.READING, books), rows(current, ReadingStatus.TBR, books),
				finished, abandoned);
	}

	private static List<Row> rows(List<ListEntry> entries, ReadingStatus status, Map<BookId, Book> books) {
		return Row.of(entries.stream().filter(entry -> entry.status() == status).toList(), books);
	}

	public boolean isEmpty() {
		return this.reading.isEmpty() && this.waiting.isEmpty() && this.finished.total() + this.abandoned.total() == 0;
	}

	/**
	 * Some of the books that were finished or given up.
	 *
	 * @param rows these books
	 * @param page which part of all they are, from 0
	 * @param total how many books there are
	 * @param more whether another part follows
	 */
	record PastView(List<Row> rows, int page, int total, boolean more) {

		static PastView of(ReadingList.Past past, Map<BookId, Book> books) {
			return new PastView(Row.of(past.entries(), books), past.page(), past.total(), past.more());
		}

	}

	/**
	 * One book of the list; the getters are for the templates.
	 */
	static final class Row {

		private final ListEntry entry;

		private final Book book;

		Row(ListEntry entry, Book book) {
			this.entry = entry;
			this.book = book;
		}

		static List<Row> of(List<ListEntry> entries, Map<BookId, Book> books) {
			return entries.stream()
				.map(entry -> new Row(entry, Objects.requireNonNull(books.get(entry.book()))))
				.toList();
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

		public int getPercent() {
			return this.entry.percent();
		}

		public @Nullable LocalDate getFinishedOn() {
			return this.entry.finishedOn().orElse(null);
		}

		public @Nullable LocalDate getStartedOn() {
			return this.entry.openReadThrough().map(reading -> reading.dates().start()).orElse(null);
		}

		public List<ReadThrough> getReadings() {
			return this.entry.readThroughs();
		}

	}

}
