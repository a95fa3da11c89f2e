package pl.chronobook.reading.domain;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BookDetails.Audio;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingStatus;

@Service
class JdbcReadingHistory implements ReadingHistory {

	private final JdbcClient jdbc;

	private final HistoryRows rows;

	private final ListEntries entries;

	private final Revisions revisions;

	private final Catalog catalog;

	JdbcReadingHistory(JdbcClient jdbc, HistoryRows rows, ListEntries entries, Revisions revisions, Catalog catalog) {
		this.jdbc = jdbc;
		this.rows = rows;
		this.entries = entries;
		this.revisions = revisions;
		this.catalog = catalog;
	}

	@Override
	public long revisionOf(ReaderId reader) {
		return this.revisions.current(reader);
	}

	@Override
	public List<ReaderId> changedSince(Map<ReaderId, Long> seen) {
		return this.revisions.changedSince(seen);
	}

	@Override
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Facts factsOf(ReaderId reader) {
		return new Facts(this.revisions.current(reader), queueOf(reader), this.rows.finished(reader),
				this.rows.sessions(reader));
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
						entry.currentPage(), entry.status() == ReadingStatus.READING, entry.details().audio());
			})
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public QueuePart queueOf(ReaderId reader, int from, int limit) {
		List<QueueRow> rows = this.jdbc.sql("""
				WITH queue AS (
				    SELECT tbr_id, book_id, page_count, current_page, status = 'READING' AS reading, position,
				      audio_minutes, audio_speed
				    FROM user_tbr_list
				    WHERE user_id = :reader AND status IN ('READING', 'TBR') AND removed_at IS NULL)
				SELECT part.*, sums.*
				FROM (SELECT count(*) AS total, coalesce(sum(page_count - current_page), 0) AS pages FROM queue) AS sums
				LEFT JOIN LATERAL (
				    SELECT * FROM queue ORDER BY reading DESC, position OFFSET :from LIMIT :limit) AS part ON true
				ORDER BY part.reading DESC, part.position""")
			.param("reader", reader.value())
			.param("from", from)
			.param("limit", limit)
			.query((row, number) -> new QueueRow(row.getObject("tbr_id", UUID.class),
					row.getObject("book_id", UUID.class), row.getObject("page_count", Integer.class),
					row.getInt("current_page"), row.getBoolean("reading"),
					row.getObject("audio_minutes", Integer.class), row.getObject("audio_speed", Integer.class),
					row.getInt("total"), row.getInt("pages")))
			.list();
		List<QueueRow> found = rows.stream().filter(row -> row.entry() != null).toList();
		Map<BookId, Book> books = this.catalog.find(reader, found.stream().map(QueueRow::bookId).toList());
		return new QueuePart(
				found.stream().map(row -> row.queued(Objects.requireNonNull(books.get(row.bookId())))).toList(), from,
				rows.getFirst().total(), rows.getFirst().pages());
	}

	@Override
	public List<ListedBook> libraryOf(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT entry.page_count, entry.current_page, entry.added_at, entry.status,
				  min(log.end_date) FILTER (WHERE log.completed) AS finished,
				  max(log.end_date) FILTER (WHERE NOT log.completed AND entry.status = 'ABANDONED') AS abandoned
				FROM user_tbr_list entry LEFT JOIN reading_log log USING (tbr_id)
				WHERE entry.user_id = ? AND entry.removed_at IS NULL
				GROUP BY entry.tbr_id ORDER BY entry.added_at, entry.tbr_id""")
			.param(reader.value())
			.query((row, number) -> new ListedBook(row.getObject("page_count", Integer.class),
					row.getInt("current_page"), row.getObject("added_at", OffsetDateTime.class).toInstant(),
					row.getObject("finished", LocalDate.class), row.getObject("abandoned", LocalDate.class),
					ReadingStatus.valueOf(row.getString("status"))))
			.list();
	}

	/**
	 * A book of the queue beside the sums of all; without a book there are only the sums.
	 */
	private record QueueRow(@Nullable UUID entry, @Nullable UUID book, @Nullable Integer pageCount, int currentPage,
			boolean reading, @Nullable Integer audioMinutes, @Nullable Integer audioSpeed, int total, int pages) {

		BookId bookId() {
			return new BookId(Objects.requireNonNull(this.book));
		}

		QueuedBook queued(Book of) {
			return new QueuedBook(new EntryId(Objects.requireNonNull(this.entry)), of.id(), of.title(), of.author(),
					this.pageCount, this.currentPage, this.reading,
					(this.audioMinutes != null && this.audioSpeed != null)
							? new Audio(this.audioMinutes, this.audioSpeed) : null);
		}

	}

}
