package pl.chronobook.reading.archive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.BookReadToEnd;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingListChanged;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.reading.domain.EstimatedSessions;
import pl.chronobook.reading.domain.HistoryRows;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadThrough;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingProperties;
import pl.chronobook.reading.domain.ReadingSpeed;
import pl.chronobook.reading.domain.Revisions;

@Service
public class JdbcReadingArchive implements ReadingArchive {

	private static final int ROWS_AT_ONCE = 1_000;

	private final ReadingList list;

	private final Batches batches;

	private final EstimatedSessions estimates;

	private final Revisions revisions;

	private final ReadingSpeed speed;

	private final JdbcClient jdbc;

	private final EntityManager entityManager;

	private final ApplicationEventPublisher events;

	private final ReadingProperties properties;

	private final Clock clock;

	JdbcReadingArchive(ReadingList list, Batches batches, EstimatedSessions estimates, Revisions revisions,
			ReadingSpeed speed, JdbcClient jdbc, EntityManager entityManager, ApplicationEventPublisher events,
			ReadingProperties properties, Clock clock) {
		this.list = list;
		this.batches = batches;
		this.estimates = estimates;
		this.revisions = revisions;
		this.speed = speed;
		this.jdbc = jdbc;
		this.entityManager = entityManager;
		this.events = events;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public List<ArchivedBook> export(ReaderId reader) {
		Map<EntryId, List<SessionRecord>> sessions = new HashMap<>();
		this.jdbc.sql("""
				SELECT tbr_id, start_time, end_time, pages_read, paused_seconds, from_page, to_page, note,
				  pages_estimated
				FROM reading_sessions
				WHERE user_id = ? ORDER BY start_time, end_time""").param(reader.value()).query(row -> {
			sessions.computeIfAbsent(new EntryId(row.getObject("tbr_id", UUID.class)), entry -> new ArrayList<>())
				.add(HistoryRows.session(row, 0));
		});
		return this.list.everything(reader)
			.stream()
			.map(entry -> archived(entry, sessions.getOrDefault(entry.id(), List.of())))
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<ListedBook> listed(ReaderId reader) {
		return this.jdbc
			.sql("SELECT tbr_id, book_id, page_count FROM user_tbr_list WHERE user_id = ? ORDER BY position")
			.param(reader.value())
			.query((row, number) -> {
				int pages = row.getInt("page_count");
				return new ListedBook(new EntryId(row.getObject("tbr_id", UUID.class)),
						new BookId(row.getObject("book_id", UUID.class)), (pages != 0) ? new PageCount(pages) : null);
			})
			.list();
	}

	/**
	 * Runs the same merge as {@link #add}, but on entries that are not written back.
	 */
	@Override
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Outcome preview(ReaderId reader, List<ArchivedBook> books) {
		Merge merge = new Merge(reader);
		books.forEach(merge::take);
		return merge.outcome();
	}

	@Override
	@Transactional
	public Outcome add(ReaderId reader, List<ArchivedBook> books, BatchId batch, IntConsumer progress) {
		long revision = this.revisions.next(reader);
		this.batches.open(batch, reader, books.stream().map(ArchivedBook::book).distinct().toList(),
				this.clock.instant());
		Merge merge = new Merge(reader);
		books.forEach(merge::take);
		this.batches.keepReadings(batch, merge.completed);
		this.entityManager.flush();
		write(merge, batch, books.size(), progress);
		this.batches.close(batch, merge.freshIds, merge.added);
		merge.ended.forEach((entry, at) -> this.events.publishEvent(new BookReadToEnd(reader, entry, at)));
		this.events.publishEvent(new ReadingListChanged(reader, revision));
		return merge.outcome();
	}

	@Override
	@Transactional
	public void takeBack(ReaderId reader, BatchId batch) {
		long revision = this.revisions.next(reader);
		this.batches.takeBack(batch, reader);
		this.events.publishEvent(new ReadingListChanged(reader, revision));
	}

	@Override
	@Transactional
	public int fillLengths(ReaderId reader, Map<BookId, PageCount> lengths, String assumed) {
		long revision = this.revisions.next(reader);
		int filled = this.jdbc.sql("""
				UPDATE user_tbr_list entry
				SET page_count = known.pages,
				    current_page = CASE WHEN status = 'FINISHED' THEN known.pages ELSE current_page END,
				    page_mark = CASE WHEN status = 'FINISHED' THEN known.pages ELSE page_mark END,
				    tags = array_remove(tags, :assumed)
				FROM unnest(:books::uuid[], :pages::integer[]) AS known (book_id, pages)
				WHERE entry.user_id = :reader AND entry.book_id = known.book_id AND entry.current_page <= known.pages
				    AND (entry.page_count IS NULL OR (entry.version = 0 AND :assumed = ANY(entry.tags)))""")
			.param("assumed", assumed)
			.param("reader", reader.value())
			.param("books", lengths.keySet().stream().map(book -> book.value().toString()).toArray(String[]::new))
			.param("pages", lengths.values().stream().map(PageCount::value).toArray(Integer[]::new))
			.update();
		if (filled > 0) {
			this.events.publishEvent(new ReadingListChanged(reader, revision));
		}
		return filled;
	}

	@Override
	@Transactional(readOnly = true)
	public OptionalDouble pagesPerHour(ReaderId reader) {
		return this.speed.measured(reader);
	}

	@Scheduled(cron = "0 47 3 * * *")
	void forget() {
		this.batches.forgetBefore(this.clock.instant().minus(UNDO_TIME));
	}

	/** Writes the additions in portions, so that progress can be shown. */
	private void write(Merge merge, BatchId batch, int books, IntConsumer progress) {
		long rows = Math.max(1, merge.fresh.size() + merge.sessions.size());
		for (int i = 0; i < merge.fresh.size(); i += ROWS_AT_ONCE) {
			int end = Math.min(i + ROWS_AT_ONCE, merge.fresh.size());
			insertEntries(merge.fresh.subList(i, end));
			progress.accept((int) (books * (long) end / rows));
		}
		for (int i = 0; i < merge.sessions.size(); i += ROWS_AT_ONCE) {
			int end = Math.min(i + ROWS_AT_ONCE, merge.sessions.size());
			insertSessions(merge.reader, batch, merge.sessions.subList(i, end));
			progress.accept((int) (books * (long) (merge.fresh.size() + end) / rows));
		}
		this.estimates.giveWayToImports(merge.reader);
		settle(merge);
	}

	/**
	 * Applies the rule of {@link ListEntry#settle} to all books with new sessions at
	 * once.
	 */
	private void settle(Merge merge) {
		this.jdbc.sql("""
				UPDATE user_tbr_list entry
				SET current_page = least(last.to_page, coalesce(entry.page_count, last.to_page)), version = version + 1
				FROM (SELECT DISTINCT ON (tbr_id) tbr_id, to_page, end_time FROM reading_sessions
				      WHERE user_id = :reader AND tbr_id = ANY (:entries::uuid[]) AND to_page IS NOT NULL
				      ORDER BY tbr_id, end_time DESC, start_time DESC, session_id DESC) AS last
				WHERE entry.user_id = :reader AND entry.tbr_id = last.tbr_id AND entry.status <> 'FINISHED'
				    AND (entry.marked_at IS NULL OR last.end_time >= entry.marked_at)
				    AND entry.current_page <> least(last.to_page, coalesce(entry.page_count, last.to_page))""")
			.param("reader", merge.reader.value())
			.param("entries",
					merge.sessions.stream()
						.map(session -> session.entry().toString())
						.distinct()
						.toArray(String[]::new))
			.update();
	}

	/**
	 * Inserts new entries with their readings in two statements, for thousands of books
	 * come at once.
	 */
	private void insertEntries(List<ListEntry> entries) {
		this.jdbc
			.sql("""
					INSERT INTO user_tbr_list (tbr_id, user_id, book_id, status, position, page_count, current_page,
					  page_mark, marked_at, added_at, removed_at, format, owned, tags, series, series_volume,
					  audio_minutes, audio_speed)
					SELECT id, reader, book, status, position, length, page, mark, marked_at, added_at, removed_at, format,
					  owned, string_to_array(tags, ','), series, volume, minutes, speed
					FROM unnest(:ids::uuid[], :readers::uuid[], :books::uuid[], :statuses::text[],
					  :positions::integer[], :lengths::integer[], :pages::integer[], :marks::integer[],
					  :markedAt::timestamptz[], :addedAt::timestamptz[], :removedAt::timestamptz[], :formats::text[],
					  :owned::boolean[], :tags::text[], :series::text[], :volumes::integer[], :minutes::integer[], :speeds::integer[])
					  AS new (id, reader, book, status, position, length, page, mark, marked_at, added_at, removed_at,
					    format, owned, tags, series, volume, minutes, speed)""")
			.param("ids", column(entries, String[]::new, entry -> entry.id().value().toString()))
			.param("readers", column(entries, String[]::new, entry -> entry.reader().value().toString()))
			.param("books", column(entries, String[]::new, entry -> entry.book().value().toString()))
			.param("statuses", column(entries, String[]::new, entry -> entry.status().name()))
			.param("positions", column(entries, Integer[]::new, ListEntry::position))
			.param("lengths", column(entries, Integer[]::new, ListEntry::pageCount))
			.param("pages", column(entries, Integer[]::new, ListEntry::currentPage))
			.param("marks",
					column(entries, Integer[]::new, entry -> entry.mark().map(ListEntry.PageMark::page).orElse(0)))
			.param("markedAt",
					column(entries, String[]::new,
							entry -> entry.mark().map(mark -> mark.at().toString()).orElse(null)))
			.param("addedAt", column(entries, String[]::new, entry -> entry.addedAt().toString()))
			.param("removedAt",
					column(entries, String[]::new, entry -> entry.removedAt().map(Instant::toString).orElse(null)))
			.param("formats", column(entries, String[]::new, entry -> Objects.toString(entry.details().format(), null)))
			.param("owned", column(entries, Boolean[]::new, entry -> entry.details().owned()))
			.param("tags", column(entries, String[]::new, entry -> String.join(",", entry.details().tags())))
			.param("series", column(entries, String[]::new, entry -> entry.details().seriesName()))
			.param("volumes", column(entries, Integer[]::new, entry -> entry.details().volume()))
			.param("minutes", column(entries, Integer[]::new, entry -> entry.details().audioMinutes()))
			.param("speeds", column(entries, Integer[]::new, entry -> entry.details().audioSpeed()))
			.update();
		List<Read> readings = entries.stream()
			.flatMap(entry -> entry.readThroughs().stream().map(reading -> new Read(entry, reading)))
			.toList();
		this.jdbc.sql("""
				INSERT INTO reading_log (log_id, tbr_id, user_id, start_date, end_date, completed, evidence)
				SELECT * FROM unnest(:ids::uuid[], :entries::uuid[], :readers::uuid[], :starts::date[], :ends::date[],
				  :completed::boolean[], :evidence::boolean[])""")
			.param("ids", column(readings, String[]::new, read -> read.reading().id().toString()))
			.param("entries", column(readings, String[]::new, read -> read.entry().id().value().toString()))
			.param("readers", column(readings, String[]::new, read -> read.entry().reader().value().toString()))
			.param("starts", column(readings, String[]::new, read -> text(read.reading().dates().start())))
			.param("ends", column(readings, String[]::new, read -> text(read.reading().dates().end())))
			.param("completed", column(readings, Boolean[]::new, read -> read.reading().isCompleted()))
			.param("evidence", column(readings, Boolean[]::new, read -> read.reading().isEvidence()))
			.update();
	}

	private static @Nullable String text(@Nullable LocalDate day) {
		return (day != null) ? day.toString() : null;
	}

	private void insertSessions(ReaderId reader, BatchId batch, List<NewSession> some) {
		this.jdbc.sql("""
				INSERT INTO reading_sessions (session_id, tbr_id, user_id, start_time, end_time, pages_read,
				  paused_seconds, from_page, to_page, note, pages_estimated, batch_id)
				SELECT new.id, new.entry, :reader, new.start_time, new.end_time, new.pages, new.paused, new.from_page,
				  new.to_page, new.note, new.estimated, :batch
				FROM unnest(:ids::uuid[], :entries::uuid[], :starts::timestamptz[], :ends::timestamptz[],
				  :pages::float8[], :paused::integer[], :froms::integer[], :tos::integer[], :notes::text[],
				  :estimated::boolean[])
				  AS new (id, entry, start_time, end_time, pages, paused, from_page, to_page, note, estimated)
				ON CONFLICT (tbr_id, start_time, end_time) DO NOTHING""")
			.param("reader", reader.value())
			.param("batch", batch.value())
			.param("ids", column(some, String[]::new, session -> Ids.next().toString()))
			.param("entries", column(some, String[]::new, session -> session.entry().toString()))
			.param("starts", column(some, String[]::new, session -> session.record().start().toString()))
			.param("ends", column(some, String[]::new, session -> session.record().end().toString()))
			.param("pages", column(some, Double[]::new, session -> session.record().pages()))
			.param("paused",
					column(some, Integer[]::new, session -> Math.toIntExact(session.record().paused().toSeconds())))
			.param("froms", column(some, Integer[]::new, session -> session.record().fromPage()))
			.param("tos", column(some, Integer[]::new, session -> session.record().toPage()))
			.param("notes", column(some, String[]::new, session -> session.record().note()))
			.param("estimated", column(some, Boolean[]::new, session -> session.record().pagesEstimated()))
			.update();
	}

	private static <R, T> T[] column(List<R> rows, IntFunction<T[]> array, Function<R, @Nullable T> value) {
		return rows.stream().map(value).toArray(array);
	}

	private static ArchivedBook archived(ListEntry entry, List<SessionRecord> sessions) {
		List<ArchivedReading> readings = entry.readThroughs()
			.reversed()
			.stream()
			.map(reading -> new ArchivedReading(reading.dates(), reading.isCompleted(), reading.isEvidence()))
			.toList();
		return new ArchivedBook(entry.book(), entry.status(), entry.length(), entry.currentPage(), entry.addedAt(),
				readings, sessions, entry.removedAt().orElse(null), entry.details());
	}

	private record Read(ListEntry entry, ReadThrough reading) {
	}

	private record NewSession(EntryId entry, SessionRecord record) {
	}

	/**
	 * Merges a history with a list in memory and finds out what is new. Writes nothing.
	 */
	private final class Merge {

		private final ReaderId reader;

		private final Instant now = JdbcReadingArchive.this.clock.instant();

		private final Map<BookId, ListEntry> entries = new HashMap<>();

		private final Map<EntryId, Sittings> sittings = new HashMap<>();

		private final List<ListEntry> fresh = new ArrayList<>();

		private final List<ReadThrough> added = new ArrayList<>();

		private final List<ReadThrough> completed = new ArrayList<>();

		private final List<NewSession> sessions = new ArrayList<>();

		/**
		 * The books whose last page is read now, and was not before, by the end of the
		 * sitting.
		 */
		private final Map<EntryId, Instant> ended = new HashMap<>();

		private final Set<EntryId> freshIds = new HashSet<>();

		private final Set<UUID> addedIds = new HashSet<>();

		private final Set<EntryId> knownIds = new HashSet<>();

		private final List<Integer> leftOut = new ArrayList<>();

		private int taken;

		private int open;

		private int lastPosition;

		private int knownReadings;

		private int knownSessions;

		private int lengths;

		private int described;

		private int returned;

		Merge(ReaderId reader) {
			this.reader = reader;
			JdbcReadingArchive.this.list.everything(reader).forEach(entry -> this.entries.put(entry.book(), entry));
			this.open = (int) this.entries.values()
				.stream()
				.filter(entry -> !entry.isRemoved() && entry.status().isOpen())
				.count();
			this.lastPosition = this.entries.values().stream().mapToInt(ListEntry::position).max().orElse(0);
			JdbcReadingArchive.this.jdbc.sql("""
					SELECT tbr_id, start_time, end_time, pages_read, paused_seconds,
					  batch_id IS NOT NULL AND version = 0
					FROM reading_sessions WHERE user_id = ? AND NOT (device_estimate AND version = 0)""")
				.param(reader.value())
				.query(row -> {
					Sittings times = this.sittings.computeIfAbsent(new EntryId(row.getObject(1, UUID.class)),
							entry -> new Sittings());
					Instant start = row.getTimestamp(2).toInstant();
					Instant end = row.getTimestamp(3).toInstant();
					if (row.getBoolean(6)) {
						times.addImported(start, end, row.getDouble(4), Duration.ofSeconds(row.getInt(5)));
					}
					else {
						times.add(start, end);
					}
				});
		}

		void take(ArchivedBook book) {
			int index = this.taken++;
			ListEntry entry = this.entries.get(book.book());
			if (entry == null && isGone(book)) {
				return;
			}
			if (entry == null && book.removedAt() == null && book.status().isOpen()) {
				if (this.open >= JdbcReadingArchive.this.properties.maxOpenBooks()) {
					this.leftOut.add(index);
					return;
				}
				this.open++;
			}
			if (entry == null) {
				entry = new ListEntry(this.reader, book.book(), book.pageCount(), ++this.lastPosition, book.addedAt());
				this.entries.put(book.book(), entry);
				if (book.removedAt() != null) {
					entry.remove(book.removedAt());
				}
				this.fresh.add(entry);
				this.freshIds.add(entry.id());
			}
			boolean isNew = this.freshIds.contains(entry.id());
			if (!isNew) {
				this.knownIds.add(entry.id());
			}
			ListEntry.FilledGaps filled = entry.fillGaps(book, this.now);
			this.added.addAll(filled.added());
			filled.added().forEach(reading -> this.addedIds.add(reading.id()));
			this.knownReadings += book.readings().size() - filled.added().size();
			filled.completed()
				.stream()
				.filter(reading -> !this.addedIds.contains(reading.id()))
				.forEach(this.completed::add);
			this.lengths += (filled.lengthLearned() && !isNew) ? 1 : 0;
			this.described += (filled.described() && !isNew) ? 1 : 0;
			this.returned += (filled.returned() && !isNew) ? 1 : 0;
			Optional<Instant> last = takeSessions(entry, book.sessions());
			if (last.isPresent() && !isNew) {
				readFurther(entry, book, last.get());
			}
		}

		private void readFurther(ListEntry entry, ArchivedBook book, Instant at) {
			boolean before = entry.isReadToEnd();
			entry.readFurther(book, at);
			if (!before && entry.isReadToEnd()) {
				this.ended.put(entry.id(), at);
			}
		}

		/**
		 * Returns whether it was removed so long ago that it would be deleted at once.
		 */
		private boolean isGone(ArchivedBook book) {
			Instant removed = book.removedAt();
			return removed != null && removed.isBefore(this.now.minus(UNDO_TIME));
		}

		/** Returns when the newest of the new sessions ended; empty if there is none. */
		private Optional<Instant> takeSessions(ListEntry entry, List<SessionRecord> records) {
			Sittings times = this.sittings.computeIfAbsent(entry.id(), id -> new Sittings());
			List<SessionRecord> newSessions = records.stream().map(times::newPart).flatMap(Optional::stream).toList();
			this.knownSessions += records.size() - newSessions.size();
			for (SessionRecord session : newSessions) {
				times.add(session.start(), session.end());
				this.sessions.add(new NewSession(entry.id(), session));
			}
			return newSessions.stream().map(SessionRecord::end).max(Comparator.naturalOrder());
		}

		Outcome outcome() {
			return new Outcome(new Added(this.fresh.size(), this.added.size(), this.sessions.size()),
					new Added(this.knownIds.size(), this.knownReadings, this.knownSessions), this.lengths,
					this.described, this.completed.size(), this.returned,
					(int) this.fresh.stream().filter(ListEntry::isRemoved).count(), List.copyOf(this.leftOut));
		}

	}

}
