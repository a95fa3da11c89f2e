package pl.chronobook.reading.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.Series;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Audio;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleDatesException;
import pl.chronobook.reading.ImpossibleDatesException.Reason;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

/**
 * A book on a reader's list: its position, how far it is read, and when it was read.
 */
@Entity
@Table(name = "user_tbr_list")
public class ListEntry {

	private static final Comparator<ReadThrough> NEWEST_FIRST = Comparator.comparing(ListEntry::lastDay,
			Comparator.reverseOrder());

	/** Two records that end at most this many days apart may be the same reading. */
	private static final long SAME_READING_DAYS = 7;

	@Id
	@Column(name = "tbr_id")
	private UUID id;

	@Column(name = "user_id")
	private UUID userId;

	@Column(name = "book_id")
	private UUID bookId;

	@Enumerated(EnumType.STRING)
	private ReadingStatus status = ReadingStatus.TBR;

	@OptimisticLock(excluded = true)
	private int position;

	private @Nullable Integer pageCount;

	private int currentPage;

	private int pageMark;

	private @Nullable Instant markedAt;

	private Instant addedAt;

	private @Nullable Instant removedAt;

	@Enumerated(EnumType.STRING)
	private BookDetails.@Nullable Format format;

	private boolean owned;

	@JdbcTypeCode(SqlTypes.ARRAY)
	private List<String> tags = new ArrayList<>();

	private @Nullable String series;

	private @Nullable Integer seriesVolume;

	private @Nullable Integer audioMinutes;

	private @Nullable Integer audioSpeed;

	@Version
	private @Nullable Long version;

	@OneToMany(mappedBy = "entry", cascade = CascadeType.ALL, orphanRemoval = true)
	@BatchSize(size = 500)
	private List<ReadThrough> readThroughs = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	protected ListEntry() {
	}

	public ListEntry(ReaderId reader, BookId book, @Nullable PageCount pageCount, int position, Instant addedAt) {
		this.id = Ids.next();
		this.userId = reader.value();
		this.bookId = book.value();
		this.pageCount = (pageCount != null) ? pageCount.value() : null;
		this.position = position;
		this.addedAt = addedAt;
	}

	public EntryId id() {
		return new EntryId(this.id);
	}

	public ReaderId reader() {
		return new ReaderId(this.userId);
	}

	public BookId book() {
		return new BookId(this.bookId);
	}

	public ReadingStatus status() {
		return this.status;
	}

	public int position() {
		return this.position;
	}

	/** Returns the details that the reader has given. */
	public BookDetails details() {
		return new BookDetails(this.format, this.owned, this.tags,
				(this.series != null) ? new Series(this.series, this.seriesVolume) : null,
				(this.audioMinutes != null && this.audioSpeed != null) ? new Audio(this.audioMinutes, this.audioSpeed)
						: null);
	}

	/** Replaces the details that the reader has given. */
	public void describe(BookDetails details) {
		this.format = details.format();
		this.owned = details.owned();
		if (!this.tags.equals(details.tags())) {
			this.tags = new ArrayList<>(details.tags());
		}
		this.series = details.seriesName();
		this.seriesVolume = details.volume();
		this.audioMinutes = details.audioMinutes();
		this.audioSpeed = details.audioSpeed();
	}

	/** Pages of this reader's edition; null if unknown. */
	public @Nullable Integer pageCount() {
		return this.pageCount;
	}

	/** The last page read, 0 before the first. */
	public int currentPage() {
		return this.currentPage;
	}

	/** Returns whether its last page is read; false if the length is unknown. */
	public boolean isReadToEnd() {
		return this.pageCount != null && this.currentPage >= this.pageCount;
	}

	/** The share that is read, in whole per cent; 0 if the length is unknown. */
	public int percent() {
		return (this.pageCount != null) ? (int) (100L * this.currentPage / this.pageCount) : 0;
	}

	public Instant addedAt() {
		return this.addedAt;
	}

	public Optional<Instant> removedAt() {
		return Optional.ofNullable(this.removedAt);
	}

