package pl.chronobook.catalog.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.domain.SearchResult.State;
import pl.chronobook.identity.ReaderId;

/**
 * Looks for books: at Google Books, at Open Library when Google has no answer or none
 * that helps, and always among those that the catalog has.
 */
@Service
public class BookSearch {

	private final Editions editions;

	private final GoogleBooks googleBooks;

	private final OpenLibrary openLibrary;

	private final BookRepository books;

	BookSearch(Editions editions, GoogleBooks googleBooks, OpenLibrary openLibrary, BookRepository books) {
		this.editions = editions;
		this.googleBooks = googleBooks;
		this.openLibrary = openLibrary;
		this.books = books;
	}

	/**
	 * Looks for what a reader typed: a title, an author or an ISBN.
	 */
	public SearchResult search(ReaderId reader, String typed) {
		SearchQuery query = SearchQuery.parse(typed).orElse(null);
		if (query == null) {
			return new SearchResult(State.NOT_ASKED, List.of(), List.of());
		}
		List<Edition> found = List.of();
		List<String> silent = new ArrayList<>();
		int asked = 0;
		for (Provider provider : List.<Provider>of(this.googleBooks, this.openLibrary)) {
			asked++;
			try {
				found = this.editions.search(provider, query);
			}
			catch (ProviderUnavailableException ex) {
				silent.add(provider.name());
			}
			if (!found.isEmpty()) {
				break;
			}
		}
		State state = silent.isEmpty() ? State.ANSWERED : (silent.size() < asked) ? State.PARTLY : State.UNAVAILABLE;
		return new SearchResult(state, merge(this.books.search(reader, query, found), found), List.copyOf(silent));
	}

	/**
	 * One row an edition: first the books of the catalog that match, then what providers
	 * found besides. Where a provider found a book that the catalog has, the catalog's
	 * stands in its place.
	 */
	private static List<Edition> merge(List<BookRepository.Stored> stored, List<Edition> found) {
		Map<Object, Edition> known = new HashMap<>();
		stored.forEach(book -> keys(book).forEach(key -> known.putIfAbsent(key, book.edition())));
		Stream<Edition> matching = stored.stream()
			.filter(BookRepository.Stored::matches)
			.map(BookRepository.Stored::edition);
		List<Edition> rows = new ArrayList<>();
		Map<Object, Integer> places = new HashMap<>();
		Stream.concat(matching, found.stream()).forEach(edition -> {
			Edition row = firstOf(keys(edition), known).orElse(edition);
			int place = firstOf(keys(row), places).or(() -> firstOf(keys(edition), places)).orElse(rows.size());
			if (place == rows.size()) {
				rows.add(row);
			}
			else if (rows.get(place).ref().source() != BookRef.Source.CATALOG) {
				rows.set(place, rows.get(place).completedBy(row));
			}
			keys(row).forEach(key -> places.putIfAbsent(key, place));
			keys(edition).forEach(key -> places.putIfAbsent(key, place));
		});
		return List.copyOf(rows);
	}

	private static <T> Optional<T> firstOf(List<Object> keys, Map<Object, T> values) {
		return keys.stream().flatMap(key -> Stream.ofNullable(values.get(key))).findFirst();
	}

	private static List<Object> keys(BookRepository.Stored book) {
		List<Object> keys = new ArrayList<>(keys(book.edition()));
		Optional.ofNullable(book.googleId()).map(id -> "google:" + id).ifPresent(keys::add);
		Optional.ofNullable(book.openLibraryKey()).map(key -> "openlibrary:" + key).ifPresent(keys::add);
		return keys;
	}

	private static List<Object> keys(Edition edition) {
		List<Object> keys = new ArrayList<>();
		keys.add((edition.ref().source() == BookRef.Source.OPEN_LIBRARY)
				? "openlibrary:" + OpenLibrary.work(edition.ref()) : edition.ref().value());
		Isbn isbn = edition.isbn();
		if (isbn != null) {
			keys.add(isbn);
		}
		keys.add(text(edition));
		return keys;
	}

	private static Text text(Edition edition) {
		return new Text(Raw.words(edition.title()), Raw.words(edition.author()), edition.pageCount());
	}

	private record Text(String title, String author, @Nullable PageCount pageCount) {
	}

}
