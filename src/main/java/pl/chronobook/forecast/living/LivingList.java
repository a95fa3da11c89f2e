package pl.chronobook.forecast.living;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.Forecasts.Context;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.living.Library;
import pl.chronobook.forecast.model.living.LibraryBook;
import pl.chronobook.forecast.model.living.ListBacktest;
import pl.chronobook.forecast.model.living.ListForecast;
import pl.chronobook.forecast.model.living.ListHabits;
import pl.chronobook.forecast.model.living.ReadingOutlook;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.ListedBook;
import pl.chronobook.reading.ReadingHistory.QueuedBook;
import pl.chronobook.reading.ReadingStatus;

/**
 * Forecasts the living list: when it will be empty although new books keep arriving.
 * Answers are cached in memory under everything that the current forecast depends on, so
 * that a newer forecast never meets a stale answer.
 */
@Service
public class LivingList {

	/** The largest reduction that a reader can ask about, in new books a month. */
	public static final int MOST_FEWER = 50;

	private static final int KEPT = 500;

	private static final Duration REST = Duration.ofMinutes(30);

	private static final int PAST_QUARTERS = 8;

	private static final int MONTHS_PER_QUARTER = 3;

	private final Forecasts forecasts;

	private final ReadingHistory history;

	private final Readers readers;

	private final Cache<Key, Outlook> outlooks = Caffeine.newBuilder()
		.maximumSize(KEPT)
		.expireAfterAccess(REST)
		.build();

	private final Cache<Key, List<ListBacktest.Result>> backtests = Caffeine.newBuilder()
		.maximumSize(KEPT)
		.expireAfterAccess(REST)
		.build();

	LivingList(Forecasts forecasts, ReadingHistory history, Readers readers) {
		this.forecasts = forecasts;
		this.history = history;
		this.readers = readers;
	}

	/**
	 * Returns the forecast of the living list.
	 * @param fewer the reduction in new books a month, from 0 to {@value #MOST_FEWER}
	 * @return empty if there is no forecast yet
	 */
	@Transactional
	public Optional<Outlook> of(ReaderId reader, int fewer) {
		return this.forecasts.contextOf(reader)
			.map(context -> this.outlooks.get(key(reader, context, fewer), key -> outlook(reader, context, fewer)));
	}

	/**
	 * Returns the backtests of the living list on its own past, the earliest first; empty
	 * while the list is younger than half a year.
	 */
	@Transactional
	public List<ListBacktest.Result> backtest(ReaderId reader) {
		return this.forecasts.contextOf(reader).map(context -> this.backtests.get(key(reader, context, 0), key -> {
			LocalDate origin = context.now().origin();
			return new ListBacktest(library(reader), context.facts().past(), origin).run(origin.minusYears(1));
		})).orElse(List.of());
	}

	private static Key key(ReaderId reader, Context context, int fewer) {
		return new Key(reader, context.now().revision(), context.plan().revision(), context.model().version(),
				context.now().origin(), fewer);
	}

	private Outlook outlook(ReaderId reader, Context context, int fewer) {
		LocalDate origin = context.now().origin();
		Library library = library(reader);
		ListHabits habits = ListHabits.of(library, origin);
		int bookPages = (int) Math.max(1, Math.round(habits.meanPages()));
		ReadingOutlook pace = ReadingOutlook.of(bookPages,
				this.forecasts.withChanges(context, Collections.nCopies(ReadingOutlook.BOOKS, bookPages), List.of(), 0)
					.books());
		List<Double> queue = context.facts()
			.queue()
			.stream()
			.map(QueuedBook::remainingPages)
			.filter(pages -> pages > 0)
			.map(Integer::doubleValue)
			.toList();
		Quantiles asItStands = context.now().forecast().wholeList();
		ListForecast forecast = ListForecast.of(pace, habits.withFewer(fewer), queue, asItStands);
		Integer enough = (forecast.middle() == null && fewer == 0) ? ListForecast.fewerToFinish(pace, habits, queue)
				: null;
		Double then = (enough != null) ? ListForecast.of(pace, habits.withFewer(enough), queue, asItStands).middle()
				: null;
		return new Outlook(origin, past(library, origin), forecast, habits.arrivalsPerMonth(), enough,
				(then != null) ? Quantiles.date(origin, then) : null);
	}

	private Library library(ReaderId reader) {
		Reader account = this.readers.get(reader);
		ZoneId zone = account.zone();
		List<LibraryBook> books = new ArrayList<>();
		for (ListedBook book : this.history.libraryOf(reader)) {
			Integer pages = book.pageCount();
			boolean gone = book.status() == ReadingStatus.FINISHED || book.status() == ReadingStatus.ABANDONED;
			boolean dated = book.finished() != null || book.abandoned() != null;
			// A book that left the list on an unknown day cannot be placed in the past
			if (pages != null && (dated || !gone)) {
				books.add(new LibraryBook(pages, LocalDate.ofInstant(book.addedAt(), zone), book.finished(),
						book.abandoned(), Math.clamp((double) book.currentPage() / pages, 0, 1)));
			}
		}
		return new Library(books);
	}

	private static List<Past> past(Library library, LocalDate origin) {
		List<Past> past = new ArrayList<>();
		for (int ago = PAST_QUARTERS; ago >= 0; ago--) {
			LocalDate day = origin.minusMonths((long) MONTHS_PER_QUARTER * ago);
			past.add(new Past(day, library.pile(day).size()));
		}
		return past;
	}

	/**
	 * The past and the forecast of the living list.
	 *
	 * @param origin the first day of the future
	 * @param past the number of waiting books at the end of each of the last quarters
	 * @param forecast the future
	 * @param arrivalsPerMonth new books in an average month, without any reduction
	 * @param fewer the smallest reduction, in new books a month, with which the list is
	 * empty within ten years; null if none is needed, or if even a list without new books
	 * takes longer
	 * @param finishWithFewer the day on which the list is then empty; null without a
	 * reduction
	 */
	public record Outlook(LocalDate origin, List<Past> past, ListForecast forecast, double arrivalsPerMonth,
			@Nullable Integer fewer, @Nullable LocalDate finishWithFewer) {
	}

	/**
	 * The length of the list on a day of the past.
	 *
	 * @param day the day
	 * @param books the number of waiting books
	 */
	public record Past(LocalDate day, int books) {
	}

	private record Key(ReaderId reader, long revision, long planRevision, int modelVersion, LocalDate origin,
			int fewer) {
	}

}
