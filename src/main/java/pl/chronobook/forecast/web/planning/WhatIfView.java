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
 * The answer to a what-if question, prepared for its page.
 *
 * @param now the finish of the list without the change
 * @param then the finish with the change
 * @param days the number of days by which it is later, negative if earlier
 * @param nowBar the range without the change
 * @param thenBar the range with the change
 * @param addedPages pages a day that are read in the extra minutes, rounded
 * @param pagesPerHour the speed that was used to convert the minutes, rounded
 * @param ownSpeed whether that is the reader's own speed and not the assumed one
 * @param rows one part of the books in their new order
 * @param part the number of that part, from 0
 * @param total the number of books in all parts
 */
record WhatIfView(FinishView now, FinishView then, long days, Bar nowBar, Bar thenBar, long addedPages,
		long pagesPerHour, boolean ownSpeed, List<ChangedBook> rows, int part, int total) {

	/** The number of books in a part. */
	private static final int PART = 30;

	static WhatIfView of(Outcome outcome, int part) {
		LocalDate origin = outcome.now().origin();
		Quantiles today = outcome.now().forecast().wholeList();
		FinishView now = FinishView.of(origin, today);
		FinishView then = FinishView.of(origin, outcome.then());
		double axis = Math.clamp(Math.max(today.p90(), outcome.then().p90()), 1, FinishView.REACH);
		List<ChangedBook> rows = new ArrayList<>();
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

	/** Returns the place of the first book shown, from 1. */
	public int getFirst() {
		return this.part * PART + 1;
	}

	/** Returns the place of the last book shown. */
	public int getLast() {
		return this.part * PART + this.rows.size();
	}

	/** Returns whether other books follow. */
	public boolean isMore() {
		return (this.part + 1) * PART < this.total;
	}

	/** Returns the given entries without those of the books shown. */
	List<String> elsewhere(List<String> entries) {
		return entries.stream()
			.filter(entry -> this.rows.stream().noneMatch(row -> row.entry().toString().equals(entry)))
			.toList();
	}

	private static ChangedBook row(WhatIf.BookOutcome outcome, int place, LocalDate origin) {
		boolean counted = outcome.book().pageCount() != null && !outcome.dropped();
		Quantiles before = outcome.before();
		LocalDate after = counted ? Quantiles.date(origin, outcome.after().p50()) : null;
		LocalDate was = (before != null) ? Quantiles.date(origin, before.p50()) : null;
		return new ChangedBook(outcome.book().entry().value(), outcome.book().title(), outcome.book().author(),
				outcome.dropped(), place, after, (counted && was != null && !was.equals(after)) ? was : null);
	}

	/**
	 * A book of the changed list.
	 *
	 * @param entry the id of its entry
	 * @param title its title
	 * @param author its author
	 * @param dropped whether it is not read
	 * @param place its place in the new order, from 1
	 * @param day the day of its finish with the change; null if it is not read or its
	 * length is unknown
	 * @param was the day of its finish without the change; null if it is the same
	 */
	record ChangedBook(UUID entry, String title, String author, boolean dropped, int place, @Nullable LocalDate day,
			@Nullable LocalDate was) {
	}

	/**
	 * A range drawn on a calendar. All places are in per cent of its width.
	 *
	 * @param from the place at which the range begins
	 * @param middle the place of the median day
	 * @param to the place at which the range ends
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
