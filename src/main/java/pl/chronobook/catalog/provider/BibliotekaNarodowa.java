package pl.chronobook.catalog.provider;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.provider.BibliotekaNarodowaApi.Bib;
import pl.chronobook.catalog.provider.BibliotekaNarodowaApi.Records;

/**
 * The National Library of Poland, which receives a copy of every book published in
 * Poland. It has lengths and series but no covers; those come from Open Library by ISBN.
 */
@Component
public class BibliotekaNarodowa implements Provider {

	private static final int RESULTS = 20;

	private static final String BOOKS = "książka";

	private static final String POLAND = "97883";

	private final BibliotekaNarodowaApi api;

	private final ProviderCircuit circuit;

	private final URI covers;

	BibliotekaNarodowa(BibliotekaNarodowaApi api, CatalogProperties properties, ProviderCircuits circuits) {
		this.api = api;
		this.circuit = circuits.of(name(), properties.bibliotekaNarodowa().requestsPerSecond(),
				properties.bibliotekaNarodowa().patience());
		this.covers = properties.openLibrary().coversUrl();
	}

	/**
	 * Returns whether an ISBN belongs to a publisher in Poland.
	 */
	public static boolean covers(@Nullable Isbn isbn) {
		return isbn != null && isbn.value().startsWith(POLAND);
	}

	@Override
	public final String name() {
		return LengthSource.BIBLIOTEKA_NARODOWA.provider();
	}

	/**
	 * Searches for an ISBN, or for the words in titles and, if no title has them, in
	 * authors.
	 */
	@Override
	public List<Edition> search(SearchQuery query) {
		Isbn isbn = query.isbn();
		if (isbn != null) {
			return editions(ask(() -> this.api.search(null, isbn.value(), null, null, null, RESULTS)), isbn);
		}
		List<Edition> titles = editions(ask(() -> this.api.search(null, null, query.words(), null, BOOKS, RESULTS)),
				null);
		return titles.isEmpty()
				? editions(ask(() -> this.api.search(null, null, null, query.words(), BOOKS, RESULTS)), null) : titles;
	}

	@Override
	public Optional<Edition> edition(String key) {
		return editions(ask(() -> this.api.search(key, null, null, null, null, 1)), null).stream()
			.filter(edition -> edition.ref().key().equals(key))
			.findFirst();
	}

	private Records ask(Supplier<@Nullable Records> question) {
		return this.circuit.ask(question, reply -> reply.bibs() != null);
	}

	private List<Edition> editions(Records found, @Nullable Isbn asked) {
		return Stream.ofNullable(found.bibs())
			.flatMap(List::stream)
			.filter(Objects::nonNull)
			.filter(bib -> !Boolean.TRUE.equals(bib.deleted()))
			.flatMap(bib -> edition(bib, asked).stream())
			.toList();
	}

	private Optional<Edition> edition(Bib bib, @Nullable Isbn asked) {
		if (bib.id() == null || !bib.id().toString().matches("\\d{1,18}")) {
			return Optional.empty();
		}
		MarcRecord marc = MarcRecord.of(bib.marc());
		List<Isbn> isbns = isbns(bib, marc);
		Isbn isbn = (asked != null && isbns.contains(asked)) ? asked : isbns.stream().findFirst().orElse(null);
		PageCount pages = marc.pages();
		return ProviderValues.title(marc.title().orElseGet(() -> titleProper(bib.title())))
			.map(title -> new Edition(new BookRef("bn:" + bib.id()), title, author(bib, marc),
					ProviderValues.year(bib.publicationYear()), pages,
					(pages != null) ? LengthSource.BIBLIOTEKA_NARODOWA : null, isbn, (isbn != null)
							? this.covers.resolve("/b/isbn/%s-M.jpg?default=false".formatted(isbn.value())) : null,
					marc.series().orElse(null)));
	}

	private static List<Isbn> isbns(Bib bib, MarcRecord marc) {
		List<Isbn> isbns = marc.isbns();
		return (isbns.isEmpty() && bib.isbnIssn() != null)
				? ProviderValues.isbns(Arrays.asList(bib.isbnIssn().split("[\\s,;]+"))) : isbns;
	}

	private static String author(Bib bib, MarcRecord marc) {
		List<String> authors = marc.authors();
		return ProviderValues.author((authors.isEmpty() && bib.author() != null)
				? List.of(MarcRecord.givenNamesFirst(bib.author())) : authors);
	}

	/**
	 * Returns the title before the slash: {@code Lalka} of {@code Lalka / Bolesław Prus}.
	 */
	private static @Nullable String titleProper(@Nullable String title) {
		return (title != null) ? title.split("\\s/", 2)[0] : null;
	}

}
