package pl.chronobook.catalog.provider;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;

/**
 * An edition that a search finds, at a provider or in the catalog.
 *
 * @param ref the reference by which it is added to a list
 * @param title 1 to 500 characters
 * @param author its authors, separated by commas, 1 to 300 characters
 * @param year the year of publication, if known
 * @param pageCount its length, if known
 * @param lengthSource the provider of the length; null if a reader typed it
 * @param isbn its ISBN, if known
 * @param cover the address of a picture of its cover, if known
 * @param series the series with the number in it, if known
 */
public record Edition(BookRef ref, String title, String author, @Nullable Integer year, @Nullable PageCount pageCount,
		@Nullable LengthSource lengthSource, @Nullable Isbn isbn, @Nullable URI cover, @Nullable String series) {

	/**
	 * Returns the path at which our own origin serves the cover.
	 */
	public String coverPath() {
		return switch (this.ref.source()) {
			case CATALOG -> "/catalog/covers/" + this.ref.key();
			case GOOGLE_BOOKS, OPEN_LIBRARY, BIBLIOTEKA_NARODOWA -> "/catalog/covers?ref=" + this.ref.value();
		};
	}

	public Edition withPageCount(PageCount pages, LengthSource source) {
		return new Edition(this.ref, this.title, this.author, this.year, pages, source, this.isbn, this.cover,
				this.series);
	}

	/**
	 * Returns this edition with missing values taken from the other one, and with the
	 * more reliable of the two lengths.
	 */
	public Edition completedBy(Edition other) {
		boolean betterLength = other.pageCount != null
				&& (this.pageCount == null || isMoreReliable(other.lengthSource, this.lengthSource));
		Edition longer = betterLength ? other : this;
		return new Edition(this.ref, this.title, this.author, (this.year != null) ? this.year : other.year,
				longer.pageCount, longer.lengthSource, (this.isbn != null) ? this.isbn : other.isbn,
				(this.cover != null) ? this.cover : other.cover, (this.series != null) ? this.series : other.series);
	}

	/**
	 * Returns whether the other source is more reliable. A length that a reader typed has
	 * no source and beats those of providers.
	 */
	private static boolean isMoreReliable(@Nullable LengthSource other, @Nullable LengthSource own) {
		return own != null && (other == null || other.compareTo(own) > 0);
	}

}
