package pl.chronobook.reading.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingListChanged;
import pl.chronobook.reading.SessionRecord;

@Service
class JdbcReadingArchive implements ReadingArchive {

	private static final int BATCH = 1_000;

	private final ListEntries entries;

	private final Revisions revisions;

	private final JdbcTemplate jdbc;

	private final EntityManager entityManager;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	JdbcReadingArchive(ListEntries entries, Revisions revisions, JdbcTemplate jdbc, EntityManager entityManager,
			ApplicationEventPublisher events, Clock clock) {
		this.entries = entries;
		this.revisions = revisions;
		this.jdbc = jdbc;
		this.entityManager = entityManager;
		this.events = events;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public List<ArchivedBook> export(ReaderId reader) {
		Map<UUID, List<SessionRecord>> sessions = new HashMap<>();
		this.jdbc.query("""
				SELECT tbr_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note
				FROM reading_sessions
				WHERE user_id = ? ORDER BY start_time, end_time""", row -> {
			sessions.computeIfAbsent(row.getObject("tbr_id", UUID.class), entry -> new ArrayList<>())
				.add(JdbcReadingHistory.session(row, 0));
		}, reader.value());
		return this.entries.findByUserIdAndRemovedAtIsNullOrderByPosition(reader.value())
			.stream()
			.map(entry -> archived(entry, sessions.getOrDefault(entry.id().value(), List.of())))
			.toList();
	}

	@Override
	@Transactional
	public Added add(ReaderId reader, List<ArchivedBook> books) {
		long revision = this.revisions.next(reader);
		Map<UUID, ListEntry> known = new HashMap<>();
		this.entries.findByUserIdAndBookIdIn(reader.value(), books.stream().map(book -> book.book().value()).toList())
			.forEach(entry -> known.put(entry.book().value(), entry));
		int position = this.entries.lastPosition(reader.value());
		int readings = 0;
		List<ListEntry> fresh = new ArrayList<>();
		List<@Nullable Object[]> sessions = new ArrayList<>();
		for (ArchivedBook book : books) {
			ListEntry entry = known.get(book.book().value());
			if (entry == null) {
				entry = new ListEntry(reader, book.book(), book.pageCount(), ++position, book.addedAt());
				known.put(book.book().value(), entry);
				fresh.add(entry);
			}
			readings += entry.fillGaps(book, this.clock.instant());
			for (SessionRecord session : book.sessions()) {
				sessions.add(new @Nullable Object[] { Ids.next(), entry.id().value(), reader.value(),
						Timestamp.from(session.start()), Timestamp.from(session.end()), session.pages(),
						session.paused().toSeconds(), session.fromPage(), session.toPage(), session.note() });
			}
		}
		this.entries.saveAll(fresh);
		this.entityManager.flush();
		int added = insert(sessions);
		this.events.publishEvent(new ReadingListChanged(reader, revision));
		return new Added(fresh.size(), readings, added);
	}

	private int insert(Collection<@Nullable Object[]> sessions) {
		int[][] counts = this.jdbc.batchUpdate("""
				INSERT INTO reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read,
				  paused_seconds, from_page, to_page, note)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tbr_id, start_time, end_time) DO NOTHING""",
				sessions, BATCH, (statement, session) -> {
					for (int i = 0; i < session.length; i++) {
						statement.setObject(i + 1, session[i]);
					}
				});
		int sum = 0;
		for (int[] batch : counts) {
			for (int count : batch) {
				sum += count;
			}
		}
		return sum;
	}

	private static ArchivedBook archived(ListEntry entry, List<SessionRecord> sessions) {
		List<ArchivedReading> readings = entry.readThroughs()
			.reversed()
			.stream()
			.map(reading -> new ArchivedReading(reading.dates(), reading.isCompleted()))
			.toList();
		return new ArchivedBook(entry.book(), entry.status(), entry.length(), entry.currentPage(), entry.addedAt(),
				readings, sessions);
	}

}
