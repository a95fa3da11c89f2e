package pl.chronobook.transfer.domain;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ListedBook;
import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.transfer.domain.HistoryFiles.Opened;

/**
 * Brings what files say among a reader's books, and away again.
 */
@Component
@Transactional
class HistoryStore {

	private final Catalog catalog;

	private final ReadingArchive archive;

	private final Readers readers;

	private final Clock clock;

	HistoryStore(Catalog catalog, ReadingArchive archive, Readers readers, Clock clock) {
		this.catalog = catalog;
		this.archive = archive;
		this.readers = readers;
		this.clock = clock;
	}

	/** For whom and when files are read. */
	@Transactional(readOnly = true)
	HistoryFormat.Reading reading(ReaderId reader, Choices choices, Opened opened) {
		return new HistoryFormat.Reading(this.readers.get(reader).zone(), this.clock.instant(), choices,
				this.archive.pagesPerHour(reader).orElse(HistoryFormat.Reading.USUAL_PACE), opened.titles());
	}

	/** Says what {@link #add} would come to, changing nothing. */
	@Transactional(readOnly = true)
	Outcome preview(ReaderId reader, List<Told> told) {
		return this.archive.preview(reader, shelf(reader, told).previewed());
	}

	/** Adds what is new, all or nothing. */
	Stored add(ReaderId reader, List<Told> told, BatchId batch, IntConsumer progress) {
		Shelf shelf = shelf(reader, told);
		Catalog.Stored stored = this.catalog.store(reader, shelf.fresh());
		Outcome outcome = this.archive.add(reader, shelf.archived(book -> idOf(stored, book)), batch, progress);
		return new Stored(outcome, stored.added(), stored.lengthened());
	}

	/** Takes back what was added, with the books of the catalog that nobody needs. */
	void takeBack(ReaderId reader, BatchId batch, Collection<BookId> added, Collection<BookId> lengthened) {
		this.archive.takeBack(reader, batch);
		Set<BookId> listed = this.archive.listed(reader).stream().map(ListedBook::book).collect(Collectors.toSet());
		this.catalog.takeBack(reader, added.stream().filter(book -> !listed.contains(book)).toList(), lengthened);
	}

	private Shelf shelf(ReaderId reader, List<Told> told) {
		List<ListedBook> listed = this.archive.listed(reader);
		Map<BookId, Book> editions = this.catalog.find(reader, listed.stream().map(ListedBook::book).toList());
		Shelf shelf = new Shelf(listed, editions);
		told.forEach(one -> shelf.take(one.books(), one.exact()));
		return shelf;
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
	record Told(List<ImportedBook> books, boolean exact) {
	}

	/**
	 * What was written.
	 *
	 * @param outcome to the reader's list
	 * @param added books that the catalog did not have
	 * @param lengthened books of the catalog whose length was unknown
	 */
	record Stored(Outcome outcome, Set<BookId> added, Set<BookId> lengthened) {
	}

}
