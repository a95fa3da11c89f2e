package pl.chronobook.reading.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * The sessions of all readers; every query names the reader or an entry of the reader's.
 */
interface ReadingSessions extends Repository<ReadingSession, UUID> {

	ReadingSession save(ReadingSession session);

	void flush();

	boolean existsById(UUID id);

	Optional<ReadingSession> findByIdAndUserId(UUID id, UUID userId);

	/** The newest first, those of removed books left out. */
	@Query("""
			select s from ReadingSession s join ListEntry e on e.id = s.entryId
			where s.userId = :userId and e.removedAt is null and (s.start < :before or (s.start = :before and s.id < :id))
			order by s.start desc, s.id desc""")
	List<ReadingSession> findBefore(UUID userId, Instant before, UUID id, Limit limit);

	@Query("""
			select s from ReadingSession s where s.entryId = :entryId
			order by s.start desc, s.id desc""")
	List<ReadingSession> findByEntry(UUID entryId, Limit limit);

	/** Sessions that share a stretch of time with another one. */
	@Query("""
			select s from ReadingSession s join ListEntry e on e.id = s.entryId
			where s.userId = :userId and e.removedAt is null and s.id <> :itself and s.start < :end and s.end > :start
			order by s.start""")
	List<ReadingSession> findOverlapping(UUID userId, UUID itself, Instant start, Instant end, Limit limit);

	/** The newest session of a book whose last page is known. */
	@Query("""
			select s from ReadingSession s where s.entryId = :entryId and s.toPage is not null
			order by s.end desc, s.start desc, s.id desc""")
	List<ReadingSession> findLastWithPage(UUID entryId, Limit limit);

	/** The session of a book that ended last at {@code moment} or before. */
	@Query("""
			select s from ReadingSession s
			where s.entryId = :entryId and s.id <> :itself and s.toPage is not null and s.end <= :moment
			order by s.end desc, s.start desc, s.id desc""")
	List<ReadingSession> findLastWithPageUntil(UUID entryId, UUID itself, Instant moment, Limit limit);

	/** Tells whether a session of a book with a known page ended after {@code moment}. */
	boolean existsByEntryIdAndIdNotAndToPageNotNullAndEndAfter(UUID entryId, UUID itself, Instant moment);

	boolean existsByEntryIdAndIdNotAndStartAndEnd(UUID entryId, UUID itself, Instant start, Instant end);

}
