package pl.chronobook.forecast.model.history;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Pages read on each calendar day from the first session to the day before the origin.
 */
public final class DailyPages {

	/**
	 * Older days are ignored: they carry no information on the drift of the pace, and
	 * hardly any on its mean.
	 */
	public static final int MAX_DAYS = 3653;

	private static final int WEEK = 7;

	private static final int MIN_PATTERN_DAYS = 56;

	private static final int MIN_PATTERN_ACTIVE_DAYS = 20;

	private final long firstDay;

	private final double[] pages;

	private DailyPages(long firstDay, double[] pages) {
		this.firstDay = firstDay;
		this.pages = pages;
	}

	/**
	 * Spreads sessions, and books read without sessions, over the calendar days.
	 * @param sessions at least one, all before the origin, sorted by start
	 * @param books books finished before the origin, sorted by day
	 */
	public static DailyPages of(List<Session> sessions, List<FinishedBook> books, LocalDate origin) {
		long end = origin.toEpochDay();
		long first = Math.max(end - MAX_DAYS, sessions.getFirst().start().toLocalDate().toEpochDay());
		DailyPages daily = new DailyPages(first, new double[Math.toIntExact(end - first)]);
		sessions.forEach(daily::add);
		daily.addBooksReadWithoutSessions(books);
		return daily;
	}

	public long firstDay() {
		return firstDay;
	}

	public int days() {
		return pages.length;
	}

	public double pages(int day) {
		return pages[day];
	}

	public double total() {
		return sum(0, pages.length);
	}

	public double sum(int from, int to) {
		double sum = 0;
		for (int day = from; day < to; day++) {
			sum += pages[day];
		}
		return sum;
	}

	/** Returns true if the history is long enough to tell weekends from weekdays. */
	public boolean hasPattern() {
		return days() >= MIN_PATTERN_DAYS && activeDays() >= MIN_PATTERN_ACTIVE_DAYS;
	}

	public int activeDays() {
		int active = 0;
		for (double read : pages) {
			if (read > 0) {
				active++;
			}
		}
		return active;
	}

	/**
	 * Returns the dispersion of a day's pages, the ratio of their variance to their mean,
	 * pooled over the weeks before the origin. It is shrunk towards {@code prior}, which
	 * weighs as much as {@code 4 * prior} pages.
	 */
	public double dispersion(double prior) {
		double weight = 4 * prior;
		double squares = prior * weight;
		double sum = weight;
		for (int end = pages.length; end > 1; end -= WEEK) {
			int start = Math.max(0, end - WEEK);
			double read = sum(start, end);
			double mean = read / (end - start);
			sum += read;
			if (end - start > 1) {
				double deviation = 0;
				for (int day = start; day < end; day++) {
					deviation += (pages[day] - mean) * (pages[day] - mean);
				}
				squares += deviation * (end - start) / (end - start - 1);
			}
		}
		return squares / sum;
	}

	/**
	 * The weekly pattern of the pages; flat while the history is too short for one.
	 * @param usualDispersion the dispersion of readers in general, towards which the
	 * reader's own is shrunk
	 */
	public WeeklyPattern pattern(double usualDispersion) {
		return hasPattern() ? estimatePattern(dispersion(usualDispersion)) : WeeklyPattern.FLAT;
	}

	private WeeklyPattern estimatePattern(double dispersion) {
		double weekend = 0;
		double all = 0;
		for (int end = pages.length; end >= WEEK; end -= WEEK) {
			for (int day = end - WEEK; day < end; day++) {
				all += pages[day];
				if (WeeklyPattern.isWeekend(firstDay + day)) {
					weekend += pages[day];
				}
			}
		}
		return WeeklyPattern.estimate(weekend, all, dispersion);
	}

	/** A session across midnight is split by time. */
	private void add(Session session) {
		long last = session.end().toLocalDate().toEpochDay() - firstDay;
		long first = session.start().toLocalDate().toEpochDay() - firstDay;
		if (first == last && first >= 0) {
			pages[(int) first] += session.pages();
			return;
		}
		double seconds = session.seconds();
		for (long day = Math.max(0, first); day <= last; day++) {
			LocalDateTime midnight = LocalDate.ofEpochDay(firstDay + day).atStartOfDay();
			LocalDateTime nextMidnight = midnight.plusDays(1);
			LocalDateTime begin = session.start().isAfter(midnight) ? session.start() : midnight;
			LocalDateTime end = nextMidnight.isBefore(session.end()) ? nextMidnight : session.end();
			pages[(int) day] += session.pages() * Session.seconds(begin, end) / seconds;
		}
	}

	/**
	 * Adds the pages of finished books that were not timed. A book counts as not timed if
	 * the sessions of its days hold less than half of its pages; the missing pages are
	 * spread evenly over those days.
	 */
	private void addBooksReadWithoutSessions(List<FinishedBook> books) {
		@Nullable LocalDate previous = null;
		for (FinishedBook book : books) {
			LocalDate start = start(book, previous);
			previous = book.finished();
			int from = (int) Math.max(0, start.toEpochDay() - firstDay);
			int to = (int) (book.finished().toEpochDay() - firstDay) + 1;
			if (from < to) {
				double share = (to - from) / (book.finished().toEpochDay() - start.toEpochDay() + 1.0);
				double missing = book.pages() * share - sum(from, to);
				if (missing > book.pages() * share / 2) {
					for (int day = from; day < to; day++) {
						pages[day] += missing / (to - from);
					}
				}
			}
		}
	}

	private static LocalDate start(FinishedBook book, @Nullable LocalDate previous) {
		LocalDate started = book.started();
		if (started != null) {
			return started;
		}
		return previous != null && previous.isBefore(book.finished()) ? previous.plusDays(1) : book.finished();
	}

}
