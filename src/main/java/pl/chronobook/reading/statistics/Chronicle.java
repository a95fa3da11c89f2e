package pl.chronobook.reading.statistics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.EntryId;

/**
 * The reading of a reader, day by day, with a closer look at one span of days. All days
 * are the reader's own, and a session belongs wholly to the day on which it began.
 * <p>
 * The pages of a finished reading count once. First come its sessions, on the days of the
 * reading; the pages that they do not cover are estimated and spread evenly over those
 * days, unless they are less than a tenth of the book, because few readers read covers
 * and notes. Without a first day, or without a length, a book counts as finished and
 * nothing more.
 *
 * @param today the reader's day
 * @param from first day of the span
 * @param to last day of the span
 * @param days the days with reading, in order
 * @param finished every finished reading whose last day is known, in order of that day
 * @param undated the number of books that were finished on an unknown day
 * @param hours seconds of the span's sessions by the hour, 0 to 23, in which they began
 * @param books the books with sessions in the span, the last one read first
 * @param shelf the books that were read or finished in the span
 */
public record Chronicle(LocalDate today, LocalDate from, LocalDate to, NavigableMap<LocalDate, Tally> days,
		List<Finished> finished, int undated, SortedMap<Integer, Long> hours, List<BookTally> books,
		Map<BookId, Book> shelf) {

	public boolean isEmpty() {
		return this.days.isEmpty() && this.finished.isEmpty() && this.undated == 0;
	}

	/** The years in which something was read or finished, in order. */
	public NavigableSet<Integer> years() {
		NavigableSet<Integer> years = new TreeSet<>();
		LocalDate day = this.days.isEmpty() ? null : this.days.firstKey();
		while (day != null) {
			years.add(day.getYear());
			day = this.days.ceilingKey(LocalDate.of(day.getYear() + 1, 1, 1));
		}
		this.finished.forEach(reading -> years.add(reading.end().getYear()));
		return years;
	}

	/** The reading from one day to another, both included. */
	public Tally total(LocalDate first, LocalDate last) {
		return between(first, last).values().stream().reduce(Tally.NONE, Tally::plus);
	}

	/** The number of days with sessions from one day to another, both included. */
	public long daysRead(LocalDate first, LocalDate last) {
		return between(first, last).values().stream().filter(day -> day.sessions() > 0).count();
	}

	/** The readings finished from one day to another, both included. */
	public List<Finished> finished(LocalDate first, LocalDate last) {
		return this.finished.stream()
			.filter(reading -> !reading.end().isBefore(first) && !reading.end().isAfter(last))
			.toList();
	}

	/**
	 * Stretches of equal kind in a row, those without reading too.
	 * @param start the first day of the first stretch
	 * @param count their number
	 */
	public List<Stretch> stretches(Period by, LocalDate start, int count) {
		Map<LocalDate, Tally> tallies = new HashMap<>();
		between(start, by.step(start, count).minusDays(1))
			.forEach((day, tally) -> tallies.merge(by.startOf(day), tally, Tally::plus));
		List<Stretch> stretches = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			LocalDate first = by.step(start, i);
			stretches.add(new Stretch(first, by.endOf(first), tallies.getOrDefault(first, Tally.NONE)));
		}
		return stretches;
	}

	/**
	 * The reading of the span by the day of the week; days without reading are left out.
	 */
	public Map<DayOfWeek, Tally> weekdays() {
		Map<DayOfWeek, Tally> weekdays = new EnumMap<>(DayOfWeek.class);
		between(this.from, this.to).forEach((day, tally) -> weekdays.merge(day.getDayOfWeek(), tally, Tally::plus));
		return weekdays;
	}

	/**
	 * The stretches in a row with reading. Days count by their sessions alone, because
	 * estimated pages say nothing of a single day; weeks and months by both.
	 * @param first the day from which to look
	 * @param last the day up to which to look
	 */
	public Streak streak(Period by, LocalDate first, LocalDate last) {
		int longest = 0;
		int length = 0;
		LocalDate end = null;
		LocalDate longestEnd = null;
		for (Map.Entry<LocalDate, Tally> day : between(first, last).entrySet()) {
			LocalDate start = by.startOf(day.getKey());
			if ((by == Period.DAY && day.getValue().sessions() == 0) || start.equals(end)) {
				continue;
			}
			length = (end != null && by.between(end, start) == 1) ? length + 1 : 1;
			end = start;
			if (length > longest) {
				longest = length;
				longestEnd = by.endOf(end);
			}
		}
		boolean goesOn = end != null && by.between(end, by.startOf(this.today)) <= 1;
		return new Streak(goesOn ? length : 0, longest, longestEnd);
	}

	/**
	 * The book of a reading in the span.
	 */
	public Book book(BookId id) {
		return Objects.requireNonNull(this.shelf.get(id));
	}

	private NavigableMap<LocalDate, Tally> between(LocalDate first, LocalDate last) {
		return this.days.subMap(first, true, last, true);
	}

	/**
	 * Some days in a row.
	 *
	 * @param from the first of them
	 * @param to the last of them
	 * @param tally the reading on them
	 */
	public record Stretch(LocalDate from, LocalDate to, Tally tally) {
	}

	/**
	 * Days, weeks or months in a row with reading.
	 *
	 * @param current the length of the present streak; the present stretch may still be
	 * without reading
	 * @param longest the length of the longest streak
	 * @param longestEnd the last day of the longest; null if there is none
	 */
	public record Streak(int current, int longest, @Nullable LocalDate longestEnd) {
	}

	/**
	 * A book read to the end.
	 *
	 * @param entry its place on the list
	 * @param book the book
	 * @param pages its length; null if unknown
	 * @param start the first day; null if the reader does not remember
	 * @param end the last day
	 */
	public record Finished(EntryId entry, BookId book, @Nullable Integer pages, @Nullable LocalDate start,
			LocalDate end) {
	}

	/**
	 * The sessions of a book in the span.
	 *
	 * @param entry its place on the list
	 * @param book the book
	 * @param length its pages; null if unknown
	 * @param format its format; null if the reader has not said
	 * @param audioMinutes the length of the recording; null if it is no audiobook, or the
	 * length is unknown
	 * @param tally the reading of it
	 * @param last the day of its last session
	 */
	public record BookTally(EntryId entry, BookId book, @Nullable Integer length, @Nullable Format format,
			@Nullable Integer audioMinutes, Tally tally, LocalDate last) {

		BookTally plus(BookTally other) {
			return new BookTally(this.entry, this.book, this.length, this.format, this.audioMinutes,
					this.tally.plus(other.tally), this.last.isAfter(other.last) ? this.last : other.last);
		}

		/**
		 * The seconds of the recording that were heard; empty if its length is unknown,
		 * or this is no audiobook.
		 */
		public OptionalDouble heardSeconds() {
			return (this.length != null && this.audioMinutes != null)
					? OptionalDouble.of(this.tally.pages() * this.audioMinutes * 60 / this.length)
					: OptionalDouble.empty();
		}

	}

}