	public boolean isRemoved() {
		return this.removedAt != null;
	}

	/** Rises with every change; a form that was filled in for an older one is refused. */
	public long version() {
		return (this.version != null) ? this.version : 0;
	}

	/** The readings of this book, the newest first. */
	public List<ReadThrough> readThroughs() {
		return this.readThroughs.stream().sorted(NEWEST_FIRST).toList();
	}

	public Optional<ReadThrough> openReadThrough() {
		return this.readThroughs.stream().filter(ReadThrough::isOpen).findFirst();
	}

	/** The last day of the newest finished reading. */
	public Optional<LocalDate> finishedOn() {
		return readThroughs().stream()
			.filter(ReadThrough::isCompleted)
			.map(reading -> reading.dates().end())
			.filter(Objects::nonNull)
			.findFirst();
	}

	/**
	 * Begins a reading, or a re-reading. A book that is being read stays as it is.
	 * @param at the moment from which the current page of a re-reading is 0
	 */
	void start(LocalDate on, Instant at) {
		if (this.status == ReadingStatus.READING) {
			return;
		}
		if (this.status == ReadingStatus.FINISHED) {
			mark(0, (this.markedAt != null && this.markedAt.isAfter(at)) ? this.markedAt : at);
		}
		this.status = ReadingStatus.READING;
		if (openReadThrough().isEmpty()) {
			addReadThrough(new ReadingDates(on, null), true, true);
		}
	}

	/**
	 * Records that a session took place on a day. A waiting book is begun on that day, a
	 * finished one is begun again, and the first day of a reading is moved back to its
	 * first session.
	 * @param at the time at which the session began
	 */
	void readOn(LocalDate day, Instant at) {
		if (this.status != ReadingStatus.ABANDONED && isBegunBySittingOn(day)) {
			start(day, at);
		}
		openReadThrough().filter(reading -> {
			LocalDate start = reading.dates().start();
			return start != null && day.isBefore(start) && !finishedSince(day);
		}).ifPresent(reading -> reading.change(new ReadingDates(day, null)));
	}

	/**
	 * Tells whether a session on a day begins the book: it waits, it was finished before
	 * that day, or it was not given up after it.
	 */
	boolean isBegunBySittingOn(LocalDate day) {
		return switch (this.status) {
			case TBR -> true;
			case READING -> false;
			case FINISHED -> finishedOn().map(day::isAfter).orElse(false);
			case ABANDONED -> !finishedSince(day.plusDays(1));
		};
	}

	private boolean finishedSince(LocalDate day) {
		return this.readThroughs.stream()
			.map(reading -> reading.dates().end())
			.anyMatch(end -> end != null && !end.isBefore(day));
	}

	/**
	 * The page that was last set on the list, not by a session; empty if none ever was.
	 */
	public Optional<PageMark> mark() {
		return Optional.ofNullable(this.markedAt).map(at -> new PageMark(this.pageMark, at));
	}

	/**
	 * Updates the current page after a session was added, changed or removed: the newest
	 * record counts, whether that is a page set on the list or the end of a session.
	 * @param lastSession where the newest session with a known page ended; null without
	 * one
	 */
	void settle(@Nullable PageMark lastSession) {
		if (this.status == ReadingStatus.FINISHED) {
			return;
		}
		int page = this.pageMark;
		if (lastSession != null && (this.markedAt == null || !lastSession.at().isBefore(this.markedAt))) {
			page = lastSession.page();
		}
		this.currentPage = Math.min(page, (this.pageCount != null) ? this.pageCount : PageCount.MAX);
	}

	private void mark(int page, Instant at) {
		this.pageMark = page;
		this.markedAt = at;
		this.currentPage = page;
	}

