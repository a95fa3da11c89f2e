package pl.chronobook.catalog.domain;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;

/**
 * An edition that a search finds, at a provider or in the catalog.
 *
 * @param ref what to say to take it
 * @param title 1 to 500 characters
 * @param author its authors, separated by commas, 1 to 300 characters
 * @param year when it was published, if known
 * @param pageCount how long it is, if known
 * @param isbn its ISBN, if known
 * @param cover where a picture of its cover is, if there is one
 */
public record Edition(BookRef ref, String title, String author, @Nullable Integer year, @Nullable PageCount pageCount,
		@Nullable Isbn isbn, @Nullable URI cover) {

	/**
	 * Where our own origin shows the cover or a drawing in its place.
	 */
	public String coverPath() {
		return switch (this.ref.source()) {
			case CATALOG -> "/catalog/covers/" + this.ref.key();
			case GOOGLE_BOOKS, OPEN_LIBRARY -> "/catalog/covers?ref=" + this.ref.value();
		};
	}

	Edition withPageCount(@Nullable PageCount pages) {
		return new Edition(this.ref, this.title, this.author, this.year, pages, this.isbn, this.cover);
	}

	/**
	 * This edition, with what the other one knows besides.
	 */
	Edition completedBy(Edition other) {
		return new Edition(this.ref, this.title, this.author, (this.year != null) ? this.year : other.year,
				(this.pageCount != null) ? this.pageCount : other.pageCount,
				(this.isbn != null) ? this.isbn : other.isbn, (this.cover != null) ? this.cover : other.cover);
	}

}
