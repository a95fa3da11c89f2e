package pl.chronobook.catalog.domain;

import pl.chronobook.catalog.provider.SearchQuery;
import pl.chronobook.catalog.provider.ProviderUnavailableException;
import pl.chronobook.catalog.provider.Provider;
import pl.chronobook.catalog.provider.OpenLibrary;
import pl.chronobook.catalog.provider.LengthSource;
import pl.chronobook.catalog.provider.GoogleBooks;
import pl.chronobook.catalog.provider.Edition;
import pl.chronobook.catalog.provider.CatalogProperties;
import pl.chronobook.catalog.provider.BibliotekaNarodowa;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;

/**
 * Caches the answers of the providers. Concurrent questions with the same text become one
 * request. Failures are not cached.
 */
@Component
public class Editions {

	private static final Logger log = LoggerFactory.getLogger(Editions.class);

	private static final int ANSWERS = 2_000;

	private static final int EDITIONS = 20_000;

	private final GoogleBooks googleBooks;

	private final OpenLibrary openLibrary;

	private final BibliotekaNarodowa bibliotekaNarodowa;

	private final PolishIsbns polishIsbns;

	private final Duration budget;

	private final SimpleAsyncTaskExecutor threads;

	private final AsyncCache<Question, List<Edition>> answers;

	private final Cache<BookRef, Edition> seen;

	Editions(GoogleBooks googleBooks, OpenLibrary openLibrary, BibliotekaNarodowa bibliotekaNarodowa,
			PolishIsbns polishIsbns, CatalogProperties properties, Clock clock,
			SimpleAsyncTaskExecutorBuilder threads) {
		this.googleBooks = googleBooks;
		this.openLibrary = openLibrary;
		this.bibliotekaNarodowa = bibliotekaNarodowa;
		this.polishIsbns = polishIsbns;
		this.budget = properties.search().budget();
		this.threads = threads.virtualThreads(true).threadNamePrefix("catalog-search-").build();
		Caffeine<Object, Object> cache = Caffeine.newBuilder()
			.expireAfterWrite(properties.search().cacheFor())
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
		this.answers = cache.maximumSize(ANSWERS).executor(this.threads).buildAsync();
		this.seen = Caffeine.newBuilder()
			.expireAfterWrite(properties.search().cacheFor())
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.maximumSize(EDITIONS)
			.build();
	}

	/**
	 * Asks a provider, or takes its cached answer.
	 * @throws ProviderUnavailableException if there is no answer in time
	 */
	List<Edition> search(Provider provider, SearchQuery query) {
		return begin(provider, query).await();
	}

	/**
	 * Starts to ask a provider, or takes its cached answer, so that several providers can
	 * be asked concurrently. An answer that comes too late for this reader is cached for
	 * the next.
	 */
	Pending begin(Provider provider, SearchQuery query) {
		return new Pending(provider.name(), this.answers.get(new Question(provider.name(), query),
				(question, executor) -> CompletableFuture.supplyAsync(() -> ask(provider, query), executor)));
	}

	/**
	 * Returns an edition that a search has found within the caching time.
	 */
	public Optional<Edition> seen(BookRef ref) {
		return Optional.ofNullable(this.seen.getIfPresent(ref));
	}

	/**
	 * Fetches an edition with all that the providers know of it. If a search did not find
	 * its length, the provider is asked for the edition itself. A Polish edition takes
	 * length and series from the National Library, and one that still has no length asks
	 * Open Library.
	 * @return empty if there is no such edition
	 * @throws ProviderUnavailableException if the provider has to be asked and does not
	 * answer
	 */
	Optional<Edition> fetch(BookRef ref) {
		Edition known = this.seen.getIfPresent(ref);
		Optional<Edition> found = (known != null && known.pageCount() != null) ? Optional.of(known)
				: switch (ref.source()) {
					case GOOGLE_BOOKS -> ask(this.googleBooks, ref, known);
					case OPEN_LIBRARY -> (known != null) ? Optional.of(known) : ask(this.openLibrary, ref, null);
					case BIBLIOTEKA_NARODOWA -> ask(this.bibliotekaNarodowa, ref, known);
					case CATALOG -> throw new IllegalArgumentException("No edition of a provider: " + ref.value());
				};
		Optional<Edition> fetched = found.map(this::withNationalRecord).map(this::withLength);
		fetched.ifPresent(edition -> {
			this.polishIsbns.count(edition.isbn(), edition.lengthSource());
			this.seen.put(ref, edition);
		});
		return fetched;
	}

