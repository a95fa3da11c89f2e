package pl.chronobook.reading;

import pl.chronobook.catalog.PageCount;

/**
 * The length of an audiobook. Forecasts and statistics count pages, so an audiobook has
 * as many pages as the reader would read in the time that listening takes.
 *
 * @param minutes its length as recorded, 1 to {@value #MOST_MINUTES}
 * @param speed the speed at which the reader listens, in per cent of the recording,
 * {@value #SLOWEST} to {@value #FASTEST}
 */
public record Audio(int minutes, int speed) {

	public static final int MOST_MINUTES = 20_000;

	public static final int SLOWEST = 50;

	public static final int FASTEST = 400;

	/**
	 * Checks the ranges.
	 * @throws IllegalArgumentException if a value is outside its range
	 */
	public Audio {
		if (minutes < 1 || minutes > MOST_MINUTES || speed < SLOWEST || speed > FASTEST) {
			throw new IllegalArgumentException("No audiobook: %d min at %d %%".formatted(minutes, speed));
		}
	}

	/** Returns the time that listening to it takes, in minutes. */
	public int listeningMinutes() {
		return Math.max(1, Math.round(this.minutes * 100f / this.speed));
	}

	/**
	 * Returns the pages that it counts as.
	 * @param pagesPerHour how many pages the reader reads in an hour
	 */
	public PageCount pages(double pagesPerHour) {
		return new PageCount(Math.clamp(Math.round(listeningMinutes() / 60.0 * pagesPerHour), 1, PageCount.MAX));
	}

}
