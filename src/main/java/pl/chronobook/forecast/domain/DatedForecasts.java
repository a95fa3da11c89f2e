package pl.chronobook.forecast.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

import pl.chronobook.forecast.FinishForecasts;
import pl.chronobook.forecast.model.Evidence;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Provides forecasts to other modules, with dates in place of days and with the titles of
 * the books.
 */
@Service
class DatedForecasts implements FinishForecasts {

	private final Forecasts forecasts;

	private final ReadingHistory history;

	private final Plans plans;

	DatedForecasts(Forecasts forecasts, ReadingHistory history, Plans plans) {
		this.forecasts = forecasts;
		this.history = history;
		this.plans = plans;
	}

	@Override
	public Optional<FinishForecast> of(ReaderId reader) {
		return this.forecasts.forecast(reader).map(snapshot -> dated(snapshot, this.history.queueOf(reader)));
	}

	@Override
	public Optional<Deadline> deadlineOf(ReaderId reader) {
		LocalDate deadline = this.plans.of(reader).deadline();
		return (deadline == null) ? Optional.empty()
				: this.forecasts.forecast(reader)
					.map(snapshot -> new Deadline(deadline,
							snapshot.forecast().wholeList().probabilityBy(snapshot.origin(), deadline)));
	}

	private static FinishForecast dated(Snapshot snapshot, List<QueuedBook> queue) {
		Map<EntryId, Quantiles> byEntry = snapshot.byEntry();
		return new FinishForecast(snapshot.computedAt(), snapshot.origin(), snapshot.forecast().stage().name(),
				dates(snapshot, snapshot.forecast().wholeList()),
				queue.stream().mapToInt(QueuedBook::remainingPages).sum(), snapshot.unknownLength(),
				basis(snapshot.forecast().evidence()),
				queue.stream().map(book -> book(snapshot, book, byEntry.get(book.entry()))).toList());
	}

	private static BookForecast book(Snapshot snapshot, QueuedBook book, @Nullable Quantiles days) {
		boolean known = book.pageCount() != null;
		return new BookForecast(book.entry(), book.title(), book.author(), known ? book.remainingPages() : null,
				(known && days != null) ? dates(snapshot, days) : null);
	}

	private static FinishDates dates(Snapshot snapshot, Quantiles days) {
		return new FinishDates(snapshot.day(days.p05()), snapshot.day(days.p10()), snapshot.day(days.p25()),
				snapshot.day(days.p50()), snapshot.day(days.p75()), snapshot.day(days.p90()), snapshot.day(days.p95()));
	}

	private static Basis basis(Evidence evidence) {
		return new Basis(evidence.sessions(), evidence.books(), evidence.activeDays(), evidence.calendarDays(),
				evidence.pagesPerDay(), evidence.currentPagesPerDay(), evidence.pagesPerHour(), evidence.hoursPerWeek(),
				evidence.assumed());
	}

}
