package pl.chronobook.reading.domain;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.TbrList;

/**
 * The list as other modules see it, on top of {@link ReadingList}.
 */
@Service
@Transactional
class StoredTbrList implements TbrList {

	private final ReadingList list;

	private final ListEntries entries;

	private final Catalog catalog;

	StoredTbrList(ReadingList list, ListEntries entries, Catalog catalog) {
		this.list = list;
		this.entries = entries;
		this.catalog = catalog;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Item> items(ReaderId reader, @Nullable ReadingStatus status, int after, int limit) {
		List<ListEntry> found = this.entries.findAfter(reader.value(), status, after, Limit.of(limit));
		found.forEach(ListEntry::readThroughs);
		return items(reader, found);
	}

	@Override
	@Transactional(readOnly = true)
	public Item item(ReaderId reader, EntryId id) {
		return items(reader, List.of(this.list.entry(reader, id))).getFirst();
	}

	@Override
	public EntryId add(ReaderId reader, Book book) {
		return this.list.add(reader, book).entry();
	}

	@Override
	public EntryId begin(ReaderId reader, Book book, PageCount pages, int page) {
		return this.list.begin(reader, book, pages, page);
	}

	@Override
	public void move(ReaderId reader, EntryId id, int place) {
		this.list.moveToPlace(reader, id, place);
	}

	@Override
	public void remove(ReaderId reader, EntryId id) {
		this.list.remove(reader, id);
	}

	private List<Item> items(ReaderId reader, List<ListEntry> found) {
		Map<BookId, Book> books = this.catalog.find(reader, found.stream().map(ListEntry::book).toList());
		return found.stream().map(entry -> item(entry, Objects.requireNonNull(books.get(entry.book())))).toList();
	}

	private static Item item(ListEntry entry, Book book) {
		return new Item(entry.id(), book.id(), book.title(), book.author(), entry.status(), entry.pageCount(),
				entry.currentPage(), entry.position(), entry.addedAt(), entry.finishedOn().orElse(null),
				entry.details());
	}

}
