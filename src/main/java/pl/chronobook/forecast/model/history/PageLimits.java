package pl.chronobook.forecast.model.history;

/** The range of page counts that the engine accepts. */
public final class PageLimits {

	public static final double MAX_PAGES = 1e9;

	private PageLimits() {
	}

	public static void check(double pages) {
		if (!(pages >= 0 && pages <= MAX_PAGES)) {
			throw new IllegalArgumentException("pages are from 0 to a thousand million: " + pages);
		}
	}

}
