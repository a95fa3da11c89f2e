package pl.chronobook.reading.domain;

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
import pl.chronobook.reading.SessionId;

/**
 * The timer of one session: it runs or pauses until it is stopped, and then waits for the
 * page. Every step is idempotent, and late or out-of-order steps do no harm, because
 * times never go back.
 */
@Entity
@Table(name = "timed_sessions")
public class TimedSession {

	@Id
	@Column(name = "session_id")
	private UUID id;

	@Column(name = "user_id")
	private UUID userId;

	@Column(name = "tbr_id")
	private UUID entryId;

	private Instant startedAt;

	private @Nullable Instant pausedAt;

	private int pausedSeconds;

	private @Nullable Instant stoppedAt;

	private @Nullable Instant discardedAt;

	private @Nullable Instant confirmedAt;

	@Version
	private @Nullable Long version;

	@SuppressWarnings("NullAway.Init")
	protected TimedSession() {
	}

	public SessionId id() {
		return new SessionId(this.id);
	}

	ReaderId reader() {
		return new ReaderId(this.userId);
	}

	/**
	 * Returns the last time at which the reader is known to have read: the start, or the
	 * confirmation of a forgotten timer.
	 */
	Instant attendedAt() {
		return (this.confirmedAt != null) ? this.confirmedAt : this.startedAt;
	}

	public EntryId entry() {
		return new EntryId(this.entryId);
	}

	public Instant startedAt() {
		return this.startedAt;
	}

	/** Returns the time at which reading ended; null while it goes on or pauses. */
	public @Nullable Instant stoppedAt() {
		return this.stoppedAt;
	}

	public boolean isPaused() {
		return this.pausedAt != null;
	}

	public boolean isStopped() {
		return this.stoppedAt != null;
	}

	/** The time spent reading until {@code now}. */
	public Duration active(Instant now) {
		Instant end = (this.stoppedAt != null) ? this.stoppedAt : (this.pausedAt != null) ? this.pausedAt : now;
		return Duration.between(this.startedAt, end).minusSeconds(this.pausedSeconds);
	}

	/**
	 * The time spent reading since the start of the timer or its last confirmation; zero
	 * or less if reading ended before that.
	 */
	Duration unattended(Instant now) {
		Duration active = active(now);
		Instant confirmed = this.confirmedAt;
		Instant end = (this.stoppedAt != null) ? this.stoppedAt : now;
		return (confirmed == null) ? active : min(active, Duration.between(confirmed, end));
	}

	void pause(Instant at) {
		if (this.stoppedAt == null && this.pausedAt == null) {
			this.pausedAt = notBeforeReading(at);
		}
	}

	void resume(Instant at) {
		Instant since = this.pausedAt;
		if (this.stoppedAt == null && since != null) {
			this.pausedSeconds += Math.clamp(Duration.between(since, at).toSeconds(), 0, Integer.MAX_VALUE / 2);
			this.pausedAt = null;
		}
	}

	/** Stops the timer; an open pause does not count as reading. */
	void stop(Instant at) {
		if (this.stoppedAt == null) {
			this.stoppedAt = (this.pausedAt != null) ? this.pausedAt : notBeforeReading(at);
			this.pausedAt = null;
		}
	}

	/**
	 * Corrects the reading time.
	 * @param active the real reading time, at most that of the timer
	 */
	void shorten(Duration active) {
		Duration timed = active(notBeforeReading(this.startedAt));
		if (this.stoppedAt != null && active.compareTo(timed) < 0) {
			this.stoppedAt = this.startedAt.plusSeconds(this.pausedSeconds).plus(active);
		}
	}

	/**
	 * Stops the timer with the times of a phone that has timed the whole session.
	 * @param paused the pauses in it, which replace those of this timer
	 */
	void stop(Instant at, Duration paused) {
		if (this.stoppedAt == null) {
			this.pausedAt = null;
			this.pausedSeconds = Math.toIntExact(paused.toSeconds());
			stop(at);
		}
	}

	void confirm(Instant at) {
		this.confirmedAt = at;
	}

	void discard(Instant at) {
		stop(at);
		if (this.discardedAt == null) {
			this.discardedAt = at;
		}
	}

	void restore() {
		this.discardedAt = null;
	}

	/** Returns whether it is so short that it was started by mistake. */
	boolean isSlip() {
		return this.stoppedAt != null && active(this.stoppedAt).compareTo(Sitting.SHORTEST) < 0;
	}

	/** The stopped timer as a sitting. */
	Sitting sitting() {
		if (this.stoppedAt == null) {
			throw new IllegalStateException("The timer runs: " + this.id);
		}
		return new Sitting(this.startedAt, this.stoppedAt, Duration.ofSeconds(this.pausedSeconds));
	}

	private Instant notBeforeReading(Instant at) {
		Instant earliest = this.startedAt.plusSeconds(this.pausedSeconds);
		return at.isBefore(earliest) ? earliest : at;
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