	/**
	 * Finishes the open reading, or records a finished reading without a known start.
	 * @param start the first day; null keeps what is known
	 * @throws ImpossibleDatesException if the dates make no sense or the book was
	 * finished on that day already
	 */
	void finish(@Nullable LocalDate start, LocalDate on, Instant at) {
		Optional<ReadThrough> open = openReadThrough();
		Optional<ReadThrough> givenUpToday = this.readThroughs.stream()
			.filter(reading -> !reading.isCompleted() && on.equals(reading.dates().end()))
			.findFirst();
		Optional<ReadThrough> finished = givenUpToday.or(() -> open);
		LocalDate begun = (start != null) ? start : finished.map(reading -> reading.dates().start()).orElse(null);
		ReadingDates dates = new ReadingDates(begun, on);
		refuseTwin(finished.orElse(null), dates);
		if (givenUpToday.isPresent()) {
			this.readThroughs.removeIf(ReadThrough::isOpen);
		}
		finished.ifPresentOrElse(reading -> reading.complete(dates), () -> addReadThrough(dates, true, true));
		this.status = ReadingStatus.FINISHED;
		reachTheEnd(at);
	}

	/**
	 * Undoes the newest finish. The book becomes what it was before: read up to a page,
	 * or waiting if it had never been begun.
	 */
	void reopen(ReadingStatus before, int page, Instant at) {
		if (this.status != ReadingStatus.FINISHED) {
			return;
		}
		readThroughs().stream().filter(ReadThrough::isCompleted).findFirst().ifPresent(reading -> {
			LocalDate start = reading.dates().start();
			this.readThroughs.remove(reading);
			if (before == ReadingStatus.READING) {
				addReadThrough(new ReadingDates((start != null) ? start : reading.dates().end(), null), true, true);
			}
		});
		this.status = before;
		mark((this.pageCount != null) ? Math.min(page, this.pageCount) : page, at);
	}

	private void reachTheEnd(Instant at) {
		mark((this.pageCount != null) ? this.pageCount : this.currentPage, at);
	}

	/**
	 * Abandons the book; the current page stays. A reading that was begun and abandoned
	 * on the day on which another one ended is deleted.
	 */
	void abandon(LocalDate on) {
		openReadThrough().ifPresent(reading -> {
			LocalDate start = reading.dates().start();
			LocalDate end = (start != null && start.isAfter(on)) ? start : on;
			if (hasNoTwin(reading, new ReadingDates(start, end))) {
				reading.giveUp(end);
			}
			else {
				this.readThroughs.remove(reading);
			}
		});
		this.status = ReadingStatus.ABANDONED;
	}

	/**
	 * Puts the book back among those to be read. The open reading is deleted; finished
	 * ones stay.
	 */
	void putBack(Instant at) {
		this.readThroughs.removeIf(ReadThrough::isOpen);
		this.status = ReadingStatus.TBR;
		if (this.pageCount != null && this.currentPage >= this.pageCount) {
			mark(0, at);
		}
	}

	/**
	 * Sets the current page; a waiting book is started.
	 * @throws IllegalArgumentException if the page is not in the book
	 */
	void moveTo(int page, LocalDate on, Instant at) {
		if (page < 0 || page > ((this.pageCount != null) ? this.pageCount : PageCount.MAX)) {
			throw new IllegalArgumentException("No page %d in a book of %s".formatted(page, this.pageCount));
		}
		if (page > 0 && this.status != ReadingStatus.READING) {
			start(on, at);
		}
		mark(page, at);
	}

	/** Corrects the length; the current page never lies beyond the last. */
	void correctPageCount(PageCount pages) {
		boolean atTheEnd = this.status == ReadingStatus.FINISHED;
		this.pageCount = pages.value();
		this.pageMark = atTheEnd ? pages.value() : Math.min(this.pageMark, pages.value());
		this.currentPage = atTheEnd ? pages.value() : Math.min(this.currentPage, pages.value());
	}

	/**
	 * Changes to another edition. The share that is read stays the same, but rounding
	 * never moves the current page to 0 or to the last page.
	 * @param pages its length; null if unknown
	 */
	void changeEdition(@Nullable PageCount pages, Instant at) {
		Integer former = this.pageCount;
		if (pages == null) {
			this.pageCount = null;
			return;
		}
		this.pageCount = pages.value();
		int page = Math.min(this.currentPage, pages.value());
		if (this.status == ReadingStatus.FINISHED) {
			page = pages.value();
		}
		else if (former != null && this.currentPage > 0) {
			long share = Math.round((double) this.currentPage * pages.value() / former);
			int last = (this.currentPage < former) ? pages.value() - 1 : pages.value();
			page = (int) Math.min(Math.max(1, share), Math.max(1, last));
		}
		if (page != this.currentPage) {
			mark(page, (this.markedAt != null && this.markedAt.isAfter(at)) ? this.markedAt : at);
		}
	}

