package pl.chronobook.transfer.incoming;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.BookOpinions;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ListedBook;
import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;

/**
 * Stores imported histories among a reader's books, and removes them again.
 */
@Component
@Transactional
public class HistoryStore {

	private final Catalog catalog;

	private final ReadingArchive archive;

	private final BookOpinions opinions;

	private final Readers readers;

	private final Clock clock;

	HistoryStore(Catalog catalog, ReadingArchive archive, BookOpinions opinions, Readers readers, Clock clock) {
		this.catalog = catalog;
		this.archive = archive;
		this.opinions = opinions;
		this.readers = readers;
		this.clock = clock;
	}

	/** Returns the context in which files are parsed. */
	@Transactional(readOnly = true)
	ParseContext parseContext(ReaderId reader, Choices choices, RecognisedFiles opened) {
		return new ParseContext(this.readers.get(reader).zone(), this.clock.instant(), choices,
				this.archive.pagesPerHour(reader).orElse(ReadingArchive.USUAL_PAGES_PER_HOUR), opened.titles());
	}

	/** Previews the outcome of {@link #add} without changes. */
	@Transactional(readOnly = true)
	Previewed preview(ReaderId reader, List<FileBooks> books) {
		Shelf shelf = shelf(reader, books);
		Outcome outcome = this.archive.preview(reader, shelf.previewed());
		Set<BookId> judged = shelf.opinions(book -> new BookId(Ids.next()), outcome.leftOut()).keySet();
		return new Previewed(outcome, judged.isEmpty() ? 0 : this.opinions.missing(reader, judged));
	}

	/** Adds the new data atomically. */
	public Stored add(ReaderId reader, List<FileBooks> books, BatchId batch, IntConsumer progress) {
		Shelf shelf = shelf(reader, books);
		Catalog.Stored stored = this.catalog.store(reader, shelf.fresh());
		Outcome outcome = this.archive.add(reader, shelf.archived(book -> idOf(stored, book), lengths(stored)), batch,
				progress);
		Optional<BookOpinions.Added> opinions = this.opinions.fill(reader,
				shelf.opinions(book -> idOf(stored, book), outcome.leftOut()));
		return new Stored(outcome, stored.added(), stored.lengthened(), opinions.orElse(null));
	}

	/**
	 * Reverts an import, and deletes the books of the catalog that are no longer needed.
	 */
	void takeBack(ReaderId reader, BatchId batch, Collection<BookId> added, Collection<BookId> lengthened) {
		this.archive.takeBack(reader, batch);
		Set<BookId> listed = this.archive.listed(reader).stream().map(ListedBook::book).collect(Collectors.toSet());
		this.catalog.takeBack(reader, added.stream().filter(book -> !listed.contains(book)).toList(), lengthened);
	}

	private Shelf shelf(ReaderId reader, List<FileBooks> books) {
		List<ListedBook> listed = this.archive.listed(reader);
		Map<BookId, Book> editions = this.catalog.find(reader, listed.stream().map(ListedBook::book).toList());
		Shelf shelf = new Shelf(listed, editions);
		books.forEach(one -> shelf.take(one.books(), one.exact()));
		return shelf;
	}

	private static Map<BookId, PageCount> lengths(Catalog.Stored stored) {
		return stored.books()
			.values()
			.stream()
			.filter(book -> book.pageCount() != null)
			.collect(Collectors.toMap(Book::id, book -> Objects.requireNonNull(book.pageCount()), (one, same) -> one));
	}

	private static BookId idOf(Catalog.Stored stored, NewBook book) {
		return Objects.requireNonNull(stored.books().get(book)).id();
	}

	/**
	 * The books of one file.
	 *
	 * @param books the books
	 * @param exact whether title and author must be equal, as they are in our own export
	 */
	public record FileBooks(List<ImportedBook> books, boolean exact) {
	}

	/**
	 * The result of storing.
	 *
	 * @param outcome the changes of the reader's list
	 * @param added books that are new in the catalog
	 * @param lengthened books of the catalog whose unknown length was filled in
	 * @param opinions the ratings and notes that were added; null if none was
	 */
	record Stored(Outcome outcome, Set<BookId> added, Set<BookId> lengthened, BookOpinions.@Nullable Added opinions) {
	}

	/**
	 * The preview of storing.
	 *
	 * @param outcome the changes of the reader's list
	 * @param opinions the number of ratings and notes that would be added
	 */
	record Previewed(Outcome outcome, int opinions) {
	}

}
