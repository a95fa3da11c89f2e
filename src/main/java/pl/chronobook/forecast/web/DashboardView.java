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
 * A forecast as the dashboard shows it.
 *
 * @param finish when the whole list is most probably done
 * @param early the day before which it is done with a probability of 10 %
 * @param late the day before which it is done with a probability of 90 %
 * @param beyondReach whether even the middle of the range lies too far away to name a day
 * @param stage how it was computed
 * @param evidence what it rests on
 * @param advice what would make it better, the most useful first
 * @param computedAt when it was computed, where the reader lives
 * @param unknownLength books that count as nothing because their length is unknown
 * @param pages pages of the whole queue still to be read
 * @param picture the range as dots
 * @param rows the first books in their order
 */
record DashboardView(LocalDate finish, LocalDate early, LocalDate late, boolean beyondReach, ForecastStage stage,
		Evidence evidence, List<Limitation> advice, ZonedDateTime computedAt, int unknownLength, int pages,
		DotPlot picture, List<Row> rows) {

	static DashboardView of(Snapshot snapshot, QueuePart queue, ZoneId zone) {
		Quantiles whole = snapshot.forecast().wholeList();
		Set<Limitation> limitations = snapshot.forecast().limitations();
		return new DashboardView(snapshot.day(whole.p50()), snapshot.day(whole.p10()), snapshot.day(whole.p90()),
				whole.p50() > FinishView.REACH, snapshot.forecast().stage(), snapshot.forecast().evidence(),
				limitations.stream().sorted().toList(), snapshot.computedAt().atZone(zone), snapshot.unknownLength(),
				queue.pages(), DotPlot.of(whole, snapshot.origin()), rows(snapshot, queue));
	}

	/** The books of a part of the queue with their ranges. */
	static List<Row> rows(Snapshot snapshot, QueuePart queue) {
		double late = snapshot.forecast().wholeList().p90();
		Axis axis = new Axis(snapshot.origin(), Math.max(1, Math.min(late, FinishView.REACH)));
		Map<EntryId, Quantiles> byEntry = snapshot.byEntry();
		return queue.books().stream().map(book -> row(book, byEntry.get(book.entry()), snapshot, axis)).toList();
	}

	private static Row row(QueuedBook book, @Nullable Quantiles days, Snapshot snapshot, Axis axis) {
		if (days == null || book.pageCount() == null) {
			return new Row(book, null, null, null, 0, 0, 0);
		}
		return new Row(book, snapshot.day(days.p50()), snapshot.day(days.p10()), snapshot.day(days.p90()),
				axis.percent(days.p10()), axis.percent(days.p50()), axis.percent(days.p90()));
	}

	/**
	 * A book with its range.
	 *
	 * @param book which
	 * @param finish when it is most probably done; null while its length is unknown
	 * @param early the 10 % day
	 * @param late the 90 % day
	 * @param from where its range begins on the axis, in per cent
	 * @param middle where its median lies
	 * @param to where its range ends
	 */
	record Row(QueuedBook book, @Nullable LocalDate finish, @Nullable LocalDate early, @Nullable LocalDate late,
			double from, double middle, double to) {
	}

	/**
	 * The calendar that the books' ranges are drawn on, from the origin to the late day
	 * of the whole list.
	 *
	 * @param origin the first day of the future
	 * @param days how many days it covers
	 */
	private record Axis(LocalDate origin, double days) {

		double percent(double day) {
			return Math.clamp(100 * day / this.days, 0, 100);
		}

	}

}
