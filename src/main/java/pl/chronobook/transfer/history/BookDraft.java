package pl.chronobook.transfer.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ImpossibleDatesException;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;

/**
 * A book while its rows are being collected.
 */
public final class BookDraft {

	private static final Duration LONGEST_SITTING = Duration.ofHours(12);

	private static final double FASTEST_PAGES_PER_HOUR = 300;

	private final String title;

	private final String author;

	private @Nullable Isbn isbn;

	private int line;

	private final Map<LocalDate, ArchivedReading> readings = new LinkedHashMap<>();

	private final Map<Moment.Interval, SessionRecord> sessions = new LinkedHashMap<>();

	private @Nullable ArchivedReading openReading;

	private @Nullable PageCount pageCount;

	private @Nullable ReadingStatus status;

	private @Nullable Integer currentPage;

	private @Nullable Instant addedAt;

	private boolean shares;

	private @Nullable Instant removedAt;

	private BookDetails details = BookDetails.NONE;

	private Opinion opinion = Opinion.NONE;

	private @Nullable AssumedLength assumed;

	public BookDraft(String title, String author, @Nullable Isbn isbn) {
		this.title = title;
		this.author = author;
		this.isbn = isbn;
	}

	public boolean hasStatus() {
		return this.status != null;
	}

	public boolean isBeingRead() {
		return this.status == ReadingStatus.READING;
	}

	/** Records the number of the first row of the book. */
	public void firstLine(int number) {
		this.line = (this.line == 0) ? number : this.line;
	}

	int line() {
		return this.line;
	}

	@Nullable Isbn isbn() {
		return this.isbn;
	}

	void dropIsbn() {
		this.isbn = null;
	}

	/** Returns title and author, by which books without an ISBN are compared. */
	String text() {
		return (this.title + '\n' + this.author).toLowerCase(Locale.ROOT);
	}

	boolean hasSimilarTitle(BookDraft other) {
		String mine = Titles.key(this.title);
		String theirs = Titles.key(other.title);
		return mine.startsWith(theirs) || theirs.startsWith(mine);
	}

	/** Returns whether all rows of the book were refused. */
	boolean isEmpty() {
		return this.status == null && this.openReading == null && this.readings.isEmpty() && this.sessions.isEmpty();
	}

	public void place(ReadingStatus status, @Nullable Integer currentPage) {
		this.status = status;
		this.currentPage = currentPage;
	}

	/** Marks the book as removed from the list. */
	public void removedAt(@Nullable Instant removedAt) {
		this.removedAt = removedAt;
	}

	/** Sets the current page, if it is known better than by adding up sessions. */
	public void currentPage(int page) {
		this.currentPage = page;
	}

	public void addedAt(@Nullable Instant addedAt) {
		this.addedAt = addedAt;
	}

	/** Marks its pages as a device's screens. */
	public void countedInScreens() {
		this.shares = true;
	}

	/** Sets the rating and the note, each unless there is one already. */
	public void opinion(Opinion other) {
		this.opinion = this.opinion.or(other);
	}

	/** Sets the length, unless one is known already. */
	public void length(@Nullable PageCount pages) {
		this.pageCount = (this.pageCount != null) ? this.pageCount : pages;
	}

	/** Sets the length that the book has on the list until one is known. */
	public void assume(AssumedLength length) {
		this.assumed = length;
	}

	/** Adds format, tags and series, where none were known. */
	public void details(BookDetails other) {
		this.details = this.details.or(other);
	}

	public @Nullable PageCount length() {
		return this.pageCount;
	}

	/**
	 * Adds a reading.
	 * @return false if there is one that ended on the same day
	 * @throws RejectedRowException if a second reading would be open
	 */
	public boolean add(ArchivedReading reading) {
		LocalDate end = reading.dates().end();
		if (end != null) {
			return this.readings.putIfAbsent(end, reading) == null;
		}
		if (this.openReading == null) {
			this.openReading = reading;
			return true;
		}
		if (this.openReading.equals(reading)) {
			return false;
		}
		throw new RejectedRowException(RowProblem.SECOND_OPEN_READING);
	}

	/**
	 * Adds a sitting.
	 * @return false if there is one at the same time
	 */
	public boolean add(SessionRecord session) {
		return this.sessions.putIfAbsent(new Moment.Interval(session.start(), session.end()), session) == null;
	}

	/**
	 * Resolves overlaps, so that shared time counts once: a sitting within an earlier one
	 * is removed, and one that begins before the earlier ended loses the shared part with
	 * its share of the pages.
	 * @return the number of sittings that were removed or shortened
	 */
	int joinOverlaps() {
		List<SessionRecord> ordered = this.sessions.values()
			.stream()
			.sorted(Comparator.comparing(SessionRecord::start)
				.thenComparing(SessionRecord::end, Comparator.reverseOrder()))
			.toList();
		this.sessions.clear();
		Instant covered = Instant.MIN;
		int changed = 0;
		for (SessionRecord session : ordered) {
			boolean overlaps = session.start().isBefore(covered);
			changed += overlaps ? 1 : 0;
			if (session.end().isAfter(covered)) {
				add(overlaps ? session.from(covered) : session);
				covered = session.end();
			}
		}
		return changed;
	}

