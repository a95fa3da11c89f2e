package pl.chronobook.catalog.domain;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.domain.OpenLibraryApi.Work;
import pl.chronobook.catalog.domain.OpenLibraryApi.Works;

/**
 * Open Library. What it finds are works, with what is known of all their editions: the
 * length is the median, and an ISBN is only certain if it was asked for or is the only
 * one.
 */
@Component
class OpenLibrary implements Provider {

	private static final int RESULTS = 20;

	private static final String FIELDS = "key,title,author_name,number_of_pages_median,first_publish_year,isbn,cover_i";

	private final OpenLibraryApi api;

	private final Line line;

	private final BlockingBucket turns;

	private final Duration patience;

	private final URI covers;

	OpenLibrary(OpenLibraryApi api, CatalogProperties properties, Clock clock, MeterRegistry meters) {
		this.api = api;
		this.line = new Line(name(), properties.search(), clock, meters);
		this.patience = properties.openLibrary().patience();
		this.covers = properties.openLibrary().coversUrl();
		int perSecond = properties.openLibrary().requestsPerSecond();
		this.turns = Bucket.builder()
			.addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
			.build()
			.asBlocking();
	}

	@Override
	public final String name() {
		return "Open Library";
	}

	@Override
	public List<Edition> search(SearchQuery query) {
		Isbn isbn = query.isbn();
		Works found = (isbn != null) ? ask(() -> this.api.search(null, isbn.value(), null, null, FIELDS, RESULTS))
				: ask(() -> this.api.search(query.words(), null, null, null, FIELDS, RESULTS));
		return works(found).stream().flatMap(work -> edition(work, isbn).stream()).toList();
	}

	@Override
	public Optional<Edition> edition(String key) {
		String[] parts = key.split("/", 2);
		Isbn isbn = (parts.length == 2) ? Isbn.parse(parts[1]).orElse(null) : null;
		Works found = ask(() -> this.api.search("key:\"/works/%s\"".formatted(parts[0]), null, null, null, FIELDS, 1));
		return works(found).stream()
			.flatMap(work -> edition(work, isbn).stream())
			.filter(edition -> work(edition.ref()).equals(parts[0]))
			.findFirst();
	}

	/**
	 * Looks up how long an edition is that another provider knows no length of: by its
	 * ISBN, or else by title and author.
	 * @throws ProviderUnavailableException if it gives no answer that can be understood
	 */
	Optional<PageCount> pageCount(Edition edition) {
		Isbn isbn = edition.isbn();
		if (isbn != null) {
			Works found = ask(() -> this.api.search(null, isbn.value(), null, null, FIELDS, 1));
			Optional<PageCount> pages = works(found).stream().flatMap(work -> pages(work).stream()).findFirst();
			if (pages.isPresent()) {
				return pages;
			}
		}
		if (edition.author().equals(Raw.UNKNOWN_AUTHOR)) {
			return Optional.empty();
		}
		Works found = ask(() -> this.api.search(null, null, edition.title(), edition.author(), FIELDS, RESULTS));
		return works(found).stream()
			.filter(work -> sameText(work, edition))
			.flatMap(work -> pages(work).stream())
			.findFirst();
	}

	/**
	 * The work that a reference points to.
	 */
	static String work(BookRef ref) {
		return ref.key().split("/", 2)[0];
	}

	private Works ask(Supplier<@Nullable Works> question) {
		try {
			if (!this.turns.tryConsume(1, this.patience)) {
				throw new ProviderUnavailableException(name() + " is asked too often just now");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ProviderUnavailableException("Interrupted", ex);
		}
		return this.line.ask(() -> {
			Works reply = question.get();
			return (reply != null && (reply.numFound() != null || reply.docs() != null)) ? reply : null;
		});
	}

	private static List<Work> works(Works found) {
		return (found.docs() != null) ? found.docs().stream().filter(Objects::nonNull).toList() : List.of();
	}

	private Optional<Edition> edition(Work work, @Nullable Isbn asked) {
		if (work.key() == null || !work.key().matches("/works/OL\\d{1,12}W")) {
			return Optional.empty();
		}
		String key = work.key().substring("/works/".length());
		List<Isbn> isbns = Raw.isbns(work.isbn());
		Isbn isbn = (asked != null && isbns.contains(asked)) ? asked : (isbns.size() == 1) ? isbns.getFirst() : null;
		return Raw.title(work.title())
			.map(title -> new Edition(new BookRef("openlibrary:" + key + ((isbn != null) ? "/" + isbn.value() : "")),
					title, Raw.author(work.authorName()), Raw.year(work.firstPublishYear()),
					Raw.pageCount(work.numberOfPagesMedian()), isbn, cover(work)));
	}

	private @Nullable URI cover(Work work) {
		Number id = work.coverId();
		return (id != null && id.longValue() > 0) ? this.covers.resolve("/b/id/%d-M.jpg".formatted(id.longValue()))
				: null;
	}

	private static Optional<PageCount> pages(Work work) {
		return Optional.ofNullable(Raw.pageCount(work.numberOfPagesMedian()));
	}

	/**
	 * Whether titles are equal and some author shares a surname.
	 */
	private static boolean sameText(Work work, Edition edition) {
		if (work.title() == null || !Raw.words(work.title()).equals(Raw.words(edition.title()))) {
			return false;
		}
		List<String> names = Arrays.asList(Raw.words(Raw.author(work.authorName())).split(" "));
		return Arrays.stream(edition.author().split(","))
			.map(Raw::words)
			.map(author -> author.substring(author.lastIndexOf(' ') + 1))
			.anyMatch(names::contains);
	}

}
