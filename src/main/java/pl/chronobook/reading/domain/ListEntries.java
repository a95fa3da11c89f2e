package pl.chronobook.reading.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import pl.chronobook.reading.ReadingStatus;

/**
 * The lists of all readers; every query names the reader.
 */
interface ListEntries extends Repository<ListEntry, UUID> {

	ListEntry save(ListEntry entry);

	Optional<ListEntry> findByIdAndUserId(UUID id, UUID userId);

	@Lock(LockModeType.OPTIMISTIC_FORCE_INCREMENT)
	@Query("select e from ListEntry e where e.id = :id and e.userId = :userId")
	Optional<ListEntry> findForChange(UUID id, UUID userId);

	Optional<ListEntry> findByUserIdAndBookId(UUID userId, UUID bookId);

	List<ListEntry> findByUserIdAndIdInAndRemovedAtIsNull(UUID userId, Collection<UUID> ids);

	@Query("""
			select count(e) from ListEntry e
			where e.userId = :userId and e.removedAt is null and e.status in ('TBR', 'READING')""")
	int countOpen(UUID userId);

	List<ListEntry> findByUserIdOrderByPosition(UUID userId);

	/** Past books, those finished last first. */
	@Query("""
			select e from ListEntry e
			where e.userId = :userId and e.status = :status and e.removedAt is null
			order by (select max(r.end) from ReadThrough r where r.entry = e and r.completed = true) desc nulls last,
			  e.position""")
	Slice<ListEntry> findPast(UUID userId, ReadingStatus status, Pageable page);

	int countByUserIdAndStatusAndRemovedAtIsNull(UUID userId, ReadingStatus status);

	List<ListEntry> findByUserIdAndStatusInAndRemovedAtIsNullOrderByPosition(UUID userId,
			Collection<ReadingStatus> statuses);

	Slice<ListEntry> findByUserIdAndStatusAndRemovedAtIsNullOrderByPosition(UUID userId, ReadingStatus status,
			Pageable part);

	@Query("""
			select count(e) from ListEntry e
			where e.userId = :userId and e.status = :status and e.removedAt is null and e.position < :position""")
	int countBefore(UUID userId, ReadingStatus status, int position);

	/** The entries further down than a position, in order. */
	@Query("""
			select e from ListEntry e
			where e.userId = :userId and e.removedAt is null and e.position > :position
			  and (:status is null or e.status = :status)
			order by e.position""")
	List<ListEntry> findAfter(UUID userId, @Nullable ReadingStatus status, int position, Limit limit);

	@Query("select coalesce(max(e.position), 0) from ListEntry e where e.userId = :userId")
	int lastPosition(UUID userId);

	@Modifying
	@Query("delete from ListEntry e where e.removedAt < :before")
	int deleteRemovedBefore(Instant before);

}
