package pl.chronobook.forecast.accuracy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

/**
 * Backtests the forecast on the reader's own past. For the first day of each of the last
 * 24 months it forecasts from the history before that day and compares the forecast with
 * what happened. The forecasts cover the next 300 and 1,000 pages or, for a reader who
 * has only finish dates, the next book and the next three books. A forecast whose range
 * has not ended yet is left out.
 */
final class Hindsight {

	/**
	 * The version of the form in which forecasts are stored; those of another expire.
	 */
	private static final int FORM = 2;

	private static final int MONTHS = 24;

	/** The least number of days of history before the origin of a forecast. */
	private static final int DAYS_OF_HISTORY = 28;

	private static final List<Integer> PAGES = List.of(300, 1_000);

	private static final List<Integer> BOOKS = List.of(1, 3);

	private final ReaderHistory past;

	private final LocalDate today;

	/**
	 * Creates the backtest without running it; {@link #forecasts} does the work.
	 * @param today the reader's day; only what happened before it is known
	 */
	Hindsight(ReaderHistory past, LocalDate today) {
		this.past = past;
		this.today = today;
	}

	/**
	 * Returns a hash of the history, the current month and the form of the forecasts. A
	 * stored backtest with another fingerprint is stale.
	 */
	String fingerprint() {
		LocalDate month = this.today.withDayOfMonth(1);
		long sessions = 1;
		for (Session session : this.past.sessions()) {
			sessions = 31 * sessions + session.hashCode();
		}
		long books = 1;
		for (FinishedBook book : this.past.books()) {
			books = 31 * books + book.hashCode();
		}
		return "%d %s %x %x".formatted(FORM, month, sessions, books);
	}

	List<RecordedForecast> forecasts() {
		Optional<LocalDate> first = Stream
			.concat(this.past.sessions().stream().limit(1).map(session -> session.start().toLocalDate()),
					this.past.books().stream().limit(1).map(FinishedBook::finished))
			.min(LocalDate::compareTo);
		List<RecordedForecast> forecasts = new ArrayList<>();
		for (int ago = MONTHS; ago > 0 && first.isPresent(); ago--) {
			LocalDate origin = this.today.withDayOfMonth(1).minusMonths(ago - 1L);
			if (origin.isBefore(this.today) && !origin.isBefore(first.get().plusDays(DAYS_OF_HISTORY))) {
				forecasts.addAll(this.past.sessions().isEmpty() ? books(origin) : pages(origin));
			}
		}
		return List.copyOf(forecasts);
	}

	private List<RecordedForecast> pages(LocalDate origin) {
		boolean begun = this.past.sessions().getFirst().start().toLocalDate().isBefore(origin);
		List<Double> queue = List.of((double) PAGES.get(0), (double) PAGES.get(1) - PAGES.get(0));
		Optional<Forecast> forecast = begun ? ForecastEngine.forecast(ForecastRequest.of(this.past, origin, queue))
				: Optional.empty();
		List<RecordedForecast> forecasts = new ArrayList<>();
		for (int i = 0; i < PAGES.size() && forecast.isPresent(); i++) {
			int pages = PAGES.get(i);
			forecasts.addAll(judged(origin, "pages." + pages, forecast.get(), i, pages, dayOfPages(origin, pages)));
		}
		return forecasts;
	}

	private @Nullable LocalDate dayOfPages(LocalDate origin, double pages) {
		double left = pages;
		for (Session session : this.past.sessions()) {
			LocalDate day = session.start().toLocalDate();
			if (!day.isBefore(origin)) {
				left -= session.pages();
				if (left <= 0) {
					return day;
				}
			}
		}
		return null;
	}

	private List<RecordedForecast> books(LocalDate origin) {
		List<FinishedBook> next = this.past.books()
			.stream()
			.filter(book -> !book.finished().isBefore(origin))
			.limit(BOOKS.getLast())
			.toList();
		List<Double> queue = new ArrayList<>(next.stream().map(FinishedBook::pages).toList());
		while (queue.size() < BOOKS.getLast()) {
			queue.add(usualPages(origin));
		}
		Optional<Forecast> forecast = ForecastEngine.forecast(ForecastRequest.of(this.past, origin, queue));
		List<RecordedForecast> forecasts = new ArrayList<>();
		for (int number : BOOKS) {
			if (forecast.isPresent()) {
				double pages = queue.stream().limit(number).mapToDouble(Double::doubleValue).sum();
				forecasts.addAll(judged(origin, "books." + number, forecast.get(), number - 1, pages,
						(next.size() >= number) ? next.get(number - 1).finished() : null));
			}
		}
		return forecasts;
	}

	/**
	 * Returns the mean length of earlier books, which stands in for a book that is not
	 * finished yet.
	 */
	private double usualPages(LocalDate origin) {
		return this.past.books()
			.stream()
			.filter(book -> book.finished().isBefore(origin))
			.mapToDouble(FinishedBook::pages)
			.average()
			.orElse(1);
	}

	private List<RecordedForecast> judged(LocalDate origin, String what, Forecast forecast, int book, double pages,
			@Nullable LocalDate actual) {
		Quantiles days = forecast.books().get(book);
		LocalDate late = Quantiles.date(origin, days.p90());
		if (!late.isBefore(this.today)) {
			return List.of();
		}
		double perDay = forecast.evidence().pagesPerDay();
		return List.of(new RecordedForecast(origin, what, Quantiles.date(origin, days.p10()),
				Quantiles.date(origin, days.p50()), late,
				(perDay > 0) ? Quantiles.date(origin, Math.min(pages / perDay, Quantiles.MAX_DAYS)) : null, actual));
	}

}
