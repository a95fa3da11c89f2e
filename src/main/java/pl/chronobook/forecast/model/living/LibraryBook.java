package pl.chronobook.forecast.model.living;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A book that was put on a list, and its fate.
 *
 * @param pages length of the book, above 0
 * @param added the day it came to the list
 * @param finished the last day of reading; null if it is not read to the end
 * @param abandoned the day it was given up; null if it was not
 * @param share share of its pages that were read before it was given up, from 0 to 1
 */
public record LibraryBook(double pages, LocalDate added, @Nullable LocalDate finished, @Nullable LocalDate abandoned,
		double share) {

	/**
	 * @throws IllegalArgumentException if the pages are not positive or the share is out
	 * of range
	 */
	public LibraryBook {
		if (!(pages > 0 && pages <= 1e6) || !(share >= 0 && share <= 1)) {
			throw new IllegalArgumentException("no book: " + pages + " pages, " + share + " read");
		}
	}

	/** The book as it was known at the start of {@code origin}. */
	LibraryBook asOf(LocalDate origin) {
		boolean finishedLater = finished != null && !finished.isBefore(origin);
		boolean abandonedLater = abandoned != null && !abandoned.isBefore(origin);
		return finishedLater || abandonedLater ? new LibraryBook(pages, added, finishedLater ? null : finished,
				abandonedLater ? null : abandoned, abandonedLater ? 0 : share) : this;
	}

	/** Returns true if the book waits on the list at the start of {@code day}. */
	boolean waits(LocalDate day) {
		return added.isBefore(day) && (finished == null || !finished.isBefore(day))
				&& (abandoned == null || !abandoned.isBefore(day));
	}

}