	/**
	 * Looks up the length of a book: at the National Library for a Polish ISBN, then at
	 * Open Library, then at Google Books by ISBN. Only an unavailable Open Library is
	 * reported as a reason to ask again, because Google Books without a key never
	 * answers.
	 * @throws ProviderUnavailableException if Open Library does not answer and no other
	 * provider knows the length
	 */
	Optional<PageCount> length(Book book) {
		Optional<PageCount> length = nationalRecord(book.isbn()).map(Edition::pageCount);
		LengthSource source = LengthSource.BIBLIOTEKA_NARODOWA;
		ProviderUnavailableException silent = null;
		if (length.isEmpty()) {
			source = LengthSource.OPEN_LIBRARY;
			try {
				length = this.openLibrary.pageCount(book.title(), book.author(), book.isbn());
			}
			catch (ProviderUnavailableException ex) {
				silent = ex;
			}
		}
		if (length.isEmpty()) {
			source = LengthSource.GOOGLE_BOOKS;
			length = find(this.googleBooks, book.isbn()).map(Edition::pageCount);
		}
		if (length.isEmpty() && silent != null) {
			throw silent;
		}
		this.polishIsbns.count(book.isbn(), length.isPresent() ? source : null);
		return length;
	}

	/** Counts an ISBN that no provider knows. */
	void unknown(@Nullable Isbn isbn) {
		this.polishIsbns.count(isbn, null);
	}

	private Edition withNationalRecord(Edition edition) {
		return (edition.lengthSource() != LengthSource.BIBLIOTEKA_NARODOWA)
				? nationalRecord(edition.isbn()).map(edition::completedBy).orElse(edition) : edition;
	}

	private Optional<Edition> nationalRecord(@Nullable Isbn isbn) {
		return BibliotekaNarodowa.covers(isbn) ? find(this.bibliotekaNarodowa, isbn) : Optional.empty();
	}

	/**
	 * Finds the edition with this ISBN and a known length; empty also if the provider
	 * does not answer.
	 */
	private Optional<Edition> find(Provider provider, @Nullable Isbn isbn) {
		if (isbn == null) {
			return Optional.empty();
		}
		try {
			return search(provider, new SearchQuery(isbn.value(), isbn)).stream()
				.filter(edition -> isbn.equals(edition.isbn()) && edition.pageCount() != null)
				.findFirst();
		}
		catch (ProviderUnavailableException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Edition> ask(Provider provider, BookRef ref, @Nullable Edition known) {
		try {
			return provider.edition(ref.key());
		}
		catch (ProviderUnavailableException ex) {
			if (known == null) {
				throw ex;
			}
			return Optional.of(known);
		}
	}

	private Edition withLength(Edition edition) {
		if (edition.pageCount() != null || edition.ref().source() == BookRef.Source.OPEN_LIBRARY) {
			return edition;
		}
		try {
			return this.openLibrary.pageCount(edition.title(), edition.author(), edition.isbn())
				.map(pages -> edition.withPageCount(pages, LengthSource.OPEN_LIBRARY))
				.orElse(edition);
		}
		catch (ProviderUnavailableException ex) {
			return edition;
		}
	}

	/**
	 * Calls the provider.
	 * @return null if it does not answer; the cache does not keep that
	 */
	private @Nullable List<Edition> ask(Provider provider, SearchQuery query) {
		try {
			List<Edition> editions = provider.search(query);
			editions.forEach(edition -> this.seen.put(edition.ref(), edition));
			return editions;
		}
		catch (ProviderUnavailableException ex) {
			log.debug("No answer to a search: {}", ex.getMessage());
			return null;
		}
	}

	private record Question(String provider, SearchQuery query) {
	}

	/**
	 * A request to a provider that may not be answered yet.
	 */
	final class Pending {

		private final String provider;

		private final CompletableFuture<@Nullable List<Edition>> answer;

		private Pending(String provider, CompletableFuture<@Nullable List<Edition>> answer) {
			this.provider = provider;
			this.answer = answer;
		}

		/**
		 * Waits for the answer, at most as long as the budget of a search.
		 * @throws ProviderUnavailableException if there is no answer in time
		 */
		List<Edition> await() {
			try {
				List<Edition> editions = this.answer.get(Editions.this.budget.toMillis(), TimeUnit.MILLISECONDS);
				if (editions == null) {
					throw new ProviderUnavailableException(this.provider + " does not answer");
				}
				return editions;
			}
			catch (TimeoutException | ExecutionException ex) {
				throw new ProviderUnavailableException(this.provider + " does not answer in time", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new ProviderUnavailableException("Interrupted", ex);
			}
		}

	}

}
