package pl.chronobook.catalog.provider;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.provider.GoogleBooksApi.Identifier;
import pl.chronobook.catalog.provider.GoogleBooksApi.Volume;
import pl.chronobook.catalog.provider.GoogleBooksApi.VolumeInfo;
import pl.chronobook.catalog.provider.GoogleBooksApi.Volumes;

@Component
public class GoogleBooks implements Provider {

	private static final int RESULTS = 20;

	/** Google answers 403 to servers in some places unless a country is given. */
	private static final String COUNTRY = "PL";

	private static final Volume NONE = new Volume(null, null);

	private final GoogleBooksApi api;

	private final ProviderCircuit circuit;

	private final List<URI> trustedOrigins;

	GoogleBooks(GoogleBooksApi api, CatalogProperties properties, ProviderCircuits circuits) {
		this.api = api;
		this.circuit = circuits.of(name());
		this.trustedOrigins = properties.covers().extraOrigins();
	}

	@Override
	public final String name() {
		return LengthSource.GOOGLE_BOOKS.provider();
	}

	@Override
	public List<Edition> search(SearchQuery query) {
		String q = (query.isbn() != null) ? "isbn:" + query.isbn().value() : query.text();
		Volumes found = this.circuit.ask(() -> this.api.search(q, RESULTS, "books", COUNTRY,
				"totalItems,items(" + GoogleBooksApi.VOLUME_FIELDS + ")"), GoogleBooks::isAnswer);
		if (found.items() == null) {
			return List.of();
		}
		return found.items().stream().filter(Objects::nonNull).flatMap(volume -> edition(volume).stream()).toList();
	}

	@Override
	public Optional<Edition> edition(String key) {
		return edition(this.circuit.ask(() -> {
			try {
				return this.api.volume(key, COUNTRY, GoogleBooksApi.VOLUME_FIELDS);
			}
			catch (HttpClientErrorException.NotFound ex) {
				return NONE;
			}
		}));
	}

	private static boolean isAnswer(Volumes reply) {
		return reply.totalItems() != null || reply.items() != null;
	}

	private Optional<Edition> edition(Volume volume) {
		VolumeInfo info = volume.volumeInfo();
		if (info == null || volume.id() == null || !volume.id().matches("[A-Za-z0-9_-]{1,64}")) {
			return Optional.empty();
		}
		PageCount pages = ProviderValues.pageCount(info.pageCount());
		return ProviderValues.title(info.title())
			.map(title -> new Edition(new BookRef("google:" + volume.id()), title,
					ProviderValues.author(info.authors()), ProviderValues.year(info.publishedDate()), pages,
					(pages != null) ? LengthSource.GOOGLE_BOOKS : null,
					ProviderValues.isbn(identifiers(info.industryIdentifiers())), cover(info), null));
	}

	private @Nullable URI cover(VolumeInfo info) {
		return (info.imageLinks() != null) ? ProviderValues.cover(info.imageLinks().thumbnail(), this.trustedOrigins)
				: null;
	}

	private static List<@Nullable String> identifiers(@Nullable List<@Nullable Identifier> identifiers) {
		if (identifiers == null) {
			return List.of();
		}
		return identifiers.stream()
			.filter(Objects::nonNull)
			.<@Nullable String>map(identifier -> Objects.requireNonNull(identifier).identifier())
			.toList();
	}

}
