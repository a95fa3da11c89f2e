package pl.chronobook.reading.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

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

	List<ListEntry> findByUserIdOrderByPosition(UUID userId);

	/** Those finished last come first. */
	@Query("""
			select e from ListEntry e
			where e.userId = :userId and e.status = :status and e.removedAt is null
			order by (select max(r.end) from ReadThrough r where r.entry = e and r.completed = true) desc nulls last,
			  e.position""")
	Slice<ListEntry> findPast(UUID userId, ReadingStatus status, Pageable page);

	int countByUserIdAndStatusAndRemovedAtIsNull(UUID userId, ReadingStatus status);

	List<ListEntry> findByUserIdAndStatusInAndRemovedAtIsNullOrderByPosition(UUID userId,
			Collection<ReadingStatus> statuses);

	List<ListEntry> findByUserId(UUID userId);

	@Query("select coalesce(max(e.position), 0) from ListEntry e where e.userId = :userId")
	int lastPosition(UUID userId);

	@Modifying
	@Query("delete from ListEntry e where e.removedAt < :before")
	int deleteRemovedBefore(Instant before);

}
