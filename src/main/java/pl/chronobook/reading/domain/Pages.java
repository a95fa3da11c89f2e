package pl.chronobook.reading.domain;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;

/**
 * The amount read in a session, as the reader states it.
 */
public sealed interface Pages {

	/**
	 * Up to a page, from where the reader was before.
	 *
	 * @param to the page the session ended on, 0 before the first
	 */
	record UpTo(int to) implements Pages {
	}

	/**
	 * From one page to another.
	 *
	 * @param from the page the session began on, 0 before the first
	 * @param to the page it ended on
	 */
	record Span(int from, int to) implements Pages {

		/**
		 * @throws ImpossibleSessionException if it goes backwards
		 */
		public Span {
			if (from < 0 || to < from) {
				throw new ImpossibleSessionException(Reason.BACKWARDS);
			}
			if (to > PageCount.MAX) {
				throw new ImpossibleSessionException(Reason.BEYOND_THE_END);
			}
		}

	}

	/**
	 * A number of pages.
	 *
	 * @param pages 0 to 20,000
	 */
	record Count(double pages) implements Pages {

		/**
		 * @throws ImpossibleSessionException if no book has so many pages
		 */
		public Count {
			if (!(pages >= 0 && pages <= PageCount.MAX)) {
				throw new ImpossibleSessionException(Reason.BEYOND_THE_END);
			}
		}

	}

}
