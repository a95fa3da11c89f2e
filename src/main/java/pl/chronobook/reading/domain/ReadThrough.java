package pl.chronobook.reading.domain;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.Ids;
import pl.chronobook.reading.ReadingDates;

/**
 * A reading of a book from its first day to its last.
 */
@Entity
@Table(name = "reading_log")
public class ReadThrough {

	@Id
	@Column(name = "log_id")
	private UUID id;

	@SuppressWarnings("UnusedVariable") // the owning side of the association
	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "tbr_id")
	private ListEntry entry;

	@Column(name = "user_id")
	private UUID userId;

	@Column(name = "start_date")
	private @Nullable LocalDate start;

	@Column(name = "end_date")
	private @Nullable LocalDate end;

	private boolean completed = true;

	private boolean evidence = true;

	/** Null until it is stored, so that Hibernate inserts it without a query. */
	@Version
	private @Nullable Long version;

	@SuppressWarnings("NullAway.Init")
	protected ReadThrough() {
	}

	ReadThrough(ListEntry entry, UUID userId, ReadingDates dates, boolean completed, boolean evidence) {
		this.id = Ids.next();
		this.entry = entry;
		this.userId = userId;
		this.start = dates.start();
		this.end = dates.end();
		this.completed = completed;
		this.evidence = evidence;
	}

	public UUID id() {
		return this.id;
	}

	public ReadingDates dates() {
		return new ReadingDates(this.start, this.end);
	}

	/** Returns whether it reached the last page, or may still reach it. */
	public boolean isCompleted() {
		return this.completed;
	}

	/**
	 * Returns whether its dates are evidence of the pace; they are not if many books have
	 * the same dates.
	 */
	public boolean isEvidence() {
		return this.evidence;
	}

	public boolean isOpen() {
		return this.end == null;
	}

	/**
	 * Changes the days. A reading without a last day is open again, so it may still be
	 * completed.
	 */
	void change(ReadingDates dates) {
		this.evidence = this.evidence || !dates.equals(dates());
		this.start = dates.start();
		this.end = dates.end();
		this.completed = this.completed || isOpen();
	}

	/**
	 * Completes the dates from another record of this reading. If only the other record
	 * is evidence of the pace, its dates replace these; otherwise only a missing first
	 * day is taken.
	 * @return whether anything changed
	 */
	boolean learn(ReadingDates other, boolean otherEvidence) {
		if (!this.evidence && otherEvidence && other.end() != null) {
			change(other);
			this.evidence = true;
			return true;
		}
		if (this.start == null && other.start() != null && this.end != null && !other.start().isAfter(this.end)) {
			this.start = other.start();
			return true;
		}
		return false;
	}

	void complete(ReadingDates dates) {
		change(dates);
		this.completed = true;
	}

	void giveUp(LocalDate on) {
		change(new ReadingDates(this.start, on));
		this.completed = false;
	}

}
