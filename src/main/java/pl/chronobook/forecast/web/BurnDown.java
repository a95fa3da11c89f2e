package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import pl.chronobook.forecast.living.LivingList.Outlook;
import pl.chronobook.forecast.living.LivingList.Past;
import pl.chronobook.forecast.model.living.ListForecast.Band;

/**
 * The number of waiting books over time: the past as a line, the future as a fan.
 *
 * @param past points of the line of the past
 * @param middle points of the line of the median future
 * @param fan points of the outline around the middle 80 % of futures
 * @param today the horizontal place at which the future begins
 * @param top the number of books at the upper edge
 * @param from the first day shown
 * @param to the last day shown
 * @param rows the same numbers as a table
 */
record BurnDown(String past, String middle, String fan, double today, int top, LocalDate from, LocalDate to,
		List<PileOnDay> rows) {

	static final double WIDTH = 640;

	static final double HEIGHT = 240;

	/** The picture ends soon after the list is empty, but covers at least two years. */
	private static final int LEAST_WEEKS = 104;

	static BurnDown of(Outlook outlook) {
		List<Past> past = outlook.past();
		Double late = outlook.forecast().late();
		double weeks = (late != null) ? Math.max(LEAST_WEEKS, late / 7 + 13) : Double.MAX_VALUE;
		List<Band> future = outlook.forecast().pile().stream().filter(band -> band.weeks() <= weeks).toList();
		LocalDate from = past.getFirst().day();
		LocalDate to = outlook.origin().plusWeeks(future.getLast().weeks());
		int top = Math.max(1, Math.max(past.stream().mapToInt(Past::books).max().orElse(0),
				future.stream().mapToInt(Band::high).max().orElse(0)));
		Scale scale = new Scale(from.toEpochDay(), to.toEpochDay(), top);
		List<PileOnDay> rows = new ArrayList<>();
		StringBuilder before = new StringBuilder();
		for (Past at : past) {
			before.append(scale.point(at.day(), at.books()));
			rows.add(new PileOnDay(at.day(), at.books(), at.books(), at.books()));
		}
		StringBuilder middle = new StringBuilder();
		StringBuilder upper = new StringBuilder();
		StringBuilder lower = new StringBuilder();
		for (Band band : future) {
			LocalDate day = outlook.origin().plusWeeks(band.weeks());
			middle.append(scale.point(day, band.middle()));
			upper.append(scale.point(day, band.high()));
			lower.insert(0, scale.point(day, band.low()));
			if (band.weeks() > 0) {
				rows.add(new PileOnDay(day, band.low(), band.middle(), band.high()));
			}
		}
		return new BurnDown(before.toString().strip(), middle.toString().strip(), (upper + " " + lower).strip(),
				scale.x(outlook.origin()), top, from, to, List.copyOf(rows));
	}

	private record Scale(long from, long to, int top) {

		double x(LocalDate day) {
			return WIDTH * (day.toEpochDay() - this.from) / Math.max(1, this.to - this.from);
		}

		String point(LocalDate day, int books) {
			return String.format(Locale.ROOT, "%.1f,%.1f ", x(day), HEIGHT * (1 - (double) books / this.top));
		}

	}

	/**
	 * The number of waiting books on a day; in the past all three numbers are the same.
	 *
	 * @param day the day
	 * @param low the 10 % quantile
	 * @param middle the median
	 * @param high the 90 % quantile
	 */
	record PileOnDay(LocalDate day, int low, int middle, int high) {

		/** Returns whether all three numbers are the same, so that there is no range. */
		public boolean isExact() {
			return this.low == this.high;
		}

	}

}
