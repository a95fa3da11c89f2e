package pl.chronobook.reading.shelf;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.ReadingStatus;

/**
 * Conditions of a search of the list; a null one matches every book.
 *
 * @param text words of which each begins a word of title or author; empty for none
 * @param status the status of the books
 * @param format the format of the reader's edition
 * @param owned whether the reader owns it
 * @param tag a tag, without regard to case
 * @param series the name of a series, without regard to case
 * @param order the order of the answer
 */
public record ListFilter(String text, @Nullable ReadingStatus status, @Nullable Format format, @Nullable Boolean owned,
		@Nullable String tag, @Nullable String series, Order order) {

	/**
	 * The orders in which books are shown.
	 */
	public enum Order {

		/**
		 * The order of the list: the books being read, those to be read, the past ones.
		 */
		PLACE,
		/** By title. */
		TITLE,
		/** By author. */
		AUTHOR,
		/** The shortest first, those of unknown length last. */
		SHORTEST,
		/** The longest first, those of unknown length last. */
		LONGEST,
		/** Those added last first. */
		NEWEST,
		/** By series and volume, books without a series last. */
		SERIES,
		/** By the reader's own rating, the best first, books without one last. */
		RATING

	}

}
