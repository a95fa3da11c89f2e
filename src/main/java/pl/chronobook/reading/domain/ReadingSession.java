package pl.chronobook.reading.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.SessionRecord;

/**
 * A logged sitting with a book: its times, pages and note.
 */
@Entity
@Table(name = "reading_sessions")
public class ReadingSession {

	@Id
	@Column(name = "session_id")
	private UUID id;

	@Column(name = "tbr_id")
	private UUID entryId;

	@Column(name = "user_id")
	private UUID userId;

	@Column(name = "start_time")
	private Instant start;

	@Column(name = "end_time")
	private Instant end;

	private int pausedSeconds;

	@Column(precision = 8, scale = 2)
	private BigDecimal pagesRead = BigDecimal.ZERO;

	private boolean pagesEstimated;

	private @Nullable Integer fromPage;

	private @Nullable Integer toPage;

	private @Nullable String note;

	@Version
	private @Nullable Long version;

	@SuppressWarnings("NullAway.Init")
	protected ReadingSession() {
	}

	ReadingSession(SessionId id, ReaderId reader, EntryId entry, Sitting sitting, Pages pages, @Nullable String note) {
		this.id = id.value();
		this.userId = reader.value();
		this.entryId = entry.value();
		this.start = sitting.start();
		this.end = sitting.end();
		change(sitting, pages, note);
	}

	public SessionId id() {
		return new SessionId(this.id);
	}

	public EntryId entry() {
		return new EntryId(this.entryId);
	}

	public Instant start() {
		return this.start;
	}

	public Instant end() {
		return this.end;
	}

	public Duration paused() {
		return Duration.ofSeconds(this.pausedSeconds);
	}

	/** The time spent reading. */
	public Duration active() {
		return Duration.between(this.start, this.end).minusSeconds(this.pausedSeconds);
	}

	/** Pages read; sources that measure them give fractions. */
	public double pages() {
		return this.pagesRead.doubleValue();
	}

	/** Tells whether only the time was measured and the pages are an estimate. */
	public boolean isPagesEstimated() {
		return this.pagesEstimated;
	}

	/** The page it began on; null where only the number of pages is known. */
	public @Nullable Integer fromPage() {
		return this.fromPage;
	}

	/** The page it ended on; null where only the number of pages is known. */
	public @Nullable Integer toPage() {
		return this.toPage;
	}

	public @Nullable String note() {
		return this.note;
	}

	/** Rises with every change; a form filled in for an older one is refused. */
	public long version() {
		return (this.version != null) ? this.version : 0;
	}

	/**
	 * Changes everything but the book.
	 * @param pages a span or a number
	 * @throws ImpossibleSessionException if the note is too long
	 */
	void change(Sitting sitting, Pages pages, @Nullable String text) {
		String stripped = (text != null) ? text.replace("\0", "").strip() : "";
		if (stripped.length() > SessionRecord.MAX_NOTE) {
			throw new ImpossibleSessionException(Reason.LONG_NOTE);
		}
		this.note = stripped.isEmpty() ? null : stripped;
		this.start = sitting.start();
		this.end = sitting.end();
		this.pausedSeconds = Math.toIntExact(sitting.paused().toSeconds());
		switch (pages) {
			case Pages.Span(int from, int to) -> {
				this.fromPage = from;
				this.toPage = to;
				this.pagesEstimated = false;
				this.pagesRead = BigDecimal.valueOf((long) to - from);
			}
			case Pages.Count(double count) -> {
				this.fromPage = null;
				this.toPage = null;
				BigDecimal exact = BigDecimal.valueOf(count).setScale(2, RoundingMode.HALF_UP);
				this.pagesEstimated = this.pagesEstimated && exact.compareTo(this.pagesRead) == 0;
				this.pagesRead = exact;
			}
			case Pages.UpTo upTo -> throw new IllegalArgumentException("From which page? " + upTo);
		}
	}

}
