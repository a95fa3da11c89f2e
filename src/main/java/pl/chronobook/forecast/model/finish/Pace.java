package pl.chronobook.forecast.model.finish;

/** A reader's pace at the origin and how uncertain it is. */
public interface Pace {

	/** The level of the pace, ln(pages a day). */
	double level();

	/** Converts the pages left in a book of the queue to pages of this pace. */
	double effort(double pages);

	/**
	 * Returns the distribution of the days that pages take.
	 * @param addedPages pages a day on top of the pace, 0 or more
	 */
	FinishDistribution finishes(double addedPages);

}
