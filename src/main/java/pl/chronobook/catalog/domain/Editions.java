package pl.chronobook.catalog.domain;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

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
 * What the providers answered lately. The same question is asked once however many ask
 * it, and only answers are kept, never failures.
 */
@Component
class Editions {

	private static final Logger log = LoggerFactory.getLogger(Editions.class);

	private static final int ANSWERS = 2_000;

	private static final int EDITIONS = 20_000;

	private final GoogleBooks googleBooks;

	private final OpenLibrary openLibrary;

	private final Duration budget;

	private final SimpleAsyncTaskExecutor threads;

	private final AsyncCache<Question, List<Edition>> answers;

	private final Cache<BookRef, Edition> seen;

	Editions(GoogleBooks googleBooks, OpenLibrary openLibrary, CatalogProperties properties, Clock clock,
			SimpleAsyncTaskExecutorBuilder threads) {
		this.googleBooks = googleBooks;
		this.openLibrary = openLibrary;
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
	 * Asks a provider, or remembers what it answered. An answer that comes too late for
	 * this reader is still kept for the next.
	 * @throws ProviderUnavailableException if there is no answer in time
	 */
	List<Edition> search(Provider provider, SearchQuery query) {
		CompletableFuture<@Nullable List<Edition>> answer = this.answers.get(new Question(provider.name(), query),
				(question, executor) -> CompletableFuture.supplyAsync(() -> ask(provider, query), executor));
		try {
			List<Edition> editions = answer.get(this.budget.toMillis(), TimeUnit.MILLISECONDS);
			if (editions == null) {
				throw new ProviderUnavailableException(provider.name() + " does not answer");
			}
			return editions;
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new ProviderUnavailableException(provider.name() + " does not answer in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ProviderUnavailableException("Interrupted", ex);
		}
	}

	/**
	 * An edition that some search found lately.
	 */
	Optional<Edition> seen(BookRef ref) {
		return Optional.ofNullable(this.seen.getIfPresent(ref));
	}

	/**
	 * All that can be learned of an edition. What a search found will do unless its
	 * length is missing: then the provider is asked for the edition itself, and Open
	 * Library for its length.
	 * @return empty if there is no such edition
	 * @throws ProviderUnavailableException if the provider has to be asked and does not
	 * answer
	 */
	Optional<Edition> fetch(BookRef ref) {
		Edition known = this.seen.getIfPresent(ref);
		if (known != null && known.pageCount() != null) {
			return Optional.of(known);
		}
		Optional<Edition> fetched = switch (ref.source()) {
			case GOOGLE_BOOKS -> ask(this.googleBooks, ref, known).map(this::withLength);
			case OPEN_LIBRARY -> (known != null) ? Optional.of(known) : ask(this.openLibrary, ref, null);
			case CATALOG -> throw new IllegalArgumentException("No edition of a provider: " + ref.value());
		};
		fetched.ifPresent(edition -> this.seen.put(ref, edition));
		return fetched;
	}

	/**
	 * How long a book is: what Open Library knows of it, or else what Google Books finds
	 * under its ISBN. Google's silence is no reason to ask again: without a key it never
	 * answers.
	 * @throws ProviderUnavailableException if Open Library does not answer and Google
	 * does not know
	 */
	Optional<PageCount> length(Book book) {
		ProviderUnavailableException silent = null;
		try {
			Optional<PageCount> length = this.openLibrary.pageCount(
					new Edition(BookRef.of(book.id()), book.title(), book.author(), null, null, book.isbn(), null));
			if (length.isPresent()) {
				return length;
			}
		}
		catch (ProviderUnavailableException ex) {
			silent = ex;
		}
		Optional<PageCount> length = lengthAtGoogle(book.isbn());
		if (length.isEmpty() && silent != null) {
			throw silent;
		}
		return length;
	}

	private Optional<PageCount> lengthAtGoogle(@Nullable Isbn isbn) {
		if (isbn == null) {
			return Optional.empty();
		}
		try {
			return search(this.googleBooks, new SearchQuery(isbn.value(), isbn)).stream()
				.filter(edition -> isbn.equals(edition.isbn()))
				.flatMap(edition -> Stream.ofNullable(edition.pageCount()))
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
		if (edition.pageCount() != null) {
			return edition;
		}
		try {
			return edition.withPageCount(this.openLibrary.pageCount(edition).orElse(null));
		}
		catch (ProviderUnavailableException ex) {
			return edition;
		}
	}

	/**
	 * Null stands for no answer, which the cache does not keep.
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

}
