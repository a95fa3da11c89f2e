package pl.chronobook.forecast.whatif;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Forecasts a changed list or pace. Stores nothing.
 */
@Service
public class WhatIf {

	/**
	 * The speed assumed for a reader whose own speed is unknown, in pages an hour: two
	 * minutes a page. The form that asks for an assumed pace names the same figure.
	 */
	static final double USUAL_PAGES_PER_HOUR = 30;

	private static final double MINUTES_PER_HOUR = 60;

	private final Forecasts forecasts;

	WhatIf(Forecasts forecasts) {
		this.forecasts = forecasts;
	}

	/**
	 * Forecasts the list with and without a change.
	 * @return empty if there is no forecast yet
	 */
	@Transactional
	public Optional<Outcome> answer(ReaderId reader, Change change) {
		return this.forecasts.contextOf(reader).map(context -> {
			Snapshot now = context.now();
			List<QueuedBook> order = change.inNewOrder(context.facts().queue(), QueuedBook::entry);
			Double own = now.forecast().evidence().pagesPerHour();
			double speed = (own != null) ? own : USUAL_PAGES_PER_HOUR;
			double addedPages = change.minutesMore() / MINUTES_PER_HOUR * speed;
			Forecast then = change.equals(Change.NONE) ? now.forecast()
					: this.forecasts.withChanges(context, pages(order, change), addedPeriods(change), addedPages);
			return new Outcome(now, then.wholeList(), outcomes(now, then, order, change), addedPages, speed,
					own != null);
		});
	}

	/**
	 * Computes the delay that one more book would cause, for each of the given lengths by
	 * itself.
	 * @param lengths the lengths of books that are not on the list yet
	 * @return empty if there is no forecast yet
	 */
	@Transactional
	public Optional<Costs> costs(ReaderId reader, Collection<PageCount> lengths) {
		return this.forecasts.contextOf(reader).map(context -> {
			List<Integer> queue = context.facts().queue().stream().map(QueuedBook::remainingPages).toList();
			return new Costs(context.now(),
					lengths.stream().distinct().collect(Collectors.toMap(Function.identity(), length -> {
						List<Integer> longer = new ArrayList<>(queue);
						longer.addFirst(length.value());
						Forecast then = this.forecasts.withChanges(context, longer, List.of(), 0);
						return new Cost(then.wholeList(), then.books().getFirst());
					})));
		});
	}

	private static List<PlannedException> addedPeriods(Change change) {
		PlannedException holiday = change.holiday();
		return (holiday != null) ? List.of(holiday) : List.of();
	}

	/**
	 * Returns the remaining pages in the new order. A dropped book stays in its place
	 * with no pages, so that places and books still match.
	 */
	private static List<Integer> pages(List<QueuedBook> order, Change change) {
		List<Integer> pages = new ArrayList<>();
		order.forEach(book -> pages.add(change.dropped().contains(book.entry()) ? 0 : book.remainingPages()));
		Change.AddedBook added = change.added();
		if (added != null) {
			pages.add(added.first() ? 0 : pages.size(), added.pages().value());
		}
		return pages;
	}

	private static List<BookOutcome> outcomes(Snapshot now, Forecast then, List<QueuedBook> order, Change change) {
		Map<EntryId, Quantiles> before = now.byEntry();
		List<BookOutcome> outcomes = new ArrayList<>();
		Change.AddedBook added = change.added();
		int shift = (added != null && added.first()) ? 1 : 0;
		for (int i = 0; i < order.size() && i + shift < then.books().size(); i++) {
			QueuedBook book = order.get(i);
			outcomes.add(new BookOutcome(book, change.dropped().contains(book.entry()), before.get(book.entry()),
					then.books().get(i + shift)));
		}
		return List.copyOf(outcomes);
	}

	/**
	 * The answer to a what-if question.
	 *
	 * @param now the forecast without the change
	 * @param then days until the whole list is finished with the change, from the same
	 * origin
	 * @param books the books of the list in their new order, without the added book
	 * @param addedPages pages a day that are read in the extra minutes
	 * @param pagesPerHour the speed that was used to convert the minutes
	 * @param ownSpeed whether that is the reader's own speed and not the assumed one
	 */
	public record Outcome(Snapshot now, Quantiles then, List<BookOutcome> books, double addedPages, double pagesPerHour,
			boolean ownSpeed) {
	}

	/**
	 * The finish of one book with and without the change.
	 *
	 * @param book the book
	 * @param dropped whether it is not read at all
	 * @param before days until it is finished without the change; null if the current
	 * forecast does not contain it yet
	 * @param after the same with the change
	 */
	public record BookOutcome(QueuedBook book, boolean dropped, @Nullable Quantiles before, Quantiles after) {
	}

	/**
	 * The forecasts with one more book.
	 *
	 * @param now the forecast of the list as it is
	 * @param byLength the forecast with a book added, by the length of that book
	 */
	public record Costs(Snapshot now, Map<PageCount, Cost> byLength) {
	}

	/**
	 * The forecast with a book added to the list.
	 *
	 * @param wholeList days until the list is finished; the place of the added book does
	 * not affect them
	 * @param first days until the added book is finished if it is read before all others
	 */
	public record Cost(Quantiles wholeList, Quantiles first) {
	}

}
