package pl.chronobook.catalog.domain;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.domain.GoogleBooksApi.Identifier;
import pl.chronobook.catalog.domain.GoogleBooksApi.Volume;
import pl.chronobook.catalog.domain.GoogleBooksApi.VolumeInfo;
import pl.chronobook.catalog.domain.GoogleBooksApi.Volumes;

@Component
class GoogleBooks implements Provider {

	private static final int RESULTS = 20;

	/** Without a country, servers in some places are answered 403. */
	private static final String COUNTRY = "PL";

	private static final Volume NONE = new Volume(null, null);

	private final GoogleBooksApi api;

	private final Line line;

	private final List<URI> trustedOrigins;

	GoogleBooks(GoogleBooksApi api, CatalogProperties properties, Clock clock, MeterRegistry meters) {
		this.api = api;
		this.line = new Line(name(), properties.search(), clock, meters);
		this.trustedOrigins = properties.covers().extraOrigins();
	}

	@Override
	public final String name() {
		return "Google Books";
	}

	@Override
	public List<Edition> search(SearchQuery query) {
		String q = (query.isbn() != null) ? "isbn:" + query.isbn().value() : query.text();
		Volumes found = this.line.ask(() -> understood(this.api.search(q, RESULTS, "books", COUNTRY,
				"totalItems,items(" + GoogleBooksApi.VOLUME_FIELDS + ")")));
		if (found.items() == null) {
			return List.of();
		}
		return found.items().stream().filter(Objects::nonNull).flatMap(volume -> edition(volume).stream()).toList();
	}

	@Override
	public Optional<Edition> edition(String key) {
		return edition(this.line.ask(() -> {
			try {
				return this.api.volume(key, COUNTRY, GoogleBooksApi.VOLUME_FIELDS);
			}
			catch (HttpClientErrorException.NotFound ex) {
				return NONE;
			}
		}));
	}

	private static @Nullable Volumes understood(@Nullable Volumes reply) {
		return (reply != null && (reply.totalItems() != null || reply.items() != null)) ? reply : null;
	}

	private Optional<Edition> edition(Volume volume) {
		VolumeInfo info = volume.volumeInfo();
		if (info == null || volume.id() == null || !volume.id().matches("[A-Za-z0-9_-]{1,64}")) {
			return Optional.empty();
		}
		return Raw.title(info.title())
			.map(title -> new Edition(new BookRef("google:" + volume.id()), title, Raw.author(info.authors()),
					Raw.year(info.publishedDate()), Raw.pageCount(info.pageCount()),
					Raw.isbn(identifiers(info.industryIdentifiers())), (info.imageLinks() != null)
							? Raw.cover(info.imageLinks().thumbnail(), this.trustedOrigins) : null));
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
