package pl.chronobook.transfer.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ImpossibleDatesException;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

/**
 * A book while its rows are being collected.
 */
final class BookDraft {

	private static final Duration LONGEST_SITTING = Duration.ofHours(12);

	private static final double FASTEST_PAGES_PER_HOUR = 300;

	private final String title;

	private final String author;

	private final @Nullable Isbn isbn;

	private final Map<LocalDate, ArchivedReading> readings = new LinkedHashMap<>();

	private final Map<Moment.Interval, SessionRecord> sessions = new LinkedHashMap<>();

	private @Nullable ArchivedReading openReading;

	private @Nullable PageCount pageCount;

	private @Nullable ReadingStatus status;

	private @Nullable Integer currentPage;

	private @Nullable Instant addedAt;

	private boolean shares;

	private @Nullable Instant removedAt;

	BookDraft(String title, String author, @Nullable Isbn isbn) {
		this.title = title;
		this.author = author;
		this.isbn = isbn;
	}

	boolean isPlaced() {
		return this.status != null;
	}

	/** Whether every row that spoke of it was refused. */
	boolean isEmpty() {
		return this.status == null && this.openReading == null && this.readings.isEmpty() && this.sessions.isEmpty();
	}

	void place(ReadingStatus status, @Nullable Integer currentPage) {
		this.status = status;
		this.currentPage = currentPage;
	}

	/** Says that it is not on the list any more. */
	void removedAt(@Nullable Instant removedAt) {
		this.removedAt = removedAt;
	}

	/** Says which page it is open at, where that is better known than by adding up. */
	void standsAt(int page) {
		this.currentPage = page;
	}

	void addedAt(@Nullable Instant addedAt) {
		this.addedAt = addedAt;
	}

	/** Says that its pages are a device's screens. */
	void countedInScreens() {
		this.shares = true;
	}

	/** Keeps the first length that is known. */
	void length(@Nullable PageCount pages) {
		this.pageCount = (this.pageCount != null) ? this.pageCount : pages;
	}

	@Nullable PageCount length() {
		return this.pageCount;
	}

	/**
	 * Adds a reading.
	 * @return false if one that ended on the same day is there
	 * @throws RejectedRowException if a second reading would be open
	 */
	boolean add(ArchivedReading reading) {
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
	 * @return false if one at the same time is there
	 */
	boolean add(SessionRecord session) {
		return this.sessions.putIfAbsent(new Moment.Interval(session.start(), session.end()), session) == null;
	}

	Collection<SessionRecord> sessions() {
		return this.sessions.values();
	}

	/** When the first sitting began. There must be one. */
	Instant begun() {
		return this.sessions.values().stream().map(SessionRecord::start).min(Comparator.naturalOrder()).orElseThrow();
	}

	/** When the last sitting ended. There must be one. */
	Instant lastRead() {
		return this.sessions.values().stream().map(SessionRecord::end).max(Comparator.naturalOrder()).orElseThrow();
	}

	double pagesRead() {
		return this.sessions.values().stream().mapToDouble(SessionRecord::pages).sum();
	}

	/**
	 * Takes the place and the one reading of this book from its sittings.
	 */
	void placeBySessions(ReadingStatus status, ZoneId zone) {
		place(status, null);
		LocalDate start = LocalDate.ofInstant(begun(), zone);
		LocalDate end = (status != ReadingStatus.READING) ? LocalDate.ofInstant(lastRead(), zone) : null;
		add(reading(start, end, status != ReadingStatus.ABANDONED));
	}

	static ArchivedReading reading(@Nullable LocalDate start, @Nullable LocalDate end, boolean completed) {
		return reading(start, end, completed, true);
	}

	static ArchivedReading reading(@Nullable LocalDate start, @Nullable LocalDate end, boolean completed,
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
	 * The book as it is known when all rows are read.
	 * @param now since when it is on the list if nothing older is known
	 */
	ImportedBook toBook(ZoneId zone, Instant now) {
		List<ArchivedReading> all = new ArrayList<>(this.readings.values());
		if (this.openReading != null) {
			all.add(this.openReading);
		}
		ReadingStatus place = (this.status != null) ? this.status : placeByReadings(all);
		return new ImportedBook(new NewBook(this.title, this.author, this.pageCount, this.isbn), place,
				currentPageIn(place), (this.addedAt != null) ? this.addedAt : oldest(all, zone, now), List.copyOf(all),
				List.copyOf(this.sessions.values()), this.shares, this.removedAt);
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

	static boolean isOdd(SessionRecord session) {
		return isLong(session) || isFast(session);
	}

	static boolean isLong(SessionRecord session) {
		return Duration.between(session.start(), session.end()).compareTo(LONGEST_SITTING) > 0;
	}

	static boolean isFast(SessionRecord session) {
		double hours = session.active().toMillis() / 3_600_000.0;
		return session.pages() > FASTEST_PAGES_PER_HOUR * hours;
	}

}
