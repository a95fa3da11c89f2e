package pl.chronobook.forecast.model.finish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.Correction;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.correction.ReaderState;
import pl.chronobook.forecast.model.history.DailyPages;
import pl.chronobook.forecast.model.history.DayCalendar;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.pace.KindPace;
import pl.chronobook.forecast.model.pace.ReaderKind;
import pl.chronobook.forecast.model.pace.ReaderKinds;

/**
 * A reader's pace, followed through the sessions day by day: a mixture of the paces that
 * each kind of reader would have.
 */
public final class SessionPace implements Pace {

	private static final double MIN_EXPOSURE = 0.01;

	/** Kinds with a smaller share of the weight are left out. */
	private static final double LEAST_SHARE = 1e-3;

	private final ReaderKinds kinds;

	private final List<KindPace> paces;

	private final PastRanges ranges;

	private int quietDays;

	private SessionPace(ReaderKinds kinds, List<KindPace> paces, PastRanges ranges) {
		this.kinds = kinds;
		this.paces = paces;
		this.ranges = ranges;
	}

	/**
	 * Follows the days of a history, after the books that were finished before the first
	 * of them.
	 * @param calendar weights of the past days
	 */
	public static SessionPace follow(DailyPages daily, List<FinishedBook> books, DayCalendar calendar,
			ReaderKinds kinds) {
		return follow(daily, books, calendar, kinds, new PastRanges(kinds.rangeTrust(), daily.days(), true),
				(day, pace) -> {
				});
	}

	/**
	 * Follows the days of a history and notifies an observer of every day.
	 * @param observer is called at the start of each day with the pace known then
	 */
	public static SessionPace follow(DailyPages daily, List<FinishedBook> books, DayCalendar calendar,
			ReaderKinds kinds, DayObserver observer) {
		return follow(daily, books, calendar, kinds, new PastRanges(kinds.rangeTrust(), daily.days(), false), observer);
	}

	private static SessionPace follow(DailyPages daily, List<FinishedBook> books, DayCalendar calendar,
			ReaderKinds kinds, PastRanges ranges, DayObserver observer) {
		List<FinishedBook> earlier = books.stream()
			.filter(book -> book.finished().toEpochDay() < daily.firstDay())
			.toList();
		List<KindPace> paces = kinds.kinds()
			.stream()
			.map(kind -> new KindPace(kind, kinds, PaceEstimate.levelAfter(earlier, daily.firstDay(), kind.prior()),
					daily.days()))
			.toList();
		SessionPace pace = new SessionPace(kinds, paces, ranges);
		for (int day = 0; day < daily.days(); day++) {
			pace.startDay(daily, day);
			observer.startDay(day, pace);
			double weight = calendar.weight(daily.firstDay() + day);
			pace.observe(weight < MIN_EXPOSURE ? 0 : weight, daily.pages(day));
		}
		pace.startDay(daily, daily.days());
		return pace;
	}

	private void startDay(DailyPages daily, int day) {
		for (KindPace pace : paces) {
			pace.startDay(daily, day);
		}
		ranges.startDay(day, new PastPages(daily, day));
	}

	private void observe(double exposure, double pages) {
		for (KindPace pace : paces) {
			pace.observe(exposure, pages);
		}
		if (pages > 0) {
			quietDays = 0;
		}
		else if (exposure > 0) {
			quietDays++;
		}
	}

	/**
	 * Returns the kinds with their weights, which add up to 1; kinds of negligible weight
	 * are left out.
	 */
	List<WeightedKind> weightedKinds() {
		double highest = Double.NEGATIVE_INFINITY;
		for (KindPace pace : paces) {
			highest = Math.max(highest, pace.logWeight());
		}
		double total = 0;
		for (KindPace pace : paces) {
			total += share(pace, highest);
		}
		List<WeightedKind> weightedKinds = new ArrayList<>(paces.size());
		double heard = 0;
		for (KindPace pace : paces) {
			if (share(pace, highest) / total >= LEAST_SHARE) {
				heard += share(pace, highest);
			}
		}
		for (KindPace pace : paces) {
			double share = share(pace, highest);
			if (share / total >= LEAST_SHARE) {
				weightedKinds.add(new WeightedKind(pace, share / heard));
			}
		}
		return weightedKinds;
	}

	/** The probability that the reader is of the first kind, the uneven one. */
	public double unevenness() {
		ReaderKind uneven = kinds.kinds().getFirst();
		return weightedKinds().stream()
			.filter(weighted -> weighted.pace().kind().equals(uneven))
			.mapToDouble(WeightedKind::share)
			.sum();
	}

	/**
	 * Returns how far ranges reach towards late days, as a multiple of what is usual.
	 * @param horizon median of the days that are forecast
	 */
	public double lateWidth(double horizon) {
		return ranges.width(1, horizon);
	}

	private static double share(KindPace pace, double highest) {
		return Math.exp(pace.logWeight() - highest);
	}

	@Override
	public double level() {
		return weightedKinds().stream()
			.mapToDouble(weighted -> weighted.share() * weighted.pace().filter().level())
			.sum();
	}

	@Override
	public double effort(double pages) {
		return pages;
	}

	@Override
	public MixedFinishTime finishes(double addedPages) {
		return finishes(addedPages, horizon -> Correction.NONE);
	}

	/**
	 * Returns the distribution as corrected by the reader's trained model.
	 * @param state of the reader at the origin
	 */
	public MixedFinishTime finishes(double addedPages, ReaderModel model, ReaderState state) {
		return finishes(addedPages, horizon -> model.correction(horizon, state));
	}

	private MixedFinishTime finishes(double addedPages, DoubleFunction<Correction> corrections) {
		return new MixedFinishTime(weightedKinds(), kinds.width(), ranges, quietDays, addedPages, corrections);
	}

	/**
	 * A kind of reader with its weight in the mixture.
	 *
	 * @param share of all kinds, from 0 to 1
	 */
	record WeightedKind(KindPace pace, double share) {
	}

	/** The forecast of a day and the pages that were read from then on. */
	private final class PastPages implements PastRanges.PastForecast {

		private final DailyPages daily;

		private final int day;

		private @Nullable MixedFinishTime forecast;

		PastPages(DailyPages daily, int day) {
			this.daily = daily;
			this.day = day;
		}

		@Override
		public double score(int days) {
			if (day + days > daily.days()) {
				return 0;
			}
			if (forecast == null) {
				forecast = finishes(0);
			}
			return forecast.scoreAsUsual(days, daily.sum(day, day + days));
		}

	}

	/** Observes the pace as it was known on each day of a history. */
	@FunctionalInterface
	public interface DayObserver {

		/**
		 * Is called at midnight at the start of a day.
		 * @param day from the first one of the history
		 * @param pace valid during the call only
		 */
		void startDay(int day, SessionPace pace);

	}

}