	public Collection<SessionRecord> sessions() {
		return this.sessions.values();
	}

	/** Returns the beginning of the first sitting. There must be one. */
	public Instant begun() {
		return this.sessions.values().stream().map(SessionRecord::start).min(Comparator.naturalOrder()).orElseThrow();
	}

	/** Returns the end of the last sitting. There must be one. */
	public Instant lastRead() {
		return this.sessions.values().stream().map(SessionRecord::end).max(Comparator.naturalOrder()).orElseThrow();
	}

	public Duration timeRead() {
		return this.sessions.values().stream().map(SessionRecord::active).reduce(Duration.ZERO, Duration::plus);
	}

	public double pagesRead() {
		return this.sessions.values().stream().mapToDouble(SessionRecord::pages).sum();
	}

	/**
	 * Sets a status that was inferred from the sessions, and adds one reading that spans
	 * them.
	 */
	public void inferStatus(ReadingStatus status, ZoneId zone) {
		place(status, null);
		LocalDate start = LocalDate.ofInstant(begun(), zone);
		LocalDate end = (status != ReadingStatus.READING) ? LocalDate.ofInstant(lastRead(), zone) : null;
		add(reading(start, end, status != ReadingStatus.ABANDONED));
	}

	public static ArchivedReading reading(@Nullable LocalDate start, @Nullable LocalDate end, boolean completed) {
		return reading(start, end, completed, true);
	}

	public static ArchivedReading reading(@Nullable LocalDate start, @Nullable LocalDate end, boolean completed,
			boolean evidence) {
		try {
			return new ArchivedReading(new ReadingDates(start, end), completed || end == null, evidence);
		}
		catch (ImpossibleDatesException ex) {
			throw new RejectedRowException(switch (ex.reason()) {
				case MISSING -> RowProblem.NO_DATES;
				case END_BEFORE_START -> RowProblem.END_BEFORE_START;
				case TOO_EARLY -> RowProblem.TOO_EARLY;
				case IN_THE_FUTURE, ALREADY_THERE -> throw ex;
			});
		}
	}

	/**
	 * Returns the book after all rows were read.
	 * @param now the moment since which it is on the list if no earlier one is known
	 */
	ImportedBook toBook(ZoneId zone, Instant now) {
		List<ArchivedReading> all = new ArrayList<>(this.readings.values());
		if (this.openReading != null) {
			all.add(this.openReading);
		}
		ReadingStatus place = (this.status != null) ? this.status : placeByReadings(all);
		return new ImportedBook(new NewBook(this.title, this.author, this.pageCount, this.isbn), place,
				currentPageIn(place), (this.addedAt != null) ? this.addedAt : oldest(all, zone, now), List.copyOf(all),
				List.copyOf(this.sessions.values()), this.shares, this.removedAt, this.details, this.opinion,
				this.assumed);
	}

	private ReadingStatus placeByReadings(List<ArchivedReading> all) {
		if (this.openReading != null) {
			return ReadingStatus.READING;
		}
		if (all.stream().anyMatch(ArchivedReading::completed)) {
			return ReadingStatus.FINISHED;
		}
		return all.isEmpty() ? ReadingStatus.READING : ReadingStatus.ABANDONED;
	}

	private int currentPageIn(ReadingStatus place) {
		if (this.currentPage != null) {
			return this.currentPage;
		}
		int length = (this.pageCount != null) ? this.pageCount.value() : PageCount.MAX;
		if (place == ReadingStatus.FINISHED && this.pageCount != null) {
			return length;
		}
		return (place != ReadingStatus.TBR) ? (int) Math.min(Math.round(pagesRead()), length) : 0;
	}

	private Instant oldest(List<ArchivedReading> all, ZoneId zone, Instant now) {
		Instant oldest = this.sessions.isEmpty() ? now : begun();
		for (ArchivedReading reading : all) {
			LocalDate day = (reading.dates().start() != null) ? reading.dates().start() : reading.dates().end();
			if (day != null && day.isBefore(LocalDate.ofInstant(oldest, zone))) {
				oldest = day.atStartOfDay(zone).toInstant();
			}
		}
		return oldest;
	}

	public static boolean isOdd(SessionRecord session) {
		return isLong(session) || isFast(session);
	}

	public static boolean isLong(SessionRecord session) {
		return Duration.between(session.start(), session.end()).compareTo(LONGEST_SITTING) > 0;
	}

	public static boolean isFast(SessionRecord session) {
		double hours = session.active().toMillis() / 3_600_000.0;
		return session.pages() > FASTEST_PAGES_PER_HOUR * hours;
	}

}
