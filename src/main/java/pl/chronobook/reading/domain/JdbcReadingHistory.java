package pl.chronobook.reading.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

@Service
class JdbcReadingHistory implements ReadingHistory {

	private final JdbcClient jdbc;

	private final ListEntries entries;

	private final Revisions revisions;

	private final Catalog catalog;

	JdbcReadingHistory(JdbcClient jdbc, ListEntries entries, Revisions revisions, Catalog catalog) {
		this.jdbc = jdbc;
		this.entries = entries;
		this.revisions = revisions;
		this.catalog = catalog;
	}

	@Override
	public long revisionOf(ReaderId reader) {
		return this.revisions.current(reader);
	}

	@Override
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Facts factsOf(ReaderId reader) {
		return new Facts(this.revisions.current(reader), queueOf(reader), finished(reader), sessions(reader));
	}

	@Override
	@Transactional(readOnly = true)
	public List<QueuedBook> queueOf(ReaderId reader) {
		List<ListEntry> waiting = this.entries.findByUserIdAndStatusInAndRemovedAtIsNullOrderByPosition(reader.value(),
				EnumSet.of(ReadingStatus.READING, ReadingStatus.TBR));
		Map<BookId, Book> books = this.catalog.find(reader, waiting.stream().map(ListEntry::book).toList());
		return Stream.of(ReadingStatus.READING, ReadingStatus.TBR)
			.flatMap(status -> waiting.stream().filter(entry -> entry.status() == status))
			.map(entry -> {
				Book book = Objects.requireNonNull(books.get(entry.book()));
				return new QueuedBook(entry.id(), book.id(), book.title(), book.author(), entry.pageCount(),
						entry.currentPage(), entry.status() == ReadingStatus.READING);
			})
			.toList();
	}

	private List<FinishedReading> finished(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT log.start_date, log.end_date, entry.page_count, entry.tbr_id, log.evidence
				FROM reading_log log JOIN user_tbr_list entry USING (tbr_id)
				WHERE log.user_id = ? AND log.completed AND log.end_date IS NOT NULL AND entry.removed_at IS NULL
				ORDER BY log.end_date""").param(reader.value()).query(JdbcReadingHistory::finishedReading).list();
	}

	private List<SessionRecord> sessions(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT session.start_time, session.end_time, session.pages_read, session.paused_seconds,
				  session.from_page, session.to_page, NULL AS note, session.pages_estimated
				FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id)
				WHERE session.user_id = ? AND entry.removed_at IS NULL
				ORDER BY session.start_time""").param(reader.value()).query(JdbcReadingHistory::session).list();
	}

	private static FinishedReading finishedReading(ResultSet row, int number) throws SQLException {
		return new FinishedReading(new EntryId(row.getObject(4, UUID.class)),
				new ReadingDates(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)),
				row.getObject(3, Integer.class), row.getBoolean(5));
	}

	static SessionRecord session(ResultSet row, int number) throws SQLException {
		return new SessionRecord(row.getObject("start_time", OffsetDateTime.class).toInstant(),
				row.getObject("end_time", OffsetDateTime.class).toInstant(), row.getDouble("pages_read"),
				Duration.ofSeconds(row.getInt("paused_seconds")), row.getObject("from_page", Integer.class),
				row.getObject("to_page", Integer.class), row.getString("note"), row.getBoolean("pages_estimated"));
	}

}
