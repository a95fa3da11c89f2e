package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.whatif.WhatIf;
import pl.chronobook.forecast.whatif.WhatIf.Outcome;

/**
 * The answer to a what-if as its page shows it.
 *
 * @param now when the list is finished as things are
 * @param then when it is with the change
 * @param days by how many days later, negative if earlier
 * @param nowBar the range as things are
 * @param thenBar the range with the change
 * @param addedPages pages a day that the minutes more are worth, rounded
 * @param pagesPerHour the speed they were reckoned with, rounded
 * @param ownSpeed whether that is the reader's own
 * @param rows a part of the books in their new order
 * @param part which part, from 0
 * @param total how many books there are in all parts
 */
record WhatIfView(FinishView now, FinishView then, long days, Bar nowBar, Bar thenBar, long addedPages,
		long pagesPerHour, boolean ownSpeed, List<Row> rows, int part, int total) {

	/** The number of books that the page shows. */
	private static final int PART = 30;

	static WhatIfView of(Outcome outcome, int part) {
		LocalDate origin = outcome.now().origin();
		Quantiles today = outcome.now().forecast().wholeList();
		FinishView now = FinishView.of(origin, today);
		FinishView then = FinishView.of(origin, outcome.then());
		double axis = Math.clamp(Math.max(today.p90(), outcome.then().p90()), 1, FinishView.REACH);
		List<Row> rows = new ArrayList<>();
		List<WhatIf.BookOutcome> books = outcome.books();
		int shown = Math.min(part, Math.max(0, (books.size() - 1) / PART));
		for (int i = shown * PART; i < Math.min(books.size(), (shown + 1) * PART); i++) {
			rows.add(row(books.get(i), i + 1, origin));
		}
		return new WhatIfView(now, then, ChronoUnit.DAYS.between(now.day(), then.day()), Bar.of(today, axis),
				Bar.of(outcome.then(), axis), Math.round(outcome.addedPages()), Math.round(outcome.pagesPerHour()),
				outcome.ownSpeed(), List.copyOf(rows), shown, books.size());
	}

	/** Returns whether the books make up more than one part. */
	public boolean isParted() {
		return this.total > PART;
	}

	/** The place of the first book shown, from 1. */
	public int getFirst() {
		return this.part * PART + 1;
	}

	/** The place of the last book shown. */
	public int getLast() {
		return this.part * PART + this.rows.size();
	}

	/** Returns whether other books follow. */
	public boolean isMore() {
		return (this.part + 1) * PART < this.total;
	}

	/** Returns those of some entries that are not among the books shown. */
	List<String> elsewhere(List<String> entries) {
		return entries.stream()
			.filter(entry -> this.rows.stream().noneMatch(row -> row.entry().toString().equals(entry)))
			.toList();
	}

	private static Row row(WhatIf.BookOutcome outcome, int place, LocalDate origin) {
		boolean counted = outcome.book().pageCount() != null && !outcome.dropped();
		Quantiles before = outcome.before();
		LocalDate after = counted ? Quantiles.date(origin, outcome.after().p50()) : null;
		LocalDate was = (before != null) ? Quantiles.date(origin, before.p50()) : null;
		return new Row(outcome.book().entry().value(), outcome.book().title(), outcome.book().author(),
				outcome.dropped(), place, after, (counted && was != null && !was.equals(after)) ? was : null);
	}

	/**
	 * A book.
	 *
	 * @param entry which
	 * @param title its title
	 * @param author its author
	 * @param dropped whether it is not read
	 * @param place where it stands, from 1
	 * @param day when it is finished with the change; null if it is not read or its
	 * length is unknown
	 * @param was when it is finished as things are, if on another day
	 */
	record Row(UUID entry, String title, String author, boolean dropped, int place, @Nullable LocalDate day,
			@Nullable LocalDate was) {
	}

	/**
	 * A range on the calendar, in per cent of it.
	 *
	 * @param from where the range begins
	 * @param middle the most probable day
	 * @param to where the range ends
	 */
	record Bar(double from, double middle, double to) {

		private static Bar of(Quantiles days, double axis) {
			return new Bar(percent(days.p10(), axis), percent(days.p50(), axis), percent(days.p90(), axis));
		}

		private static double percent(double days, double axis) {
			return Math.clamp(100 * days / axis, 0, 100);
		}

	}

}
