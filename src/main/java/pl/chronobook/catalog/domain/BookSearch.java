package pl.chronobook.catalog.domain;

import pl.chronobook.catalog.ComparableText;
import pl.chronobook.catalog.provider.SearchQuery;
import pl.chronobook.catalog.provider.ProviderUnavailableException;
import pl.chronobook.catalog.provider.Provider;
import pl.chronobook.catalog.provider.OpenLibrary;
import pl.chronobook.catalog.provider.GoogleBooks;
import pl.chronobook.catalog.provider.Edition;
import pl.chronobook.catalog.provider.BibliotekaNarodowa;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

import pl.chronobook.catalog.BookFinder;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.domain.SearchResult.State;
import pl.chronobook.identity.ReaderId;

/**
 * Searches for books among those that the catalog has and at the providers, and merges
 * what they find into one row an edition.
 */
@Service
public class BookSearch implements BookFinder {

	private final Editions editions;

	private final GoogleBooks googleBooks;

	private final OpenLibrary openLibrary;

	private final BibliotekaNarodowa bibliotekaNarodowa;

	private final BookRepository books;

	BookSearch(Editions editions, GoogleBooks googleBooks, OpenLibrary openLibrary,
			BibliotekaNarodowa bibliotekaNarodowa, BookRepository books) {
		this.editions = editions;
		this.googleBooks = googleBooks;
		this.openLibrary = openLibrary;
		this.bibliotekaNarodowa = bibliotekaNarodowa;
		this.books = books;
	}

	/**
	 * Searches for a title, an author or an ISBN.
	 */
	public SearchResult search(ReaderId reader, String typed) {
		SearchQuery query = SearchQuery.parse(typed).orElse(null);
		if (query == null) {
			return new SearchResult(State.NOT_ASKED, List.of(), List.of());
		}
		List<Edition> found = List.of();
		List<String> silent = new ArrayList<>();
		int asked = 0;
		for (List<Provider> together : order(query)) {
			List<Editions.Pending> pending = together.stream()
				.map(provider -> this.editions.begin(provider, query))
				.toList();
			for (int i = 0; i < pending.size(); i++) {
				asked++;
				try {
					found = Stream.concat(found.stream(), pending.get(i).await().stream()).toList();
				}
				catch (ProviderUnavailableException ex) {
					silent.add(together.get(i).name());
				}
			}
			if (!found.isEmpty()) {
				break;
			}
		}
		State state = silent.isEmpty() ? State.ANSWERED : (silent.size() < asked) ? State.PARTLY : State.UNAVAILABLE;
		List<Edition> rows = merge(this.books.search(reader, query, found), found);
		if (rows.isEmpty() && state == State.ANSWERED) {
			this.editions.unknown(query.isbn());
		}
		return new SearchResult(state, rows, List.copyOf(silent));
	}

	@Override
	public FoundBooks find(ReaderId reader, String typed) {
		SearchResult result = search(reader, typed);
		return new FoundBooks(result.editions()
			.stream()
			.map(edition -> new FoundBook(edition.ref(), edition.title(), edition.author(), edition.year(),
					edition.pageCount(), edition.isbn()))
			.toList(), result.state() == State.ANSWERED || result.state() == State.NOT_ASKED);
	}

	/**
	 * Returns the providers in the order in which they are asked. The providers of a
	 * group are asked concurrently, and only if the groups before found nothing. For an
	 * ISBN of a Polish publisher Google Books, which has covers, and the National
	 * Library, which has lengths, form one group. Open Library comes last because it
	 * allows the fewest requests.
	 */
	private List<List<Provider>> order(SearchQuery query) {
		return BibliotekaNarodowa.covers(query.isbn())
				? List.of(List.of(this.googleBooks, this.bibliotekaNarodowa), List.of(this.openLibrary))
				: List.of(List.of(this.googleBooks), List.of(this.bibliotekaNarodowa), List.of(this.openLibrary));
	}

	/**
	 * Merges stored and found editions into one row an edition: first the stored books
	 * that match, then the others. A stored book replaces the same edition of a provider.
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
		Optional.ofNullable(book.bnId()).map(id -> "bn:" + id).ifPresent(keys::add);
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
		return new Text(ComparableText.of(edition.title()), ComparableText.of(edition.author()), edition.pageCount());
	}

	private record Text(String title, String author, @Nullable PageCount pageCount) {
	}

}
