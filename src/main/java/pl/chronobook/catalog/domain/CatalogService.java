package pl.chronobook.catalog.domain;

import pl.chronobook.catalog.provider.ProviderUnavailableException;
import pl.chronobook.catalog.provider.OpenLibrary;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.CatalogUnavailableException;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;

@Service
class CatalogService implements Catalog {

	private final BookRepository books;

	private final Editions editions;

	CatalogService(BookRepository books, Editions editions) {
		this.books = books;
		this.editions = editions;
	}

	@Override
	@Transactional(readOnly = true)
	public Map<BookId, Book> find(ReaderId reader, Collection<BookId> ids) {
		return this.books.findAll(reader, ids).stream().collect(Collectors.toMap(Book::id, Function.identity()));
	}

	@Override
	@Transactional(readOnly = true)
	public List<BookId> search(ReaderId reader, Collection<BookId> among, String text, int limit) {
		return this.books.searchAmong(reader, among, text, limit);
	}

	@Override
	@Transactional(readOnly = true)
	public List<BookId> sorted(ReaderId reader, Collection<BookId> books, Alphabetical by) {
		return this.books.sorted(reader, books, by);
	}

	@Override
	public Optional<Book> resolve(ReaderId reader, BookRef ref) {
		return switch (ref.source()) {
			case CATALOG -> this.books.findAll(reader, List.of(ref.bookId())).stream().findFirst();
			case GOOGLE_BOOKS -> this.books.findByGoogleId(ref.key()).or(() -> adopt(ref));
			case OPEN_LIBRARY -> this.books.findByOpenLibraryKey(OpenLibrary.work(ref)).or(() -> adopt(ref));
			case BIBLIOTEKA_NARODOWA -> this.books.findByBnId(ref.key()).or(() -> adopt(ref));
		};
	}

	private Optional<Book> adopt(BookRef ref) {
		try {
			return this.editions.fetch(ref).map(this.books::putShared);
		}
		catch (ProviderUnavailableException ex) {
			throw new CatalogUnavailableException(Objects.requireNonNull(ex.getMessage()), ex);
		}
	}

	@Override
	@Transactional
	public Stored store(ReaderId reader, Collection<NewBook> books) {
		this.books.planForTheGivenSizes();
		List<NewBook> wanted = books.stream().distinct().toList();
		Map<NewBook, Book> found = new HashMap<>();
		Set<BookId> added = new HashSet<>();
		// Books with an ISBN first: one without may then be found as the same book
		findOrAdd(reader, found, added, wanted.stream().filter(book -> book.isbn() != null).toList());
		findOrAdd(reader, found, added, wanted.stream().filter(book -> book.isbn() == null).toList());
		return new Stored(found, added, fillPageCounts(reader, found));
	}

	@Override
	@Transactional
	public void takeBack(ReaderId reader, Collection<BookId> added, Collection<BookId> lengthened) {
		this.books.deleteOwn(reader, added);
		this.books.forgetPageCounts(reader, lengthened);
	}

	@Override
	public Optional<PageCount> lookUpLength(Book book) {
		try {
			return this.editions.length(book);
		}
		catch (ProviderUnavailableException ex) {
			throw new CatalogUnavailableException(Objects.requireNonNull(ex.getMessage()), ex);
		}
	}

	private void findOrAdd(ReaderId reader, Map<NewBook, Book> found, Set<BookId> added, List<NewBook> wanted) {
		if (wanted.isEmpty()) {
			return;
		}
		found.putAll(this.books.findSame(reader, wanted));
		List<NewBook> missing = wanted.stream().filter(book -> !found.containsKey(book)).toList();
		if (!missing.isEmpty()) {
			added.addAll(this.books.addOwn(reader, missing));
			found.putAll(this.books.findSame(reader, missing));
		}
	}

	private Set<BookId> fillPageCounts(ReaderId reader, Map<NewBook, Book> found) {
		Map<BookId, PageCount> learned = new HashMap<>();
		found.forEach((wanted, book) -> {
			if (book.pageCount() == null && wanted.pageCount() != null) {
				learned.putIfAbsent(book.id(), wanted.pageCount());
			}
		});
		if (learned.isEmpty()) {
			return Set.of();
		}
		Set<BookId> filled = this.books.fillPageCounts(reader, learned);
		found.putAll(this.books.findSame(reader, List.copyOf(found.keySet())));
		return filled;
	}

}
