package pl.chronobook.sync.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.DeviceReading.EstimatedSession;

/**
 * Estimates sessions from the progress reports of one book.
 * <p>
 * Only progress beyond the furthest place counts as reading; going back does not. Reports
 * at most half an hour apart belong to one sitting. The time before its first report is
 * estimated by a usual pace. A leap faster than anybody reads moves the place and adds no
 * pages.
 * <p>
 * A device that was offline sends one undated report for each day, all at once. Such
 * reports are spread evenly over the time since the previous report. The same applies to
 * a single report after several days that has more pages than a sitting.
 */
final class ProgressEstimator {

	private static final Duration PAUSE = Duration.ofMinutes(30);

	/**
	 * The longest interval between reports that are sent all at once; online devices send
	 * reports at least 25 seconds apart.
	 */
	private static final Duration BURST = Duration.ofSeconds(20);

	private static final Duration OFFLINE = Duration.ofDays(1);

	private static final Duration PER_PAGE = Duration.ofSeconds(90);

	private static final Duration LONGEST_GUESS = Duration.ofHours(4);

	/**
	 * The share from which a book counts as finished: the last percent of a file is notes
	 * and advertisements.
	 */
	private static final double END = 0.99;

	private static final int FASTEST_PAGES_PER_MINUTE = 4;

	/**
	 * The largest first report that counts as reading; a larger one means that the book
	 * was begun before.
	 */
	private static final double FIRST_REPORT = 0.1;

	private final int pageCount;

	private double furthest;

	private @Nullable Instant last;

	private boolean first;

	/**
	 * Creates an estimator that continues after earlier reports.
	 * @param pageCount pages of the book
	 * @param furthest the share that is read, 0 to 1
	 * @param last the moment of the previous report; null if there was none
	 */
	ProgressEstimator(int pageCount, double furthest, @Nullable Instant last) {
		this.pageCount = pageCount;
		this.furthest = furthest;
		this.last = last;
		this.first = last == null;
	}

	double furthest() {
		return this.furthest;
	}

	@Nullable Instant last() {
		return this.last;
	}

	int page() {
		return pageAt(this.furthest);
	}

	/** Moves the furthest place to a page that was read without the device. */
	void reach(int page) {
		this.furthest = Math.clamp(Math.max(this.furthest, (double) page / this.pageCount), 0.0, 1.0);
	}

	/** Divides reports, in order of arrival, at pauses in reading. */
	static List<List<Report>> groups(List<Report> reports) {
		List<List<Report>> groups = new ArrayList<>();
		Instant before = Instant.MIN;
		for (Report report : reports) {
			if (groups.isEmpty() || report.at().isAfter(before.plus(PAUSE))) {
				groups.add(new ArrayList<>());
			}
			groups.getLast().add(report);
			before = report.at();
		}
		return groups;
	}

	/** Estimates the sessions of a group, in order of time. */
	List<EstimatedSession> sessions(List<Report> group) {
		List<EstimatedSession> sessions = new ArrayList<>();
		for (Report report : spread(group)) {
			Duration elapsed = (this.last != null) ? Duration.between(this.last, report.at()) : null;
			int from = page();
			int to = pageAt(Math.max(this.furthest, report.percentage()));
			if (to > from && !isLeap(report, to - from, elapsed)) {
				add(sessions, from, to, report.at(), elapsed);
			}
			this.furthest = Math.max(this.furthest, report.percentage());
			this.last = report.at();
			this.first = false;
		}
		return sessions;
	}

	private void add(List<EstimatedSession> sessions, int from, int to, Instant at, @Nullable Duration elapsed) {
		EstimatedSession before = sessions.isEmpty() ? null : sessions.getLast();
		if (before != null && before.toPage() == from && elapsed != null && elapsed.compareTo(PAUSE) <= 0) {
			sessions.set(sessions.size() - 1,
					new EstimatedSession(before.start(), at, before.since(), before.fromPage(), to));
			return;
		}
		int days = (elapsed != null) ? Math.clamp(elapsed.toDays(), 1, sittingsOf(to - from)) : 1;
		Duration part = (elapsed != null) ? elapsed.dividedBy(days) : Duration.ZERO;
		int begun = from;
		for (int day = 1; day <= days; day++) {
			int reached = from + (int) Math.round((double) (to - from) * day / days);
			addSitting(sessions, begun, reached, at.minus(part.multipliedBy((long) days - day)),
					(elapsed != null) ? part : null);
			begun = reached;
		}
	}

	private static void addSitting(List<EstimatedSession> sessions, int from, int to, Instant end,
			@Nullable Duration elapsed) {
		Duration guess = min(PER_PAGE.multipliedBy((long) to - from), LONGEST_GUESS);
		Duration length = (elapsed != null) ? min(guess, elapsed) : guess;
		if (length.isPositive()) {
			Instant start = end.minus(length);
			sessions.add(new EstimatedSession(start, end, (elapsed != null) ? end.minus(elapsed) : start, from, to));
		}
	}

	/** Returns the number of sittings that a number of pages takes. */
	private static int sittingsOf(int pages) {
		long seconds = PER_PAGE.toSeconds() * pages;
		return Math.toIntExact(Math.ceilDiv(seconds, LONGEST_GUESS.toSeconds()));
	}

	private boolean isLeap(Report report, int pages, @Nullable Duration elapsed) {
		if (this.first && report.percentage() - this.furthest > FIRST_REPORT) {
			return true;
		}
		return elapsed != null && pages > 5 + FASTEST_PAGES_PER_MINUTE * elapsed.toMinutes();
	}

	private List<Report> spread(List<Report> group) {
		int burst = 1;
		while (burst < group.size()
				&& Duration.between(group.get(burst - 1).at(), group.get(burst).at()).compareTo(BURST) < 0) {
			burst++;
		}
		Instant since = this.last;
		if (burst == 1 || since == null || Duration.between(since, group.getFirst().at()).compareTo(OFFLINE) <= 0) {
			return group;
		}
		Duration part = Duration.between(since, group.get(burst - 1).at()).dividedBy(burst);
		List<Report> spread = new ArrayList<>(group);
		for (int i = 0; i < burst - 1; i++) {
			spread.set(i,
					new Report(group.get(i).id(), group.get(i).percentage(), since.plus(part.multipliedBy(i + 1L))));
		}
		return spread;
	}

	private int pageAt(double share) {
		return (share >= END) ? this.pageCount : (int) Math.round(share * this.pageCount);
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

	/**
	 * A progress report.
	 *
	 * @param id rises with each report
	 * @param percentage the share that is read, 0 to 1
	 * @param at the moment of its arrival
	 */
	record Report(long id, double percentage, Instant at) {
	}

}
