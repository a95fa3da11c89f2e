package pl.chronobook.forecast.model;

/** Rules that several values share. */
final class Check {

	static final double MAX_PAGES = 1e9;

	private Check() {
	}

	static void pages(double pages) {
		if (!(pages >= 0 && pages <= MAX_PAGES)) {
			throw new IllegalArgumentException("pages are from 0 to a thousand million: " + pages);
		}
	}

}
