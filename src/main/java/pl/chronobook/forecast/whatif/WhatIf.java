package pl.chronobook.forecast.domain;

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
import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.PlannedException;
import pl.chronobook.forecast.model.Quantiles;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Answers what the dates would be if something were different. Stores nothing of it.
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
		return this.forecasts.standing(reader).map(standing -> {
			Snapshot now = standing.now();
			List<QueuedBook> order = change.inNewOrder(standing.facts().queue(), QueuedBook::entry);
			Double own = now.forecast().evidence().pagesPerHour();
			double speed = (own != null) ? own : USUAL_PAGES_PER_HOUR;
			double addedPages = change.minutesMore() / MINUTES_PER_HOUR * speed;
			Forecast then = change.equals(Change.NONE) ? now.forecast()
					: this.forecasts.otherwise(standing, pages(order, change), besides(change), addedPages);
			return new Outcome(now, then.wholeList(), lines(now, then, order, change), addedPages, speed, own != null);
		});
	}

	/**
	 * What books that are not on the list yet would cost, each by itself.
	 * @param lengths how long they are
	 * @return empty if there is no forecast yet
	 */
	@Transactional
	public Optional<Costs> costs(ReaderId reader, Collection<PageCount> lengths) {
		return this.forecasts.standing(reader).map(standing -> {
			List<Integer> queue = standing.facts().queue().stream().map(QueuedBook::remainingPages).toList();
			return new Costs(standing.now(),
					lengths.stream().distinct().collect(Collectors.toMap(Function.identity(), length -> {
						List<Integer> longer = new ArrayList<>(queue);
						longer.addFirst(length.value());
						Forecast then = this.forecasts.otherwise(standing, longer, List.of(), 0);
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

	private static List<Line> lines(Snapshot now, Forecast then, List<QueuedBook> order, Change change) {
		Map<EntryId, Quantiles> before = now.byEntry();
		List<Line> lines = new ArrayList<>();
		Change.AddedBook added = change.added();
		int shift = (added != null && added.first()) ? 1 : 0;
		for (int i = 0; i < order.size() && i + shift < then.books().size(); i++) {
			QueuedBook book = order.get(i);
			lines.add(new Line(book, change.dropped().contains(book.entry()), before.get(book.entry()),
					then.books().get(i + shift)));
		}
		return List.copyOf(lines);
	}

	/**
	 * The answer.
	 *
	 * @param now the forecast as it is
	 * @param then days until the whole list is finished with the change, from the same
	 * origin
	 * @param lines the books in their new order, without one that was added
	 * @param addedPages pages a day that the minutes more are worth
	 * @param pagesPerHour the speed they were reckoned with
	 * @param ownSpeed whether that is the reader's own, or a usual one
	 */
	public record Outcome(Snapshot now, Quantiles then, List<Line> lines, double addedPages, double pagesPerHour,
			boolean ownSpeed) {
	}

	/**
	 * A book of the list.
	 *
	 * @param book which
	 * @param dropped whether it is not read at all
	 * @param before days until it is finished as things are; null if it has just come
	 * @param after the same with the change
	 */
	public record Line(QueuedBook book, boolean dropped, @Nullable Quantiles before, Quantiles after) {
	}

	/**
	 * What books cost.
	 *
	 * @param now the forecast as it is
	 * @param byLength what a book costs, by how long it is
	 */
	public record Costs(Snapshot now, Map<PageCount, Cost> byLength) {
	}

	/**
	 * What a book costs.
	 *
	 * @param wholeList days until the list is finished with it; where it stands on the
	 * list makes no difference to that
	 * @param first days until it is finished when it is read before all others
	 */
	public record Cost(Quantiles wholeList, Quantiles first) {
	}

}
