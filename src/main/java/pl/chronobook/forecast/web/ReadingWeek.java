package pl.chronobook.forecast.web;

import pl.chronobook.forecast.model.Evidence;

/**
 * The week so far beside a usual one.
 *
 * @param pages pages read since Monday
 * @param usual pages of a usual week, at least 1
 */
record ReadingWeek(int pages, int usual) {

	private static final int DAYS = 7;

	/**
	 * Returns the pages that the pace of the forecast gives in seven days; 0 without
	 * sessions, because finish dates do not tell on which days a book was read.
	 */
	static int usualPages(Evidence evidence) {
		return (evidence.sessions() > 0) ? (int) Math.round(DAYS * evidence.currentPagesPerDay()) : 0;
	}

	/** Returns the read part of a usual week in whole per cent, at most 100. */
	public int percent() {
		return (int) Math.min(100, 100L * this.pages / this.usual);
	}

	public Progress progress() {
		if (this.pages == 0) {
			return Progress.NOTHING;
		}
		return (this.pages > this.usual) ? Progress.MORE : Progress.PART;
	}

	/**
	 * The comparison with a usual week; its sentence is {@code forecast.week.PROGRESS}.
	 */
	enum Progress {

		NOTHING, PART, MORE

	}

}
