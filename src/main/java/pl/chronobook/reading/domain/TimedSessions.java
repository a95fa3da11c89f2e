package pl.chronobook.reading.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * The timers of all readers; every query names the reader.
 */
interface TimedSessions extends Repository<TimedSession, UUID> {

	/**
	 * Starts a timer, unless the reader has one running or the id is taken.
	 * @return 1 if it was started, else 0
	 */
	@Modifying
	@Query(value = """
			INSERT INTO timed_sessions (session_id, user_id, tbr_id, started_at)
			VALUES (:id, :userId, :entryId, :startedAt) ON CONFLICT DO NOTHING""", nativeQuery = true)
	int start(UUID id, UUID userId, UUID entryId, Instant startedAt);

	/**
	 * Stores a session that is over already, unless the id is taken.
	 * @return 1 if it was stored, else 0
	 */
	@Modifying
	@Query(value = """
			INSERT INTO timed_sessions (session_id, user_id, tbr_id, started_at, stopped_at, paused_seconds)
			VALUES (:id, :userId, :entryId, :startedAt, :stoppedAt, :pausedSeconds) ON CONFLICT DO NOTHING""",
			nativeQuery = true)
	int deliver(UUID id, UUID userId, UUID entryId, Instant startedAt, Instant stoppedAt, int pausedSeconds);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select t from TimedSession t where t.id = :id and t.userId = :userId")
	Optional<TimedSession> findForChange(UUID id, UUID userId);

	/**
	 * Timers that run or wait for a page, the newest first; those of removed books are
	 * left out.
	 */
	@Query("""
			select t from TimedSession t join ListEntry e on e.id = t.entryId
			where t.userId = :userId and t.discardedAt is null and e.removedAt is null
			order by t.startedAt desc""")
	List<TimedSession> findOpen(UUID userId);

	@Query("""
			select t from TimedSession t join ListEntry e on e.id = t.entryId
			where t.userId = :userId and t.discardedAt is null and t.stoppedAt is null and e.removedAt is null""")
	Optional<TimedSession> findRunning(UUID userId);

	/**
	 * The timers of all readers that are running, not paused, and were started within the
	 * range.
	 */
	@Query("""
			select t from TimedSession t join ListEntry e on e.id = t.entryId
			where t.startedAt between :earliest and :latest and t.stoppedAt is null and t.discardedAt is null
			  and t.pausedAt is null and e.removedAt is null""")
	List<TimedSession> findRunningSince(Instant earliest, Instant latest);

	List<TimedSession> findByEntryIdAndDiscardedAtIsNull(UUID entryId);

	List<TimedSession> findByEntryIdAndDiscardedAt(UUID entryId, Instant discardedAt);

	boolean existsById(UUID id);

	void delete(TimedSession session);

	@Modifying
	@Query("delete from TimedSession t where t.discardedAt < :before")
	int deleteDiscardedBefore(Instant before);

}
