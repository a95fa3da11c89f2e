package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.web.planning.FinishView;
import pl.chronobook.forecast.model.Evidence;
import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.forecast.model.Limitation;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory.QueuePart;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * A forecast, prepared for the dashboard.
 *
 * @param finish the median finish day of the whole list
 * @param early the 10 % quantile
 * @param late the 90 % quantile
 * @param beyondReach whether the median lies too far away to name a day
 * @param stage the stage that computed the forecast
 * @param evidence the evidence that the forecast rests on
 * @param advice ways to make the forecast better, the most useful first
 * @param computedAt the time of the computation, in the reader's time zone
 * @param unknownLength the number of books that count as no pages because their length is
 * unknown
 * @param pages the pages of the whole queue still to be read
 * @param picture the range as dots
 * @param rows the first books in their order
 */
record DashboardView(LocalDate finish, LocalDate early, LocalDate late, boolean beyondReach, ForecastStage stage,
		Evidence evidence, List<Limitation> advice, ZonedDateTime computedAt, int unknownLength, int pages,
		DotPlot picture, List<BookFinish> rows) {

	static DashboardView of(Snapshot snapshot, QueuePart queue, ZoneId zone) {
		Quantiles whole = snapshot.forecast().wholeList();
		Set<Limitation> limitations = snapshot.forecast().limitations();
		return new DashboardView(snapshot.day(whole.p50()), snapshot.day(whole.p10()), snapshot.day(whole.p90()),
				whole.p50() > FinishView.REACH, snapshot.forecast().stage(), snapshot.forecast().evidence(),
				limitations.stream().sorted().toList(), snapshot.computedAt().atZone(zone), snapshot.unknownLength(),
				queue.pages(), DotPlot.of(whole, snapshot.origin()), rows(snapshot, queue));
	}

	/** Returns the books of a part of the queue with their ranges. */
	static List<BookFinish> rows(Snapshot snapshot, QueuePart queue) {
		double late = snapshot.forecast().wholeList().p90();
		Axis axis = new Axis(snapshot.origin(), Math.max(1, Math.min(late, FinishView.REACH)));
		Map<EntryId, Quantiles> byEntry = snapshot.byEntry();
		return queue.books().stream().map(book -> row(book, byEntry.get(book.entry()), snapshot, axis)).toList();
	}

	private static BookFinish row(QueuedBook book, @Nullable Quantiles days, Snapshot snapshot, Axis axis) {
		if (days == null || book.pageCount() == null) {
			return new BookFinish(book, null, null, null, 0, 0, 0);
		}
		return new BookFinish(book, snapshot.day(days.p50()), snapshot.day(days.p10()), snapshot.day(days.p90()),
				axis.percent(days.p10()), axis.percent(days.p50()), axis.percent(days.p90()));
	}

	/**
	 * A book with its range.
	 *
	 * @param book the book
	 * @param finish its median finish day; null while its length is unknown
	 * @param early the 10 % quantile
	 * @param late the 90 % quantile
	 * @param from the place on the axis at which its range begins, in per cent
	 * @param middle the place of its median
	 * @param to the place at which its range ends
	 */
	record BookFinish(QueuedBook book, @Nullable LocalDate finish, @Nullable LocalDate early, @Nullable LocalDate late,
			double from, double middle, double to) {
	}

	/**
	 * The calendar that the books' ranges are drawn on, from the origin to the late day
	 * of the whole list.
	 *
	 * @param origin the first day of the future
	 * @param days the number of days that it covers
	 */
	private record Axis(LocalDate origin, double days) {

		double percent(double day) {
			return Math.clamp(100 * day / this.days, 0, 100);
		}

	}

}
