package pl.chronobook.catalog.provider;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.ComparableText;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.provider.OpenLibraryApi.Work;
import pl.chronobook.catalog.provider.OpenLibraryApi.Works;

/**
 * Open Library. It finds works rather than editions: the length is the median of all
 * editions, and an ISBN belongs to the edition only if it was asked for or is the only
 * one.
 */
@Component
public class OpenLibrary implements Provider {

	private static final int RESULTS = 20;

	private static final String FIELDS = "key,title,author_name,number_of_pages_median,first_publish_year,isbn,cover_i";

	private final OpenLibraryApi api;

	private final ProviderCircuit circuit;

	private final URI covers;

	OpenLibrary(OpenLibraryApi api, CatalogProperties properties, ProviderCircuits circuits) {
		this.api = api;
		this.circuit = circuits.of(name(), properties.openLibrary().requestsPerSecond(),
				properties.openLibrary().patience());
		this.covers = properties.openLibrary().coversUrl();
	}

	@Override
	public final String name() {
		return LengthSource.OPEN_LIBRARY.provider();
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
	 * Looks up the length of a book by its ISBN, or else by title and author.
	 * @throws ProviderUnavailableException if it gives no answer that can be understood
	 */
	public Optional<PageCount> pageCount(String title, String author, @Nullable Isbn isbn) {
		if (isbn != null) {
			Works found = ask(() -> this.api.search(null, isbn.value(), null, null, FIELDS, 1));
			Optional<PageCount> pages = works(found).stream().flatMap(work -> pages(work).stream()).findFirst();
			if (pages.isPresent()) {
				return pages;
			}
		}
		if (author.equals(Book.UNKNOWN_AUTHOR)) {
			return Optional.empty();
		}
		Works found = ask(() -> this.api.search(null, null, title, author, FIELDS, RESULTS));
		return works(found).stream()
			.filter(work -> sameText(work, title, author))
			.flatMap(work -> pages(work).stream())
			.findFirst();
	}

	/**
	 * Returns the identifier of the work in a reference.
	 */
	public static String work(BookRef ref) {
		return ref.key().split("/", 2)[0];
	}

	private Works ask(Supplier<@Nullable Works> question) {
		return this.circuit.ask(question, reply -> reply.numFound() != null || reply.docs() != null);
	}

	private static List<Work> works(Works found) {
		return (found.docs() != null) ? found.docs().stream().filter(Objects::nonNull).toList() : List.of();
	}

	private Optional<Edition> edition(Work work, @Nullable Isbn asked) {
		if (work.key() == null || !work.key().matches("/works/OL\\d{1,12}W")) {
			return Optional.empty();
		}
		String key = work.key().substring("/works/".length());
		List<Isbn> isbns = ProviderValues.isbns(work.isbn());
		Isbn isbn = (asked != null && isbns.contains(asked)) ? asked : (isbns.size() == 1) ? isbns.getFirst() : null;
		PageCount pages = ProviderValues.pageCount(work.numberOfPagesMedian());
		return ProviderValues.title(work.title())
			.map(title -> new Edition(new BookRef("openlibrary:" + key + ((isbn != null) ? "/" + isbn.value() : "")),
					title, ProviderValues.author(work.authorName()), ProviderValues.year(work.firstPublishYear()),
					pages, (pages != null) ? LengthSource.OPEN_LIBRARY : null, isbn, cover(work), null));
	}

	private @Nullable URI cover(Work work) {
		Number id = work.coverId();
		return (id != null && id.longValue() > 0) ? this.covers.resolve("/b/id/%d-M.jpg".formatted(id.longValue()))
				: null;
	}

	private static Optional<PageCount> pages(Work work) {
		return Optional.ofNullable(ProviderValues.pageCount(work.numberOfPagesMedian()));
	}

	/**
	 * Returns whether the titles are equal and one author has the same surname.
	 */
	private static boolean sameText(Work work, String title, String author) {
		if (work.title() == null || !ComparableText.of(work.title()).equals(ComparableText.of(title))) {
			return false;
		}
		List<String> names = Arrays.asList(ComparableText.of(ProviderValues.author(work.authorName())).split(" "));
		return Arrays.stream(author.split(","))
			.map(ComparableText::of)
			.map(name -> name.substring(name.lastIndexOf(' ') + 1))
			.anyMatch(names::contains);
	}

}
