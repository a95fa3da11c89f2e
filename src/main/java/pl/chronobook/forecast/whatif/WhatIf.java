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
	 * Pages an hour of a reader whose own speed is not known: two minutes a page, as the
	 * page that asks for an assumed pace says too.
	 */
	static final double USUAL_PAGES_PER_HOUR = 30;

	private static final double MINUTES_PER_HOUR = 60;

	private final Forecasts forecasts;

	WhatIf(Forecasts forecasts) {
		this.forecasts = forecasts;
	}

	/**
	 * The forecast as it is beside the one with the change.
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
					: this.forecasts.otherwise(context, pages(order, change), besides(change), addedPages);
			return new Outcome(now, then.wholeList(), outcomes(now, then, order, change), addedPages, speed,
					own != null);
		});
	}

	/**
	 * Computes by how much each of some books that are not on the list yet would delay
	 * it, each by itself.
	 * @param lengths how long they are
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
						Forecast then = this.forecasts.otherwise(context, longer, List.of(), 0);
						return new Cost(then.wholeList(), then.books().getFirst());
					})));
		});
	}

	private static List<PlannedException> besides(Change change) {
		PlannedException holiday = change.holiday();
		return (holiday != null) ? List.of(holiday) : List.of();
	}

	/** A book that is dropped stays in its place with no pages. */
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
	 * The answer.
	 *
	 * @param now the forecast as it is
	 * @param then days until the whole list is finished with the change, from the same
	 * origin
	 * @param books the books in their new order, without one that was added
	 * @param addedPages pages a day that the minutes more are worth
	 * @param pagesPerHour the speed they were reckoned with
	 * @param ownSpeed whether that is the reader's own, or a usual one
	 */
	public record Outcome(Snapshot now, Quantiles then, List<BookOutcome> books, double addedPages, double pagesPerHour,
			boolean ownSpeed) {
	}

	/**
	 * The finish of a book of the list, as things are and with the change.
	 *
	 * @param book which
	 * @param dropped whether it is not read at all
	 * @param before days until it is finished as things are; null if it has just come
	 * @param after the same with the change
	 */
	public record BookOutcome(QueuedBook book, boolean dropped, @Nullable Quantiles before, Quantiles after) {
	}

	/**
	 * The delays that books of some lengths would cause.
	 *
	 * @param now the forecast as it is
	 * @param byLength the dates with a book added, by its length
	 */
	public record Costs(Snapshot now, Map<PageCount, Cost> byLength) {
	}

	/**
	 * The dates with a book added to the list.
	 *
	 * @param wholeList days until the list is finished with it; where it stands on the
	 * list makes no difference to that
	 * @param first days until it is finished when it is read before all others
	 */
	public record Cost(Quantiles wholeList, Quantiles first) {
	}

}
