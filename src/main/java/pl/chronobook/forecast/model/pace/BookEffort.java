package pl.chronobook.forecast.model.pace;

import java.util.List;

import pl.chronobook.forecast.model.history.FinishedBook;

/**
 * The effort of reading a book when only finish dates are known, in pages of an average
 * book. Long books take less time a page than short ones: between readers' finishes, time
 * grows with a power of the pages well below 1.
 *
 * @param meanPages pages of the reader's average book
 * @param elasticity the power, from 0 to 1
 */
public record BookEffort(double meanPages, double elasticity) {

	private static final double USUAL_PAGES = 300;

	private static final double USUAL_BOOKS = 3;

	/**
	 * Effort is proportional to the pages below this share of a mean book, so that 0
	 * pages take no time.
	 */
	private static final double PART = 0.1;

	/**
	 * Effort is proportional again above this many mean books, which are several books in
	 * one volume.
	 */
	private static final double OMNIBUS = 3;

	public static BookEffort of(List<FinishedBook> books, double elasticity) {
		double pages = USUAL_PAGES * USUAL_BOOKS;
		for (FinishedBook book : books) {
			pages += book.pages();
		}
		return new BookEffort(pages / (USUAL_BOOKS + books.size()), elasticity);
	}

	public double pages(double pages) {
		double size = pages / meanPages;
		double ordinary = Math.clamp(size, PART, OMNIBUS);
		double effort = size / ordinary * Math.pow(ordinary, elasticity);
		return meanPages * effort;
	}

}
