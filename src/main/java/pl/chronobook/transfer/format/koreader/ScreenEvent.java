package pl.chronobook.transfer.format.koreader;

/**
 * One screen of a book that was open for some time.
 *
 * @param start seconds since 1970
 * @param duration seconds, at least 1
 * @param page number of the screen, from 1 to {@code total}
 * @param total number of screens that the book had with the font of that time
 */
record ScreenEvent(long start, int duration, int page, int total) {

	/** Returns the end of the event in seconds since 1970. */
	long end() {
		return this.start + this.duration;
	}

	/** Returns the share of the book before this screen, from 0 to 1. */
	double from() {
		return (this.page - 1.0) / this.total;
	}

	/** Returns the share of the book up to the end of this screen, from 0 to 1. */
	double to() {
		return (double) this.page / this.total;
	}

	/** Returns a key that is equal for the same screen of the same layout. */
	long screen() {
		return this.page * (1L << 32) + this.total;
	}

}
