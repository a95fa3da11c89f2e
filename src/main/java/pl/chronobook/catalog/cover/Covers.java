package pl.chronobook.catalog.cover;

import pl.chronobook.catalog.domain.Editions;
import pl.chronobook.catalog.provider.CatalogProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Service;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.identity.ReaderId;

/**
 * Covers of books, served from our own origin.
 */
@Service
public class Covers {

	private final CoverRepository covers;

	private final CoverFetcher fetcher;

	private final Editions editions;

	private final Clock clock;

	private final Duration retryAfter;

	Covers(CoverRepository covers, CoverFetcher fetcher, Editions editions, Clock clock, CatalogProperties properties) {
		this.covers = covers;
		this.fetcher = fetcher;
		this.editions = editions;
		this.clock = clock;
		this.retryAfter = properties.covers().retryAfter();
	}

	/**
	 * Returns the cover of a book. A picture is fetched on first use; a failed fetch is
	 * repeated after a while.
	 * @return empty if there is no such book, or none that the reader may see
	 */
	public Optional<Cover> of(ReaderId reader, BookId book) {
		return this.covers.find(reader, book).map(known -> known.picture().map(Cover::of).orElseGet(() -> {
			URI address = known.address();
			if (address == null || triedLately(known)) {
				return drawn(known.title(), known.author());
			}
			Optional<Picture> picture = this.fetcher.fetch(address);
			this.covers.remember(book, picture, this.clock.instant());
			return picture.map(Cover::of).orElseGet(() -> drawn(known.title(), known.author()));
		}));
	}

	/**
	 * Returns the cover of an edition that a search has found within the last hour.
	 */
	public Cover of(BookRef found) {
		return this.editions.seen(found)
			.map(edition -> Optional.ofNullable(edition.cover())
				.flatMap(this.fetcher::fetch)
				.map(Cover::of)
				.orElseGet(() -> drawn(edition.title(), edition.author())))
			.orElseGet(() -> drawn("", ""));
	}

	private boolean triedLately(CoverRepository.StoredCover known) {
		Instant tried = known.triedAt();
		return tried != null && tried.plus(this.retryAfter).isAfter(this.clock.instant());
	}

	private static Cover drawn(String title, String author) {
		return new DrawnCover(title, author).draw();
	}

}