	/**
	 * Adds a reading, past or still open.
	 * @throws ImpossibleDatesException if it is there already, or a second one would be
	 * open
	 */
	void record(ReadingDates dates, boolean completed, Instant at) {
		refuseTwin(null, dates);
		addReadThrough(dates, completed, true);
		followReadThroughs(at);
	}

	/**
	 * Changes the dates of a reading.
	 * @throws ImpossibleDatesException if the changed reading is there already
	 */
	void change(ReadThrough reading, ReadingDates dates, Instant at) {
		refuseTwin(reading, dates);
		reading.change(dates);
		followReadThroughs(at);
	}

	void forget(ReadThrough reading, Instant at) {
		this.readThroughs.remove(reading);
		followReadThroughs(at);
	}

	Optional<ReadThrough> readThrough(UUID readThroughId) {
		return this.readThroughs.stream().filter(reading -> reading.id().equals(readThroughId)).findFirst();
	}

	public void remove(Instant at) {
		this.removedAt = at;
	}

	void restore() {
		this.removedAt = null;
	}

	void place(int position) {
		this.position = position;
	}

	/** The length, if it is known. */
	public @Nullable PageCount length() {
		return (this.pageCount != null) ? new PageCount(this.pageCount) : null;
	}

	/**
	 * Fills the gaps of this entry from another record of the same book. An entry that
	 * the reader has not changed yet also takes status and page.
	 */
	public FilledGaps fillGaps(ArchivedBook other, Instant at) {
		boolean returned = this.removedAt != null && other.removedAt() == null;
		if (returned) {
			this.removedAt = null;
		}
		boolean lengthLearned = this.pageCount == null && other.pageCount() != null
				&& other.pageCount().value() >= this.currentPage;
		if (lengthLearned) {
			this.pageCount = Objects.requireNonNull(other.pageCount()).value();
		}
		BookDetails former = details();
		BookDetails complete = former.or(other.details());
		describe(complete);
		boolean untouched = this.status == ReadingStatus.TBR && this.currentPage == 0 && this.readThroughs.isEmpty();
		List<ReadThrough> before = List.copyOf(this.readThroughs);
		List<ReadThrough> added = new ArrayList<>();
		List<ReadThrough> completed = new ArrayList<>();
		for (ArchivedReading reading : other.readings()) {
			Optional<ReadThrough> same = before.stream().filter(known -> isSame(known, reading)).findFirst();
			if (same.isPresent()) {
				if (isFree(same.get(), reading) && same.get().learn(reading.dates(), reading.evidence())) {
					completed.add(same.get());
				}
			}
			else if (hasNoTwin(null, reading.dates()) && (untouched || reading.dates().end() != null)) {
				added.add(addReadThrough(reading.dates(), reading.completed(), reading.evidence()));
			}
		}
		if (untouched) {
			this.status = other.status();
			int page = Math.min(other.currentPage(), (this.pageCount != null) ? this.pageCount : PageCount.MAX);
			if (page != this.currentPage) {
				mark(page, other.sessions().stream().map(SessionRecord::end).max(Comparator.naturalOrder()).orElse(at));
			}
		}
		else if (!added.isEmpty() && this.status == ReadingStatus.TBR) {
			followReadThroughs(at);
		}
		return new FilledGaps(added, completed, lengthLearned, !complete.equals(former), returned);
	}

