package pl.chronobook.reading.web;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.identity.Reader;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.domain.ReadingSession;

/**
 * Sessions, prepared for pages, the newest day first.
 *
 * @param days the sessions of each of the reader's days
 * @param more the id of the last of them if there are earlier sessions; else null
 */
record SessionsView(List<Day> days, @Nullable UUID more) {

	/**
	 * Groups sessions by day.
	 * @param sessions the newest first
	 * @param scales the scales by which places in the books are shown
	 * @param limit the most sessions on the page; further ones only show that there are
	 * more
	 */
	static SessionsView of(List<ReadingSession> sessions, Map<EntryId, Book> books, Map<EntryId, Progress.Scale> scales,
			Reader reader, int limit) {
		Map<LocalDate, List<Row>> days = new LinkedHashMap<>();
		List<ReadingSession> shown = sessions.subList(0, Math.min(limit, sessions.size()));
		for (ReadingSession session : shown) {
			days.computeIfAbsent(reader.dayOf(session.start()), day -> new ArrayList<>())
				.add(new Row(session.id().value(), books.get(session.entry()), session.start().atZone(reader.zone()),
						session.end().atZone(reader.zone()), rounded(session.active()), session,
						Objects.requireNonNull(scales.get(session.entry()))));
		}
		return new SessionsView(days.entrySet().stream().map(day -> new Day(day.getKey(), day.getValue())).toList(),
				(sessions.size() > limit) ? shown.getLast().id().value() : null);
	}

	/** The same sessions by week, the newest week first. */
	public List<Week> getWeeks() {
		Map<LocalDate, List<Row>> weeks = new LinkedHashMap<>();
		for (Day day : this.days) {
			weeks
				.computeIfAbsent(day.date().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
						monday -> new ArrayList<>())
				.addAll(day.rows());
		}
		return weeks.entrySet().stream().map(week -> new Week(week.getKey(), week.getValue())).toList();
	}

	/** A length of time as on a stopwatch: {@code 4:05} or {@code 1:02:03}. */
	static String clock(Duration time) {
		return (time.toHours() > 0)
				? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
				: "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
	}

	/** A length of time in whole minutes, at least one, as pages show it in words. */
	static Duration rounded(Duration time) {
		return Duration.ofMinutes(Math.max(1, Math.round(time.toSeconds() / 60.0)));
	}

	/** A number of pages without a needless fraction, with a decimal comma. */
	static String plain(double pages) {
		return (pages == Math.rint(pages)) ? String.valueOf((long) pages)
				: String.valueOf(Math.round(pages * 100) / 100.0).replace('.', ',');
	}

	/**
	 * The sessions of one day.
	 *
	 * @param date the day
	 * @param rows the newest first
	 */
	record Day(LocalDate date, List<Row> rows) {

		/** The time spent reading. */
		public Duration getTime() {
			return time(this.rows);
		}

		/** The pages read. */
		public long getPages() {
			return pages(this.rows);
		}

	}

	/**
	 * The sessions of one week.
	 *
	 * @param monday its first day
	 * @param rows the newest first
	 */
	record Week(LocalDate monday, List<Row> rows) {

		/** The last day of the week. */
		public LocalDate getSunday() {
			return this.monday.plusDays(6);
		}

		/** The time spent reading. */
		public Duration getTime() {
			return time(this.rows);
		}

		/** The pages read. */
		public long getPages() {
			return pages(this.rows);
		}

	}

	private static Duration time(List<Row> rows) {
		return rounded(rows.stream().map(row -> row.session.active()).reduce(Duration.ZERO, Duration::plus));
	}

	private static long pages(List<Row> rows) {
		return Math.round(rows.stream().mapToDouble(row -> row.session.pages()).sum());
	}

	/**
	 * A session.
	 *
	 * @param id the id of the session
	 * @param book its book; null on the book's own page
	 * @param start the time at which it began, in the reader's zone
	 * @param end the time at which it ended
	 * @param time the time spent reading, in whole minutes
	 * @param session everything else
	 * @param scale the scale by which places in the book are shown
	 */
	record Row(UUID id, @Nullable Book book, ZonedDateTime start, ZonedDateTime end, Duration time,
			ReadingSession session, Progress.Scale scale) {

		/** Returns whether places are times of a recording. */
		public boolean isAudio() {
			return this.scale.isAudio();
		}

		/** The pages or the times of a recording, from and to; null if unknown. */
		public @Nullable String getPlaces() {
			Integer from = this.session.fromPage();
			Integer to = this.session.toPage();
			return (from != null && to != null) ? this.scale.show(from) + "–" + this.scale.show(to) : null;
		}

		/** The number of pages, or the length of the recording that was heard. */
		public String getAmount() {
			return this.scale.showAmount(this.session.pages());
		}

		/**
		 * The pages read in an hour; null if there are none, if they took no time, or if
		 * the book has times.
		 */
		public @Nullable Long getPace() {
			long seconds = this.session.active().toSeconds();
			return (!this.scale.isAudio() && this.session.pages() > 0 && seconds > 0)
					? Math.round(this.session.pages() * 3600 / seconds) : null;
		}

	}

}
