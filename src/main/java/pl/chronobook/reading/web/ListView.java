package pl.chronobook.reading.web;

import java.time.LocalDate;
import java.util.Comparator;
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

/**
 * The list as the page shows it.
 *
 * @param reading books in progress
 * @param waiting books to be read, in the reader's order
 * @param finished books read, the last one first
 * @param abandoned books given up
 */
record ListView(List<Row> reading, List<Row> waiting, List<Row> finished, List<Row> abandoned) {

	private static final Comparator<Row> LAST_READ_FIRST = Comparator.comparing(Row::getFinishedOn,
			Comparator.nullsLast(Comparator.reverseOrder()));

	static ListView of(List<ListEntry> entries, Map<BookId, Book> books) {
		List<Row> rows = entries.stream()
			.map(entry -> new Row(entry, Objects.requireNonNull(books.get(entry.book()))))
			.toList();
		return new ListView(part(rows, ReadingStatus.READING), part(rows, ReadingStatus.TBR),
				part(rows, ReadingStatus.FINISHED).stream().sorted(LAST_READ_FIRST).toList(),
				part(rows, ReadingStatus.ABANDONED));
	}

	private static List<Row> part(List<Row> rows, ReadingStatus status) {
		return rows.stream().filter(row -> row.getStatus() == status).toList();
	}

	public boolean isEmpty() {
		return this.reading.isEmpty() && this.waiting.isEmpty() && this.finished.isEmpty() && this.abandoned.isEmpty();
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