	/**
	 * Moves the page forward to that of another record of this reading, which brought
	 * sessions that were not known, unless a page was set since.
	 * @param at the time at which the newest of these sessions ended
	 */
	public void readFurther(ArchivedBook other, Instant at) {
		int page = Math.min(other.currentPage(), (this.pageCount != null) ? this.pageCount : PageCount.MAX);
		boolean goesOn = this.status == ReadingStatus.READING && !isRemoved() && openReadThrough().stream()
			.anyMatch(open -> other.readings().stream().anyMatch(reading -> isSame(open, reading)));
		if (goesOn && page > this.currentPage && (this.markedAt == null || this.markedAt.isBefore(at))) {
			mark(page, at);
		}
	}

	/**
	 * Tells whether two records describe the same reading. Dates of different programs
	 * differ by some days, and dates that are no evidence match any.
	 */
	private static boolean isSame(ReadThrough known, ArchivedReading other) {
		LocalDate end = other.dates().end();
		if (end == null) {
			return known.isOpen();
		}
		LocalDate start = known.dates().start();
		if (known.isOpen()) {
			return start != null && (start.isBefore(end) || start.equals(other.dates().start()));
		}
		LocalDate knownEnd = Objects.requireNonNull(known.dates().end());
		if (!known.isEvidence() || !other.evidence()) {
			return known.isCompleted() && other.completed();
		}
		return Math.abs(ChronoUnit.DAYS.between(knownEnd, end)) <= SAME_READING_DAYS
				|| (start != null && !start.isAfter(end) && !end.isAfter(knownEnd)) || (other.dates().start() != null
						&& !other.dates().start().isAfter(knownEnd) && !knownEnd.isAfter(end));
	}

	/**
	 * Tells whether the dates of {@code other} collide with no reading but {@code known}.
	 */
	private boolean isFree(ReadThrough known, ArchivedReading other) {
		return known.isEvidence() || hasNoTwin(known, other.dates());
	}

	/**
	 * Keeps status and page in step with the readings after one was edited: an open one
	 * means reading, and a book whose last finished reading was removed is no longer
	 * finished.
	 */
	private void followReadThroughs(Instant at) {
		if (openReadThrough().isPresent()) {
			if (this.status != ReadingStatus.READING) {
				if (this.status == ReadingStatus.FINISHED) {
					mark(0, at);
				}
				this.status = ReadingStatus.READING;
			}
		}
		else if (finishedOn().isPresent()) {
			if (this.status != ReadingStatus.ABANDONED) {
				this.status = ReadingStatus.FINISHED;
				reachTheEnd(at);
			}
		}
		else if (this.status != ReadingStatus.ABANDONED) {
			putBack(at);
		}
	}

	private ReadThrough addReadThrough(ReadingDates dates, boolean completed, boolean evidence) {
		ReadThrough reading = new ReadThrough(this, this.userId, dates, completed, evidence);
		this.readThroughs.add(reading);
		return reading;
	}

	private void refuseTwin(@Nullable ReadThrough itself, ReadingDates dates) {
		if (!hasNoTwin(itself, dates)) {
			throw new ImpossibleDatesException(Reason.ALREADY_THERE);
		}
	}

	private boolean hasNoTwin(@Nullable ReadThrough itself, ReadingDates dates) {
		return this.readThroughs.stream()
			.filter(reading -> itself == null || !reading.id().equals(itself.id()))
			.noneMatch(reading -> (dates.end() == null) ? reading.isOpen() : dates.end().equals(reading.dates().end()));
	}

	/**
	 * The changes that an entry took from another record.
	 *
	 * @param added new readings
	 * @param completed readings that learned their first day, or better dates
	 * @param lengthLearned whether the length was unknown before
	 * @param described whether details were missing before
	 * @param returned whether it had been removed
	 */
	public record FilledGaps(List<ReadThrough> added, List<ReadThrough> completed, boolean lengthLearned,
			boolean described, boolean returned) {
	}

	/**
	 * A page, and the moment at which the reader was there.
	 *
	 * @param page 0 before the first
	 * @param at the moment
	 */
	public record PageMark(int page, Instant at) {
	}

	private static LocalDate lastDay(ReadThrough reading) {
		return Objects.requireNonNullElse(reading.dates().end(), LocalDate.MAX);
	}

}
